import Core
import HTML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Store
import Testing
import UseCases

@testable import Web

@Suite("Tờ khai khi nộp trực tuyến")
struct ApplyFormTests {
    private static let code: ProcedureCode = "2.000001"
    private static let asking: ProcedureVersion = {
        var procedure = OfficeSite.procedure
        procedure.code = code
        procedure.variants = [procedure.variants[0]]
        procedure.variants[0].form = [
            FormField(key: "ten-con", label: "Họ tên con", required: true, most: 20),
            FormField(key: "ngay-sinh", label: "Ngày sinh", kind: .date, required: true, most: 10),
            FormField(
                key: "gioi-tinh", label: "Giới tính", kind: .choice, choices: ["Nam", "Nữ"], required: true, most: 3),
            FormField(key: "so-ban", label: "Số bản sao", kind: .number, most: 20),
            FormField(key: "ly-do", label: "Lý do", kind: .longText, most: 500),
        ]
        return procedure
    }()

    /// A browser without scripts, which keeps its cookies.
    private final class Visitor {
        let client: any TestClientProtocol
        private var cookies: [String: String]

        init(_ client: any TestClientProtocol, session: String? = nil) {
            self.client = client
            cookies = session.map { ["motcua-phien": $0] } ?? [:]
        }

        private var headers: HTTPFields {
            [.cookie: cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
        }

        private func keep(_ answer: TestResponse) {
            for header in answer.headers[values: .setCookie] {
                let pair = header.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                cookies[pair[0]] = pair.count > 1 ? pair[1] : ""
            }
        }

        func get(_ path: Path) async throws -> TestResponse {
            let answer = try await client.get(path.url.text, headers)
            keep(answer)
            return answer
        }

        /// Sends the form of the page with what its hidden fields hold.
        func send(_ path: Path, _ fields: [(String, String)]) async throws -> TestResponse {
            let page = try await get(path).text
            var all = fields
            for hidden in page.matches(of: /type="hidden" name="([^"]+)" value="([^"]*)"/) where hidden.1 != "q" {
                if !all.contains(where: { $0.0 == hidden.1 }) { all.append((String(hidden.1), String(hidden.2))) }
            }
            if !all.contains(where: { $0.0 == "csrf" }) {
                let token = try #require(page.firstMatch(of: /name="csrf" value="([^"]+)"/))
                all.append(("csrf", String(token.1)))
            }
            let body = all.map { "\(PercentCoding.encode($0.0))=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
            let answer = try await client.post(
                path.url.text, Array(body.utf8), "application/x-www-form-urlencoded", headers)
            keep(answer)
            return answer
        }
    }

    private func step(_ step: ApplyStep) -> Path { .apply(ApplyFormTests.code, step: step.rawValue) }

    /// As far as the page of the form.
    private func begun(_ visitor: Visitor) async throws {
        #expect(try await visitor.send(.apply(ApplyFormTests.code), []).status == .seeOther)
        let person = [
            ("ho-ten", "Nguyễn Thị Hương"), ("dien-thoai", "0912345678"), ("dia-chi", "12 Wừu"), ("chu-ho-so", "toi"),
        ]
        #expect(try await visitor.send(step(.submitter), person).status == .seeOther)
        let placed = try await visitor.send(step(.place), [("co-quan", "H21.106")])
        #expect(placed.headers[.location]?.hasSuffix("/to-khai") == true)
    }

    private let answers = [
        ("tk.ten-con", "Nguyễn An <Bé>"), ("tk.ngay-sinh", "2/11/2026"), ("tk.gioi-tinh", "Nữ"), ("tk.so-ban", "2"),
        ("tk.ly-do", "Dòng một\nDòng hai"),
    ]

    @Test func `every fault is told at its field, and what was typed stays`() async throws {
        let site = try OfficeSite([ApplyFormTests.asking])
        try await site.application.test(.router) { client in
            let visitor = Visitor(client)
            try await begun(visitor)
            let empty = try await visitor.send(step(.form), [("tk.so-ban", "hai"), ("tk.ngay-sinh", "31/2/2026")])
            #expect(empty.status == .unprocessableContent)
            for (field, words) in [
                ("tk.ten-con", "Mục “Họ tên con” còn trống"),
                ("tk.ngay-sinh", "Mục “Ngày sinh” phải là một ngày có thật"),
                ("tk.gioi-tinh", "Mục “Giới tính” còn trống"), ("tk.so-ban", "Mục “Số bản sao” phải là số"),
            ] {
                #expect(empty.text.contains(words) && empty.text.contains("href=\"#\(field)\""), "\(field)")
                #expect(empty.text.contains("id=\"\(field)\""), "\(field)")
            }
            #expect(empty.text.contains("value=\"hai\""))
            let strange = try await visitor.send(
                step(.form), answers + [("tk.la", "x"), ("tk.ten-con", String(repeating: "a", count: 21))])
            #expect(strange.text.contains("Không có mục “la”") && strange.text.contains("id=\"tk.la\""))
            let long = try await visitor.send(
                step(.form), [("tk.ten-con", String(repeating: "ế", count: 21))] + answers.dropFirst())
            #expect(long.text.contains("Mục “Họ tên con” dài quá 20 ký tự"))
            let wrong = try await visitor.send(
                step(.form), answers.filter { $0.0 != "tk.gioi-tinh" } + [("tk.gioi-tinh", "?")])
            #expect(wrong.text.contains("Lựa chọn ở mục “Giới tính” không có trong danh sách"))
            // Nothing was kept: the summary sends back to the form.
            let review = try await visitor.get(step(.review))
            #expect(review.headers[.location]?.hasSuffix("/to-khai") == true)
        }
    }

    @Test func `answers are kept, summed up, handed in sealed, and shown to the offices alone`() async throws {
        let site = try OfficeSite([ApplyFormTests.asking])
        try await site.application.test(.router) { client in
            let visitor = Visitor(client)
            try await begun(visitor)
            #expect(try await visitor.send(step(.form), answers).headers[.location]?.hasSuffix("/giay-to") == true)
            let again = try await visitor.get(step(.form)).text
            #expect(again.contains("value=\"2026-11-02\"") && again.contains("Nguyễn An &lt;Bé"))
            #expect(try await visitor.send(step(.papers), []).status == .seeOther)
            let result = [("cach-nhan", "counter"), ("noi-tra", "H21.106")]
            #expect(try await visitor.send(step(.result), result).headers[.location]?.hasSuffix("/xem-lai") == true)
            let review = try await visitor.get(step(.review)).text
            for words in [
                "Họ tên con", "Nguyễn An &lt;Bé", "02/11/2026", "Dòng một<br>Dòng hai", "/to-khai?ve=xem-lai",
            ] {
                #expect(review.contains(words), "\(words)")
            }
            #expect(try await visitor.send(step(.review), []).status == .seeOther)
        }
        let found = try site.office.store.readNow { sql in
            try sql.first("SELECT stream FROM dossier", []) { $0.text(0) }
        }
        let id = DossierID(try #require(found))
        let kept = try site.opened(id).dossier.personal?.answers
        #expect(kept?["ngay-sinh"] == "2026-11-02" && kept?["gioi-tinh"] == "Nữ" && kept?.count == 5)
        try await site.application.test(.router) { client in
            for (person, path, isShown) in [
                ("receiver", Path.counterDossier(id), true), ("handler", .dossier(id), true),
                ("controller", .dossier(id), false),
            ] {
                let page = try await Visitor(client, session: person).get(path)
                #expect(page.status == .ok, "\(person)")
                #expect(page.text.contains("Họ tên con") == isShown, "\(person)")
                #expect(page.text.contains("Nguyễn An") == isShown, "\(person)")
            }
        }
    }

    private func body(_ answers: String, _ channel: String = "online") -> [UInt8] {
        let text = """
            {"procedure":"2.000001","channel":"\(channel)","places":{"intake":"H21.106"},\
            "submitter":{"name":"Hương","phone":"0912345678","address":"12 Wừu"},"answers":\(answers)}
            """
        return Array(text.utf8)
    }

    private func list(_ json: JSON?) throws -> [JSON] {
        guard case .array(let elements)? = json else {
            Issue.record("no list")
            return []
        }
        return elements
    }

    @Test func `the API lists the fields and tells a fault at its answer`() async throws {
        let site = try OfficeSite([ApplyFormTests.asking])
        try await site.application.test(.router) { client in
            let listed = try await client.get(Path.apiProcedure(ApplyFormTests.code).url.text).text
            #expect(listed.contains(#""key":"gioi-tinh""#) && listed.contains(#""choices":["Nam","Nữ"]"#))
            func send(_ body: [UInt8], _ key: String) async throws -> TestResponse {
                try await client.post(
                    Path.apiDossiers.url.text, body, "application/json",
                    [
                        .authorization: "Bearer receiver",
                        try #require(HTTPField.Name("Idempotency-Key")): "to-khai-\(key)-0001",
                    ])
            }
            let faulty = try await send(body(#"{"la":"x","ngay-sinh":"mai","gioi-tinh":"nam","so-ban":"x"}"#), "sai")
            #expect(faulty.status == .unprocessableContent, "\(faulty.text)")
            let errors = try list(JSON(parsing: Array(faulty.body.readableBytesView))["errors"])
            for (place, code) in [
                ("ten-con", "field.required"), ("ngay-sinh", "field.not-date"), ("gioi-tinh", "field.not-offered"),
                ("so-ban", "field.not-number"), ("la", "field.unknown"),
            ] {
                let one = errors.first { $0["pointer"] == .string("#/answers/\(place)") }
                #expect(one?["code"] == .string(code), "\(place)")
            }
            // On paper the form came with it: nothing need be typed.
            #expect(try await send(body("{}", "direct"), "giay").status == .created)
        }
    }

    @Test func `a counter may leave the form to the paper, and what it types is checked`() async throws {
        let site = try OfficeSite([ApplyFormTests.asking])
        let path = Path.reception(of: ApplyFormTests.code)
        let reception = [
            ("kenh", "0"), ("co-quan", "H21.106"), ("noi-nhan", "H21.106"), ("noi-tra", "H21.106"),
            ("cach-nhan", "counter"), ("phi", "0"), ("chinh.tp-1", "1"), ("ho-ten", "Hương"),
        ]
        try await site.application.test(.router) { client in
            let counter = Visitor(client, session: "receiver")
            let wrong = try await counter.send(path, reception + [("tk.ngay-sinh", "mai")])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("Mục “Ngày sinh” phải là một ngày có thật"))
            #expect(!wrong.text.contains("Mục “Họ tên con” còn trống"))
            #expect(wrong.text.contains("<details class=\"why\" open>"))
        }
    }
}
