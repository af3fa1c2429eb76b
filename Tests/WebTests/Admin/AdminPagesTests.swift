import Core
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing
import UseCases

@testable import Web

@Suite("Trang quản trị tài khoản")
struct AdminPagesTests {
    private static let command = String(repeating: "a", count: 32)
    private static let new = "/quan-tri/tai-khoan-moi"

    @Test func `every page of an administrator is for administrators alone`() throws {
        let site = try AdminSite()
        let routes = SiteParts.routes(site.pages, SiteSettings())
        let own = routes.filter { $0.pattern.rawValue.hasPrefix("/quan-tri") && $0.pattern.isAccounts }
        #expect(own.count == 8)
        for route in own { #expect(route.access == .roles([.administrator]), "\(route.pattern.rawValue)") }
        for route in routes where route.pattern == .passwordChange { #expect(route.access == .signedIn) }
    }

    @Test func `a form sent twice makes one account, and the second answer says so`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let fields: KeyValuePairs = [
                "lenh": Self.command, "name": "Nguyễn Thị Lan", "login": "lan.nt", "phan-cong": "receiver@H21.106",
            ]
            let first = try await site.post(client, Self.new, fields)
            #expect(first.status == .ok)
            #expect(first.text.contains("/kich-hoat/"))
            let made = try #require(try site.account("lan.nt"))
            let second = try await site.post(client, Self.new, fields)
            #expect(second.status == .seeOther)
            #expect(second.headers[.location] == "/quan-tri/tai-khoan/\(made.account.actor)?xong=da-lam")
            #expect(!second.text.contains("/kich-hoat/"))
            let list = try await client.get("/quan-tri?q=lan", site.cookie)
            #expect(list.text.ranges(of: "lan.nt").count == 1)
            // The page gone back to and changed is another intent: it is asked for anew.
            let other = try await site.post(
                client, Self.new,
                ["lenh": Self.command, "name": "Trần Văn Bình", "login": "binh.tv", "phan-cong": "receiver@H21.106"])
            #expect(other.status == .conflict)
            #expect(try site.account("binh.tv") == nil)
        }
    }

