import Core
import Ledger
import Testing
import UseCases

@testable import Web

/// What hands in online, in the portal or over the API, is held to one rule.
@Suite("Cổng và giao diện lập trình cùng một quy tắc")
struct SameRulesTests {
    /// One submission, and what of it must be refused.
    private struct Row {
        var name: String
        var values: [PersonalKey: String]
        /// True where the matter is another person's.
        var isForOther = false
        var way = ResultWay.counter
        var refused: Set<PersonalKey> = []
    }

    private static let whole: [PersonalKey: String] = [
        .submitterName: "Nguyễn Thị Hương", .submitterNumber: "052198001234", .submitterPhone: "0912 345 678",
        .submitterEmail: "huong@example.vn", .submitterAddress: "12 Wừu, phường Pleiku",
    ]
    private static let owner: [PersonalKey: String] = [
        .ownerName: "Rơ Châm Hùng", .ownerNumber: "064085001234", .ownerAddress: "Làng Ốp",
    ]
    private static let needed: Set<PersonalKey> = [.submitterName, .submitterPhone, .submitterAddress]

    private static var rows: [Row] {
        var rows = [Row(name: "whole", values: whole)]
        for key in whole.keys {
            for blank in [nil, "", "   "] as [String?] {
                var values = whole
                values[key] = blank
                rows.append(
                    Row(name: "\(key) blank", values: values, refused: needed.contains(key) ? [key] : []))
            }
        }
        for key in Array(whole.keys) + Array(owner.keys) {
            var values = whole.merging(owner) { first, _ in first }
            values[key] = String(repeating: "1", count: (SubmissionRules.most(of: key) ?? 0) + 1)
            rows.append(Row(name: "\(key) too long", values: values, isForOther: true, refused: [key]))
        }
        for (key, wrong) in [
            (PersonalKey.submitterPhone, "abc"), (.submitterPhone, "1234567"), (.submitterEmail, "huong"),
            (.submitterEmail, "a b@c.vn"),
        ] {
            rows.append(
                Row(name: "\(key) \(wrong)", values: whole.merging([key: wrong]) { $1 }, refused: [key]))
        }
        for keys in [[.ownerName], [.ownerName, .ownerNumber], [.ownerName, .ownerNumber, .ownerAddress]]
            as [[PersonalKey]]
        {
            let values = whole.merging(owner.filter { keys.contains($0.key) }) { $1 }
            rows.append(Row(name: "owner \(keys)", values: values, isForOther: true))
        }
        for keys in [[], [.ownerNumber], [.ownerAddress], [.ownerNumber, .ownerAddress]] as [[PersonalKey]] {
            let values = whole.merging(owner.filter { keys.contains($0.key) }) { $1 }
            rows.append(
                Row(name: "owner without name \(keys)", values: values, isForOther: true, refused: [.ownerName]))
        }
        let address = whole.merging([.resultAddress: "3 Hùng Vương"]) { $1 }
        let long = whole.merging([.resultAddress: String(repeating: "ế", count: 301)]) { $1 }
        for way in ResultWay.allCases {
            let refused: Set<PersonalKey> = way == .post ? [.resultAddress] : []
            rows.append(Row(name: "\(way) without address", values: whole, way: way, refused: refused))
            rows.append(Row(name: "\(way) with address", values: address, way: way))
            rows.append(Row(name: "\(way) long address", values: long, way: way, refused: [.resultAddress]))
        }
        rows.append(Row(name: "nobody", values: [:], refused: needed))
        return rows
    }

    // MARK: - The portal

    private static let inputs: [(ApplyField, PersonalKey)] = [
        (.name, .submitterName), (.number, .submitterNumber), (.phone, .submitterPhone), (.email, .submitterEmail),
        (.address, .submitterAddress), (.ownerName, .ownerName), (.ownerNumber, .ownerNumber),
        (.ownerAddress, .ownerAddress), (.resultAddress, .resultAddress),
    ]

    private func refusedByPortal(_ row: Row, _ site: OfficeSite) throws -> Set<PersonalKey> {
        var typed = FieldList()
        for (field, key) in Self.inputs { typed.append(field.name, row.values[key] ?? "") }
        typed.append(ApplyField.owner.name, row.isForOther ? ApplyField.ownerOther : ApplyField.ownerSelf)
        typed.append(ApplyField.way.name, row.way.rawValue)
        typed.append(ApplyField.result.name, OfficeSite.ward.text)
        let offer = ApplyOffer(OfficeSite.procedure, site.pages.catalogue)
        let texts = try #require(site.pages.texts[.vietnamese])
        var refused: Set<PersonalKey> = []
        for step in [ApplyStep.submitter, .result] {
            var reader = ApplyReader(offer, typed, texts, form: [])
            _ = reader.read(step)
            for error in reader.errors {
                let key = Self.inputs.first { $0.0.name == error.fieldID }?.1
                refused.insert(try #require(key, "\(row.name): \(error.message)"))
            }
        }
        return refused
    }

    // MARK: - The API

    private func refusedByAPI(_ row: Row, _ site: OfficeSite) throws -> Set<PersonalKey> {
        func object(_ prefix: String) -> JSON {
            .object(
                row.values.reduce(into: [:]) { members, value in
                    let parts = value.key.text.split(separator: ".")
                    if parts.first == prefix[...], let name = parts.last {
                        members[String(name)] = .string(value.value)
                    }
                })
        }
        var members: [String: JSON] = [
            "procedure": .string("1.000001"), "places": .object(["intake": .string(OfficeSite.ward.text)]),
            "resultWay": .string(row.way.rawValue), "submitter": object("submitter"),
        ]
        if row.isForOther { members["owner"] = object("owner") }
        if let address = row.values[.resultAddress] { members["resultAddress"] = .string(address) }
        let reader = SubmissionReader(rules: RuleSettings(), catalogue: site.pages.catalogue)
        do {
            _ = try reader.read(.object(members))
            return []
        } catch let problem as Problem {
            #expect(problem.code == .formInvalid)
            let keys = problem.fields.map { field in
                field.field == "/resultAddress"
                    ? PersonalKey.resultAddress
                    : PersonalKey(field.field.split(separator: "/").joined(separator: "."))
            }
            return Set(keys)
        }
    }

    @Test func `portal and API refuse the same values of an online submission`() throws {
        let site = try OfficeSite()
        #expect(Self.rows.count > 40)
        for row in Self.rows {
            #expect(try refusedByPortal(row, site) == row.refused, "portal: \(row.name)")
            #expect(try refusedByAPI(row, site) == row.refused, "API: \(row.name)")
        }
    }

    @Test func `on paper a name is enough, for the counter has the person before it`() throws {
        let site = try OfficeSite()
        let reader = SubmissionReader(rules: RuleSettings(), catalogue: site.pages.catalogue)
        for channel in ["direct", "post"] {
            let body = """
                {"procedure":"1.000001","channel":"\(channel)","places":{"intake":"H21.106"},"resultWay":"post",
                "submitter":{"name":"A","address":"12 Wừu"}}
                """
            let asked = try reader.read(try JSON(parsing: Array(body.utf8)))
            #expect(asked.personal[.resultAddress] == "12 Wừu")
            #expect(asked.personal[.submitterPhone] == nil)
        }
    }
}
