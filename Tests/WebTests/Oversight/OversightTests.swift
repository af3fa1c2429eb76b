import Core
import HTML
import HTTPTypes
import HummingbirdTesting
import Ledger
import Store
import Testing
import UseCases

@testable import Web

/// A dossier with something personal of every kind, and whoever oversees.
@Suite("Giám sát thấy dữ kiện, không thấy tên người")
struct OversightTests {
    typealias Person = OfficeSite.Person

    private static let people: [String: String] = [
        PersonalKey.submitterName.text: "Nguyễn Thị Hương", PersonalKey.submitterNumber.text: "064199990001",
        PersonalKey.submitterPhone.text: "0905123456", PersonalKey.submitterEmail.text: "huong.nt@example.vn",
        PersonalKey.submitterAddress.text: "12 Hùng Vương", PersonalKey.ownerName.text: "Rơ Châm Bình",
        PersonalKey.ownerNumber.text: "064199990002", PersonalKey.ownerAddress.text: "Làng Ốp",
        PersonalKey.resultAddress.text: "34 Lê Lợi", PersonalKey.answer("ho-ten-con").text: "Nguyễn Minh An",
    ]
    private static let words = [
        "Đất có tranh chấp không?", "Không có tranh chấp.", "Giấy chứng sinh bị mờ.", "Theo lời bà Hương kể",
        "Đã nhận lại giấy rõ hơn", "Chuyển chị ký sớm", "15/GCN-UBND", "Trần Văn Nhận", "Gõ nhầm tên đường",
        "56 Trường Chinh",
    ]
    private static var secrets: [String] { Array(people.values) + words }

    private struct Case {
        let site: OfficeSite
        let id: DossierID
        let seq: Int64
        let file: FileID
        var code: String
        var number: String
    }

    private func note(_ word: Int) -> Personal { Personal([PersonalKey.note.text: Self.words[word]]) }

