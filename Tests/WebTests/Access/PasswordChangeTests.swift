import Core
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing
import UseCases

@testable import Web

@Suite("Trang đổi mật khẩu")
struct PasswordChangeTests {
    private static let path = "/doi-mat-khau"
    private static let better = "Ba cây chụm lại 2027"

    private func seen(_ site: AdminSite) throws -> String {
        String(try #require(try site.account("quan.tri")?.account.password?.set).microseconds)
    }

    @Test func `the right password is changed, and a second click changes nothing and is told so`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let page = try await client.get(Self.path, site.cookie)
            #expect(page.text.contains("14"))
            let fields: KeyValuePairs = [
                "seen": try seen(site), "current": AdminSite.password, "password": Self.better,
                "password-repeat": Self.better,
            ]
            site.clock.move(to: site.clock.now().adding(minutes: 1))
            let done = try await site.post(client, Self.path, fields)
            #expect(done.status == .seeOther)
            #expect(done.headers[.location] == "/doi-mat-khau?xong=1")
            let again = try await site.post(client, Self.path, fields)
            #expect(again.status == .conflict)
            #expect(try await client.get("/quan-tri", site.cookie).status == .ok)
        }
    }

    @Test func `five wrong present passwords close the form for a while`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            func change(_ current: String) async throws -> TestResponse {
                try await site.post(
                    client, Self.path,
                    [
                        "seen": try seen(site), "current": current, "password": Self.better,
                        "password-repeat": Self.better,
                    ])
            }
            for _ in 1...4 {
                let wrong = try await change("not the right one")
                #expect(wrong.status == .unprocessableContent)
                #expect(wrong.text.contains("id=\"current-error\""))
                #expect(!wrong.text.contains("not the right one"))
            }
            #expect(try await change("not the right one").status == .tooManyRequests)
            #expect(try await change(AdminSite.password).status == .tooManyRequests)
        }
    }

    @Test func `each fault is told at its field`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            func expect(
                _ faulty: [String], _ current: String, _ new: String, _ again: String,
                at place: SourceLocation = #_sourceLocation
            ) async throws {
                let answer = try await site.post(
                    client, Self.path,
                    ["seen": try seen(site), "current": current, "password": new, "password-repeat": again])
                #expect(answer.status == .unprocessableContent, sourceLocation: place)
                let fields = ["current", "password", "password-repeat"]
                let told = fields.filter { answer.text.contains("id=\"\($0)-error\"") }
                #expect(told == faulty, sourceLocation: place)
            }
            try await expect(["current", "password"], "", "", "")
            try await expect(["password-repeat"], "x", Self.better, "other")
            try await expect(["password"], AdminSite.password, "short", "short")
            try await expect(["password"], AdminSite.password, AdminSite.password, AdminSite.password)
            let long = String(repeating: "mật khẩu dài ", count: 12)
            try await expect(["password"], AdminSite.password, long, long)
        }
    }

    @Test func `who is not signed in is sent to sign in, and no password is kept for them`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            #expect(try await client.get(Self.path).status == .seeOther)
            site.clock.move(to: site.clock.now().adding(minutes: 60))
            let ended = try await site.post(
                client, Self.path, ["current": AdminSite.password, "password": Self.better])
            #expect(ended.status == .unauthorized)
            let held = try site.office.store.readNow {
                try $0.first("SELECT COUNT(*) FROM held_form") { $0.integer(0) }
            }
            #expect(held == 0)
        }
    }

    @Test func `an administrator whose password is two months old changes it first`() throws {
        let site = try AdminSite()
        #expect(!site.pages.mustChangePassword(site.administrator))
        site.clock.move(to: site.clock.now().adding(minutes: 60 * 24 * 60))
        #expect(site.pages.mustChangePassword(site.administrator))
    }
}
