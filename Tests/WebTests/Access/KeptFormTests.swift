import Core
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing
import UseCases

@testable import Web

@Suite("Biểu mẫu gửi khi chưa đăng nhập")
struct KeptFormTests {
    private static let path = "/quan-tri/tai-khoan-moi"
    private static let typed = "Nguyễn Thị Lan"

    /// A browser that keeps the cookies it is given.
    private final class Browser {
        let client: any TestClientProtocol
        private(set) var cookies: [String: String] = [:]

        init(_ client: any TestClientProtocol) { self.client = client }

        func ask(
            _ method: HTTPRequest.Method, _ path: String, _ fields: KeyValuePairs<String, String> = [:],
            _ more: HTTPFields = [:]
        ) async throws -> TestResponse {
            var headers = more
            headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            let body = fields.map { "\($0.key)=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
            if method == .post { headers[.contentType] = "application/x-www-form-urlencoded" }
            let answer = try await client.executeRequest(
                uri: path, method: method, headers: headers,
                body: method == .post ? ByteBuffer(string: body) : nil)
            for cookie in answer.headers[values: .setCookie] {
                let pair = (cookie.split(separator: ";").first ?? "").split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
            }
            return answer
        }

        /// Signs in on the page that was shown.
        func signIn(on page: TestResponse, _ password: String = AdminSite.password) async throws -> TestResponse {
            let token = try #require(page.text.firstMatch(of: /name="csrf" value="([^"]+)"/)?.output.1)
            let held = page.text.firstMatch(of: /name="held" value="([^"]+)"/)?.output.1 ?? ""
            return try await ask(
                .post, "/dang-nhap",
                ["login": "quan.tri", "password": password, "held": String(held), "csrf": String(token)])
        }
    }

    private static let here: HTTPFields = [HeaderName.fetchSite: "same-origin"]
    private static let form: KeyValuePairs = [
        "lenh": String(repeating: "b", count: 32), "name": typed, "login": "lan.nt",
        "phan-cong": "receiver@H21.106", "csrf": "of-a-session-that-is-gone",
    ]

    private func held(_ site: AdminSite) throws -> Int64? {
        try site.office.store.readNow { try $0.first("SELECT COUNT(*) FROM held_form") { $0.integer(0) } }
    }

    @Test func `what was typed is offered after signing in, carried out by nobody but who presses again`() async throws
    {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let browser = Browser(client)
            let page = try await browser.ask(.post, Self.path, Self.form, Self.here)
            #expect(page.status == .unauthorized)
            #expect(page.text.contains("Chưa đăng nhập nên chưa gửi được"))
            #expect(!page.text.contains(Self.typed))
            let cookie = try #require(page.headers[values: .setCookie].first { $0.hasPrefix("motcua-giu=") })
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=28800"))

            let wrong = try await browser.signIn(on: page, "không phải")
            #expect(wrong.status == .unauthorized && !wrong.text.contains(Self.typed))
            let signedIn = try await browser.signIn(on: wrong)
            #expect(signedIn.status == .seeOther)
            let target = try #require(signedIn.headers[.location])
            #expect(target.hasPrefix("/dang-nhap?held="))
            #expect(browser.cookies["motcua-giu"] == nil)
            #expect(try site.account("lan.nt") == nil)

            let offered = try await browser.ask(.get, target)
            #expect(offered.text.contains("<li>\(Self.typed)</li>"))
            #expect(offered.text.contains("action=\"\(Self.path)\""))
            #expect(!offered.text.contains("of-a-session-that-is-gone"))
            let session = try #require(browser.cookies["motcua-phien"])
            let token = FormProtection(key: TestSite.formKey, session: session, cookie: nil, random: { [] }).token
            #expect(offered.text.contains("name=\"csrf\" value=\"\(token)\""))
            #expect(try site.account("lan.nt") == nil)
        }
    }

    @Test func `it is found also by who goes to sign in by another way`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let browser = Browser(client)
            _ = try await browser.ask(.post, Self.path, Self.form, Self.here)
            let page = try await browser.ask(.get, "/dang-nhap")
            #expect(!page.text.contains(Self.typed))
            let target = try await browser.signIn(on: page).headers[.location] ?? ""
            #expect(target.hasPrefix("/dang-nhap?held="))
            #expect(try await browser.ask(.get, target).text.contains(Self.typed))
            // Another browser, of the same person, is offered nothing.
            let other = Browser(client)
            let elsewhere = try await other.signIn(on: try await other.ask(.get, "/dang-nhap"))
            #expect(elsewhere.headers[.location] == "/quan-tri")
        }
    }

    @Test func `what no page of ours sent is not kept`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let origin = HeaderName.origin
            for headers: HTTPFields in [
                [:], [HeaderName.fetchSite: "cross-site"], [HeaderName.fetchSite: "same-site"],
                [HeaderName.fetchSite: "none"], [origin: "https://example.org"], [origin: "null"],
                [HeaderName.fetchSite: "cross-site", origin: "http://localhost"],
            ] {
                let browser = Browser(client)
                let page = try await browser.ask(.post, Self.path, Self.form, headers)
                #expect(page.status == .unauthorized)
                #expect(page.text.contains("Cần đăng nhập"))
                #expect(browser.cookies["motcua-giu"] == nil)
            }
            #expect(try held(site) == 0)
        }
    }

    @Test func `no password is kept, nothing too large, and files are told by their names`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let browser = Browser(client)
            let change = try await browser.ask(
                .post, "/doi-mat-khau", ["current": AdminSite.password, "password": "x"], Self.here)
            #expect(change.status == .unauthorized)
            let large = try await browser.ask(
                .post, Self.path,
                [
                    "a": String(repeating: "x", count: 60_000), "b": String(repeating: "x", count: 60_000),
                    "c": String(repeating: "x", count: 60_000), "d": String(repeating: "x", count: 60_000),
                    "e": String(repeating: "x", count: 60_000),
                ], Self.here)
            #expect(large.status == .contentTooLarge)
            #expect(try held(site) == 0)
            var headers = Self.here
            headers[.contentType] = "multipart/form-data; boundary=ranh-gioi"
            let body = multipart([
                ("ly-do", nil, Array("Thiếu chữ ký".utf8)), ("tep", "to-khai.pdf", [37, 80, 68, 70]),
            ])
            let page = try await client.executeRequest(
                uri: "/quay/tiep-nhan/1.000001", method: .post, headers: headers, body: ByteBuffer(bytes: body))
            #expect(page.status == .unauthorized && page.text.contains("to-khai.pdf"))
            #expect(try held(site) == 1)
        }
    }
}