    /// Handed in, received, asked about, waited for, settled, returned and put right.
    private func wholeLife() throws -> Case {
        let site = try OfficeSite()
        let id = try site.submitted(file: Array("%PDF-1.4 to khai".utf8), personal: Personal(Self.people))
        try site.receive(id)
        try site.give(.assign(Person.handler.actor.id), id, by: .leader)
        let asked = ConsultationAsked(
            id: "hoi-1", agency: OfficeSite.department, workingDays: 3, personal: note(0))
        try site.give(.consult([asked]), id, by: .handler)
        try site.give(.answerConsultation(ConsultationAnswer(id: "hoi-1", personal: note(1))), id, by: .adviser)
        let wanted = PapersAsked(
            components: ["tp-1"], basis: Self.words[3],
            personal: Personal([PersonalKey.reason.text: Self.words[2]]))
        try site.give(.requestSupplement(wanted), id, by: .handler)
        let again = ComponentGiven(component: "tp-1", originals: 1)
        try site.give(.supply(Supply(components: [again], personal: note(4))), id, by: .receiver)
        try site.give(.completeStep(StepPassed(to: "sign", personal: note(5))), id, by: .handler)
        try site.give(.settle(Settlement(resultNumber: Self.words[6])), id, by: .signatory)
        let collector = Personal([PersonalKey.collectorName.text: Self.words[7]])
        try site.give(.returnResult(Handover(way: .counter, personal: collector)), id, by: .receiver)
        let street = Personal([PersonalKey.submitterAddress.text: Self.words[9]])
        try site.give(.correct(Correction(changes: street, reason: Self.words[8])), id, by: .receiver)
        let opened = try site.opened(id)
        let dossier = opened.dossier
        return Case(
            site: site, id: id, seq: try #require(opened.story.first?.seq),
            file: try #require(opened.story.lazy.compactMap(firstFile).first),
            code: try #require(dossier.code).text, number: dossier.number.text)
    }

    private func firstFile(_ recorded: RecordedEvent) -> FileID? {
        guard case .submitted(let e) = recorded.event.change else { return nil }
        return e.components.flatMap(\.files).first?.file
    }

    /// An address of every pattern, its holes filled with what leads to the dossier.
    private func address(_ pattern: PathPattern, _ life: Case) -> String {
        let mark = try? life.site.office.store.readNow {
            try RecordMark.of(life.id, life.site.office.reader, $0).received
        }
        let values: [String: String] = [
            "id": life.id.text, "number": life.number, "code": "1.000001", "file": life.file.text,
            "seq": String(life.seq), "digits": mark?.digits ?? "0", "action": "tra-ket-qua", "act": "bo-sung",
            "step": "nguoi-nop", "level": "0", "a": "000", "size": "1", "follower": "a", "token": "a", "hash": "a",
        ]
        return "/"
            + pattern.segments.map { segment in
                switch segment {
                case .fixed(let part): part
                case .hole(let name): values[name] ?? "x"
                }
            }.joined(separator: "/")
    }

    @Test(arguments: ["vi", "en"])
    func `no route shows an overseer anything personal, and every officer's route refuses`(
        _ language: String
    ) async throws {
        let life = try wholeLife()
        let routes = SiteParts.routes(life.site.pages, SiteSettings())
        try await life.site.application.test(.router) { client in
            for route in routes {
                let path = address(route.pattern, life)
                let headers: HTTPFields =
                    route.access.isByToken
                    ? [.authorization: "Bearer overseer"]
                    : [.cookie: "motcua-phien=overseer", .acceptLanguage: language]
                let answer =
                    route.method == .get
                    ? try await client.get(path, headers)
                    : try await client.post(
                        path, Array("{}".utf8),
                        route.access.isByToken ? "application/json" : "application/x-www-form-urlencoded", headers)
                for secret in Self.secrets {
                    #expect(!answer.text.contains(secret), "\(route.method) \(path) shows \(secret)")
                }
                switch route.access {
                case .roles(let roles) where !roles.contains(.oversight), .tokenOf(let roles):
                    #expect(answer.status == .forbidden, "\(route.method) \(path)")
                    if !route.pattern.isAPI, language == "vi" {
                        #expect(answer.text.contains("Tài khoản này không được phân quyền"), "\(path)")
                    }
                case .anyone, .signedIn, .roles, .tokenIfAny, .token: break
                }
            }
        }
    }

    @Test(arguments: ["vi", "en"])
    func `their own pages and file hold facts and clocks, by record and not by code`(
        _ language: String
    ) async throws {
        let life = try wholeLife()
        let headers: HTTPFields = [.cookie: "motcua-phien=overseer", .acceptLanguage: language]
        try await life.site.application.test(.router) { client in
            let list = Path.oversight.url.text
            let one = Path.overseenDossier(life.seq).url.text
            for path in [list, list + "?qua-han=1", list + "?dang=csv", one] {
                let answer = try await client.get(path, headers)
                #expect(answer.status == .ok, "\(path)")
                let codes = [life.code, life.number, life.id.text, "261120", "handler, ", "receiver, "]
                for hidden in Self.secrets + codes {
                    #expect(!answer.text.contains(hidden), "\(path) shows \(hidden)")
                }
                #expect(!answer.text.contains("⟦"), "\(path)")
            }
            let rows = try await client.get(list, headers).text
            #expect(rows.contains("href=\"\(one)\"") && rows.contains("Đăng ký khai sinh"))
            let page = try await client.get(one, headers).text
            #expect(page.contains("UBND phường Pleiku"))
            #expect(page.contains(language == "vi" ? "Công chức thụ lý" : "Handling officer"))
            let marks = try await life.site.office.store.read { sql in
                try life.site.office.reader.records(ofStream: life.id.stream, sql).map { RecordMark($0) }
            }
            #expect(marks.count > 8)
            for mark in marks {
                let check = Path.proof(mark).url.text
                #expect(page.contains("href=\"\(check)\""))
                #expect(try await client.get(check, headers).status == .ok)
            }
        }
    }

    @Test func `nobody else opens an overseer's pages`() async throws {
        let life = try wholeLife()
        try await life.site.application.test(.router) { client in
            for person in Person.allCases where person != .overseer {
                for path in [Path.oversight, Path.overseenDossier(life.seq)] {
                    let answer = try await client.get(path.url.text, [.cookie: "motcua-phien=\(person.rawValue)"])
                    #expect(answer.status == .forbidden, "\(person)")
                }
            }
            #expect(try await client.get(Path.oversight.url.text).status == .seeOther)
        }
    }

    @Test(arguments: [
        ("tu=hom-qua", "tu"), ("den=2026-13-01", "den"), ("tu=2026-11-20&den=2026-11-01", "den"),
        ("tinh-trang=xong", "Tình trạng"), ("qua-han=co", "qua-han"), ("sau=-1", "sau"), ("sau=a", "sau"),
    ])
    func `a wish that cannot be read is refused by its field`(_ query: String, _ field: String) async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            let answer = try await client.get(
                Path.oversight.url.text + "?" + query, [.cookie: "motcua-phien=overseer"])
            #expect((400..<500).contains(answer.status.code), "\(query)")
            #expect(answer.text.contains(field), "\(query)")
            for other in ["0", "-1", "999999999", "99999999999999999999", "01", "abc"] {
                let page = try await client.get(
                    Path.oversight.url.text + "/" + other, [.cookie: "motcua-phien=overseer"])
                #expect(page.status == .notFound, "\(other)")
            }
        }
    }
}
