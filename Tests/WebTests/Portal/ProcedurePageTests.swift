import Core
import HTML
import HTTPTypes
import HummingbirdTesting
import Ledger
import Store
import Testing
import UseCases

@testable import Web

@Suite("Trang thủ tục")
struct ProcedurePageTests {
    private static let sample = "Giá trị mẫu, chưa công bố chính thức."

    private func procedure(
        _ code: ProcedureCode, version: Int = 1, facts: Set<DemonstrationFact> = [],
        cases: [(name: String, limit: TimeLimit, fee: Fee)]
    ) -> ProcedureVersion {
        var procedure = OfficeSite.procedure
        procedure.code = code
        procedure.version = version
        procedure.demonstration = facts
        let papers = procedure.variants[0].components
        procedure.variants = cases.enumerated().map { index, one in
            Variant(
                code: VariantCode("th-\(index + 1)"), name: one.name, components: papers,
                terms: Channel.allCases.map { Terms(channel: $0, limit: one.limit, fee: one.fee) })
        }
        return procedure
    }

    /// Each row of the summary: its name, then what stands under it.
    private func rows(_ html: String) -> [(name: Substring, text: Substring)] {
        html.split(separator: "<dt>").dropFirst().compactMap { part in
            part.firstRange(of: "</dt>").map { (part[..<$0.lowerBound], part[$0.upperBound...]) }
        }
    }

    @Test(arguments: [true, false])
    func `each fact that is a demonstration value is marked in its own row, on any province`(
        _ isDemonstration: Bool
    ) async throws {
        let free = Fee(amount: .zero)
        let names: [DemonstrationFact: String] = [
            .limit: "Bao lâu", .fee: "Phí, lệ phí", .agency: "Cơ quan giải quyết", .service: "Làm trực tuyến",
        ]
        for fact in DemonstrationFact.allCases {
            let procedure = procedure("2.000001", facts: [fact], cases: [("", .workingDays(3), free)])
            let site = try OfficeSite([procedure], isDemonstration: isDemonstration)
            try await site.application.test(.router) { client in
                let page = try await client.get(Path.procedure("2.000001").url.text)
                let marked = rows(page.text).filter { $0.text.contains(Self.sample) }
                #expect(marked.map(\.name) == [Substring(names[fact] ?? "")], "\(fact)")
                let published = try await client.get(Path.procedure("1.000001").url.text)
                #expect(!published.text.contains(Self.sample))
            }
        }
    }

    @Test func `a sample limit closes a procedure in a real office and nowhere else`() async throws {
        let procedure = procedure(
            "2.000001", facts: [.limit], cases: [("", .workingDays(3), Fee(amount: .zero))])
        let real = try OfficeSite([procedure])
        let demonstration = try OfficeSite([procedure], isDemonstration: true)
        let closed = UseCaseRefusal.rule(.procedureClosed(.limitNotPublished))
        #expect(throws: closed) { try real.submitted("2.000001", "th-1") }
        _ = try real.submitted()
        _ = try demonstration.submitted("2.000001", "th-1")
        let session: HTTPFields = [.cookie: "motcua-phien=receiver"]
        try await real.application.test(.router) { client in
            let page = try await client.get(Path.procedure("2.000001").url.text)
            #expect(page.text.contains("Chưa nhận hồ sơ") && !page.text.contains(Path.apply("2.000001").url.text))
            let document = try await client.get(Path.apiProcedure("2.000001").url.text)
            #expect(document.text.contains("\"openTo\":[]"))
            let doors = [(Path.apply("2.000001"), HTTPFields()), (Path.reception(of: "2.000001"), session)]
            for (path, fields) in doors {
                let answer = try await client.get(path.url.text, fields)
                #expect(answer.status == .unprocessableContent && answer.text.contains("chưa công bố thời hạn"))
            }
        }
        try await demonstration.application.test(.router) { client in
            let page = try await client.get(Path.procedure("2.000001").url.text)
            #expect(!page.text.contains("Chưa nhận hồ sơ") && page.text.contains(Path.apply("2.000001").url.text))
            #expect(try await client.get(Path.reception(of: "2.000001").url.text, session).status == .ok)
        }
    }

