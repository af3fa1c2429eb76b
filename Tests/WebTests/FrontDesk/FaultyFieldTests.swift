import Core
import HTML
import Hummingbird
import HummingbirdTesting
import Testing
import UseCases

@testable import Web

@Suite("Mục không nhận được")
struct FaultyFieldTests {
    private func send(
        _ client: some TestClientProtocol, _ path: Path, _ fields: [(String, String)],
        as person: OfficeSite.Person = .receiver
    ) async throws -> TestResponse {
        let token = FormProtection(key: TestSite.formKey, session: person.rawValue, cookie: nil, random: { [] }).token
        let body = (fields.map { "\($0.0)=\($0.1)" } + ["csrf=\(token)"]).joined(separator: "&")
        return try await client.post(
            path.url.text, Array(body.utf8), "application/x-www-form-urlencoded",
            [.cookie: "motcua-phien=\(person.rawValue)"])
    }

    private let reception: [(String, String)] = [
        ("lenh", String(repeating: "a", count: 32)), ("truong-hop", "chung"), ("kenh", "0"),
        ("noi-nhan", "H21.106"), ("co-quan", "H21.106"), ("noi-tra", "H21.106"), ("cach-nhan", "counter"),
        ("phi", "0"), ("chinh.tp-1", "1"), ("dia-chi", "12 Wừu"),
    ]