    @Test func `an agency is found by what is typed of it, and asked for where several are meant`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            func send(_ agency: String, _ choice: String? = nil, step: String = "them") async throws -> TestResponse {
                try await site.post(
                    client, Self.new,
                    [
                        "lenh": Self.command, "name": "Lan", "login": "lan.nt", "vai-tro": "receiver",
                        "co-quan": agency, "co-quan-chon": choice ?? "", "buoc": step,
                    ])
            }
            let one = try await send("pleiku")
            #expect(one.status == .ok)
            #expect(one.text.contains("value=\"receiver@H21.106\" checked"))
            #expect(try await send("H21.107").text.contains("receiver@H21.107"))
            let several = try await send("phuong")
            #expect(several.status == .unprocessableContent)
            #expect(several.text.contains("Hãy chọn một."))
            #expect(several.text.contains("value=\"H21.106\"") && several.text.contains("value=\"H21.107\""))
            #expect(try await send("phuong", "H21.107").text.contains("value=\"receiver@H21.107\" checked"))
            let none = try await send("Đà Lạt <b>")
            #expect(none.status == .unprocessableContent)
            #expect(none.text.contains("Đà Lạt &lt;b>") || none.text.contains("Đà Lạt &lt;b&gt;"))
            #expect(try site.account("lan.nt") == nil)
            // What is still being added goes with the account.
            #expect(try await send("pleiku", step: "").status == .ok)
            #expect(try site.account("lan.nt")?.assignments == [Assignment(role: .receiver, agency: "H21.106")])
        }
    }

    @Test func `a field that is unknown, forged or too long is refused by its name`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            func refused(_ name: String, _ value: String, says label: String) async throws {
                let answer = try await site.post(
                    client, Self.new, ["lenh": Self.command, "name": "Lan", "login": "lan.nt", name: value])
                #expect(answer.status == .unprocessableContent, "\(name)")
                #expect(answer.text.contains(label), "\(name)")
            }
            try await refused("admin", "1", says: "“admin”")
            try await refused("vai-tro", "clock", says: "“Vai trò”")
            try await refused("phan-cong", "clock@H21", says: "“Phân công”")
            try await refused("phan-cong", "receiver@H99", says: "“Phân công”")
            try await refused("phan-cong", "receiver", says: "“Phân công”")
            try await refused("co-quan", String(repeating: "a", count: 201), says: "“Cơ quan”")
            try await refused("phan-cong", "receiver@H21.106@x", says: "“Phân công”")
            for query in ["vai-tro=king", "tinh-trang=x", "q=" + String(repeating: "a", count: 101)] {
                #expect(try await client.get("/quan-tri?\(query)", site.cookie).status == .unprocessableContent)
            }
            let nameless = try await site.post(client, Self.new, ["name": "Lan"])
            #expect(nameless.status == .unprocessableContent)
            #expect(try await client.get("/quan-tri/tai-khoan/nobody", site.cookie).status == .notFound)
            let actor = site.administrator.actor
            #expect(try await client.get("/quan-tri/tai-khoan/\(actor)/x", site.cookie).status == .notFound)
        }
    }

    @Test func `what is wrong stands at its field, and what was typed stays`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let answer = try await site.post(
                client, Self.new,
                [
                    "lenh": Self.command, "name": " ", "login": "quan.tri", "phan-cong": "receiver@H21.106",
                ])
            #expect(answer.text.contains("id=\"name-error\""))
            let taken = try await site.post(
                client, Self.new,
                [
                    "lenh": Self.command, "name": "Lan", "login": "quan.tri", "phan-cong": "receiver@H21.106",
                ])
            #expect(taken.status == .unprocessableContent)
            #expect(taken.text.contains("id=\"login-error\""))
            #expect(taken.text.contains("value=\"Lan\""))
            #expect(taken.text.contains("value=\"receiver@H21.106\" checked"))
        }
    }

    @Test func `locking a page that is no longer new is refused, and the page shows what is`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let kept = try await site.made(client)
            let path = "/quan-tri/tai-khoan/\(kept.account.actor)/khoa"
            let fields: KeyValuePairs = ["lenh": Self.command, "ban-da-xem": kept.picture]
            #expect(try await site.post(client, path, fields).status == .seeOther)
            #expect(try site.account("lan.nt")?.account.state == .locked)
            // The same click again, then another page that was opened before.
            #expect(try await site.post(client, path, fields).status == .seeOther)
            let late = try await site.post(
                client, path, ["lenh": String(repeating: "c", count: 32), "ban-da-xem": kept.picture])
            #expect(late.status == .conflict)
            #expect(late.text.contains("sau khi trang này được mở"))
            let own = "/quan-tri/tai-khoan/\(site.administrator.actor)/khoa"
            #expect(try await client.get(own, site.cookie).status == .conflict)
            let picture = try #require(try site.account("quan.tri")).picture
            let self1 = try await site.post(
                client, own, ["lenh": String(repeating: "d", count: 32), "ban-da-xem": picture])
            #expect(self1.status == .conflict)
            #expect(try site.account("quan.tri")?.account.state == .active)
        }
    }

    @Test func `a token works until it is revoked, and the list is taken away as a file`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            _ = try await site.post(
                client, Self.new,
                [
                    "lenh": Self.command, "name": "Cổng dịch vụ công", "login": "cong.dvc",
                    "phan-cong": "integration@H21",
                ])
            let system = try #require(try site.account("cong.dvc"))
            let path = "/quan-tri/tai-khoan/\(system.account.actor)/ma-truy-cap"
            let shown = try await site.post(
                client, path,
                [
                    "lenh": String(repeating: "c", count: 32), "ban-da-xem": system.picture, "label": "Máy chủ 1",
                    "days": "30",
                ])
            let token = try #require(shown.text.firstMatch(of: /mct_[0-9a-f]{64}/)).output
            let bearer: HTTPFields = [.authorization: "Bearer \(token)"]
            #expect(try await client.get("/api/v1/dossiers/H21.106-261120-0001", bearer).status == .notFound)
            let id = try #require(
                try site.office.store.readNow { try BearerTokens.list(of: system.account.actor, in: $0) }.first
            ).id
            let page = try await client.get("/quan-tri/tai-khoan/\(system.account.actor)", site.cookie)
            #expect(page.text.contains("Máy chủ 1") && !page.text.contains(token))
            #expect(try await client.get("\(path)/\(id)", site.cookie).status == .ok)
            let revoked = try await site.post(client, "\(path)/\(id)", ["lenh": String(repeating: "d", count: 32)])
            #expect(revoked.status == .seeOther)
            #expect(try await client.get("/api/v1/dossiers/H21.106-261120-0001", bearer).status == .unauthorized)
            #expect(try await client.get("\(path)/\(id)", site.cookie).status == .conflict)
            let file = try await client.get("/quan-tri?dang=csv&vai-tro=integration", site.cookie)
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(file.text.contains("Cổng dịch vụ công,cong.dvc,"))
            #expect(!file.text.contains("quan.tri"))
        }
    }
}

extension PathPattern {
    fileprivate var isAccounts: Bool {
        switch self {
        case .admin, .newAccount, .account, .accountAct, .accountToken: true
        default: false
        }
    }
}