    @Test func `what the source says besides an amount stands under it, and cases that differ stand apart`()
        async throws
    {
        let note = "Cấp thêm bản sao thì thu phí."
        let one = procedure("2.000001", cases: [("", .workingDays(3), Fee(amount: .zero, note: note))])
        let rule = procedure("2.000002", cases: [("", .workingDays(3), Fee(amount: nil, note: "Theo nghị quyết."))])
        let two = procedure(
            "2.000003",
            cases: [
                ("Cấp mới", .workingDays(3), Fee(amount: Money(dong: 8_000))),
                ("Cấp lại", .workingDays(7), Fee(amount: Money(dong: 20_000))),
                ("Đổi", .workingDays(7), Fee(amount: Money(dong: 20_000))),
            ])
        let site = try OfficeSite([one, rule, two])
        try await site.application.test(.router) { client in
            let first = try await client.get(Path.procedure("2.000001").url.text).text
            #expect(first.contains("Miễn phí<p class=\"hint\">\(note)</p>"))
            let second = try await client.get(Path.procedure("2.000002").url.text).text
            #expect(second.split(separator: "Theo nghị quyết.").count == 2)
            let third = try await client.get(Path.procedure("2.000003").url.text).text
            let fees = rows(third).filter { $0.name == "Phí, lệ phí" }.map(\.text)
            #expect(fees.count == 2 && fees[0].contains("8.000 đồng") && fees[1].contains("20.000 đồng"))
            #expect(third.contains("<h3 lang=\"vi\">Cấp lại; Đổi</h3>"))
        }
    }

    @Test func `a reception without a fee takes that of the case and version of the dossier`() async throws {
        func published(_ version: Int, _ fees: [Int64]) -> ProcedureVersion {
            procedure(
                "2.000001", version: version,
                cases: fees.map { ("Trường hợp \($0)", .workingDays(3), Fee(amount: Money(dong: $0))) })
        }
        let site = try OfficeSite([published(1, [8_000, 20_000])])
        let id = try site.submitted("2.000001", "th-2")
        try site.publish(published(2, [90_000, 91_000]))
        let number = try site.opened(id).dossier.number.text
        let headers: HTTPFields = [
            .authorization: "Bearer receiver", try #require(HTTPField.Name("Idempotency-Key")): "nhan-ho-so-0001",
        ]
        try await site.application.test(.router) { client in
            let answer = try await client.post(
                Path.apiDossierCommands(number).url.text, Array(#"{"action":"receive"}"#.utf8), "application/json",
                headers)
            #expect(answer.status == .ok, "\(answer.text)")
        }
        #expect(try site.opened(id).dossier.clock?.fee == Money(dong: 20_000))
    }

    @Test func `a dossier that waits to be received says by when it is answered`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        let dossier = try site.opened(id).dossier
        let by = try #require(dossier.answerBy)
        #expect(by > site.clock.now())
        let secret = site.office.secrets.secret(of: id.stream, generation: 0).grouped
        let words = "UBND phường Pleiku trả lời bạn trước"
        try await site.application.test(.router) { client in
            let path = Path.tracked(dossier.number.text).url.text
            let bare = try await client.get(path)
            #expect(!bare.text.contains(words))
            let token = try #require(bare.text.firstMatch(of: /name="csrf" value="([^"]+)"/)).output.1
            let visitor = cookie(bare)
            let fields = "bi-mat=\(PercentCoding.encode(secret))&csrf=\(PercentCoding.encode(String(token)))"
            let opened = try await client.post(
                path, Array(fields.utf8), "application/x-www-form-urlencoded", [.cookie: visitor])
            #expect(opened.status == .seeOther)
            let story = try await client.get(path, [.cookie: "\(visitor); \(cookie(opened))"])
            #expect(story.text.contains(words))
        }
    }

    private func cookie(_ answer: TestResponse) -> String {
        (answer.headers[.setCookie] ?? "").split(separator: ";").first.map(String.init) ?? ""
    }
}