    @Test func `a text that is too long or broken is told at its field, and the rest of the form stays`() async throws {
        let site = try OfficeSite()
        let path = Path.reception(of: "1.000001")
        try await site.application.test(.router) { client in
            for (typed, words) in [
                (String(repeating: "x", count: 70 * 1024), "dài quá 120 ký tự"), ("a%00b", "không đúng định dạng"),
                ("%FFa", "có ký tự không đọc được"), ("a%E2%80%AEb", "có ký tự ẩn làm đảo chiều chữ"),
            ] {
                let answer = try await send(client, path, reception + [("ho-ten", typed)])
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("Mục “Họ và tên người nộp” \(words)"))
                #expect(answer.text.contains("12 Wừu"))
                #expect(answer.text.contains("href=\"#ho-ten\""))
            }
            // A hidden field that was spoilt is told too, and nothing is received.
            let spoilt = try await send(client, path, reception + [("ho-ten", "A"), ("ghi-chu-la", "a%00")])
            #expect(spoilt.status == .unprocessableContent && spoilt.text.contains("ghi-chu-la"))
        }
    }

    @Test func `a desk's form keeps its other words too, and tells a file that it cannot take`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        try site.receive(id)
        try site.give(.assign(OfficeSite.Person.handler.actor.id), id, by: .leader)
        let seen = String(try site.opened(id).dossier.version)
        let hidden = [("lenh", String(repeating: "d", count: 32)), ("phien-ban", seen)]
        try await site.application.test(.router) { client in
            for (typed, words) in [
                (String(repeating: "x", count: 70 * 1024), "dài quá 300 ký tự"), ("a%00b", "không đúng định dạng"),
                ("%FFa", "có ký tự không đọc được"),
            ] {
                let answer = try await send(
                    client, DeskAct.refuse.path(id), hidden + [("ly-do", "Sai mau so 3"), ("can-cu", typed)],
                    as: .handler)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("Mục “Căn cứ pháp lý” \(words)"), "\(words)")
                #expect(answer.text.contains("Sai mau so 3"))
                #expect(answer.text.contains("href=\"#can-cu\""))
            }
            let unknown = try await send(
                client, DeskAct.refuse.path(id), hidden + [("ly-do", "Sai"), ("xac-nhan", "1"), ("la", "a%00")],
                as: .handler)
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("Sai"))
        }
        try site.give(.completeStep(StepPassed(to: "sign")), id, by: .handler)
        let token = FormProtection(key: TestSite.formKey, session: "signatory", cookie: nil, random: { [] }).token
        let version = String(try site.opened(id).dossier.version)
        let body = multipart([
            ("csrf", nil, Array(token.utf8)), ("lenh", nil, Array(String(repeating: "e", count: 32).utf8)),
            ("phien-ban", nil, Array(version.utf8)), ("ghi-chu", nil, Array("Giao tại quầy".utf8)),
            ("tep", "ket-qua.exe", Array("MZ this is no paper at all".utf8)),
        ])
        try await site.application.test(.router) { client in
            let answer = try await client.post(
                DeskAct.settle.path(id).url.text, body, "multipart/form-data; boundary=ranh-gioi",
                [.cookie: "motcua-phien=signatory"])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("ket-qua.exe") && answer.text.contains("Giao tại quầy"))
        }
        #expect(try site.opened(id).dossier.phase == .processing)
    }

    @Test func `counter and portal hold the same rules as the API`() async throws {
        let site = try OfficeSite()
        let path = Path.reception(of: "1.000001")
        try await site.application.test(.router) { client in
            for (field, typed, words) in [
                ("dien-thoai", "abc", "Mục “Số điện thoại” không đúng định dạng"),
                ("so-dinh-danh", String(repeating: "1", count: 21), "dài quá 20 ký tự"),
                ("chu-so-dinh-danh", "1", "Mục “Họ và tên chủ hồ sơ” còn trống"),
            ] {
                let answer = try await send(client, path, reception + [("ho-ten", "A"), (field, typed)])
                #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(field)")
            }
        }
    }

    @Test func `an officer stays signed in on the page of an address that cannot be read`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            let page = try await client.get("/quay/tim?q=%00", [.cookie: "motcua-phien=receiver"])
            #expect(page.status == .unprocessableContent)
            #expect(page.text.contains("Mục “Tìm kiếm” không đúng định dạng"))
            #expect(page.text.contains("action=\"/dang-xuat\""))
        }
    }

    @Test func `a search for nothing shows the search page`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            for address in ["/quay/tim", "/quay/tim?q=", "/quay/tim?q=+++"] {
                let page = try await client.get(address, [.cookie: "motcua-phien=receiver"])
                #expect(page.status == .ok, "\(address)")
                #expect(page.text.contains("<h1>Tìm hồ sơ tại quầy</h1>"), "\(address)")
            }
        }
    }

    @Test func `an emptied value is taken away, but not one that must stand`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        let act = CounterAct.correct
        let form = [
            ("lenh", String(repeating: "b", count: 32)), ("phien-ban", "1"), ("da-xem", "1"), ("ly-do", "Sai"),
            ("chu-ho-ten", ""), ("dien-thoai", ""),
        ]
        try await site.application.test(.router) { client in
            let refused = try await send(client, act.path(id), form + [("ho-ten", "")])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("Mục “Họ và tên người nộp” còn trống"))
        }
        try site.give(
            .correct(
                Correction(changes: Personal([PersonalKey.submitterPhone.text: "0912345678"]), reason: "Thiếu")),
            id, by: .receiver)
        var again = form
        again[1].1 = "2"
        let second = again
        try await site.application.test(.router) { client in
            let done = try await send(client, act.path(id), second)
            #expect(done.status == .seeOther)
        }
        #expect(try site.opened(id).dossier.personal?[.submitterPhone] == nil)
    }

    @Test func `files for a paper that is not asked for are told, and nothing is recorded`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        try site.give(
            .askCompletion(
                PapersAsked(components: ["tp-1"], personal: Personal([PersonalKey.reason.text: "Thiếu chữ ký"]))),
            id, by: .receiver)
        let token = FormProtection(key: TestSite.formKey, session: "receiver", cookie: nil, random: { [] }).token
        let body = multipart([
            ("csrf", nil, Array(token.utf8)), ("lenh", nil, Array(String(repeating: "c", count: 32).utf8)),
            ("phien-ban", nil, Array("2".utf8)), ("chinh.tp-1", nil, Array("1".utf8)),
            ("tep.tp-999", "la.pdf", Array("%PDF-1.4\n%%EOF\n".utf8)),
        ])
        try await site.application.test(.router) { client in
            let answer = try await client.post(
                CounterAct.supply.path(id).url.text, body, "multipart/form-data; boundary=ranh-gioi",
                [.cookie: "motcua-phien=receiver"])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Chưa nhận tệp “la.pdf”"))
        }
        #expect(try site.opened(id).dossier.version == 2)
    }
}
