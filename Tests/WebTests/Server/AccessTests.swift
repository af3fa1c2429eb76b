import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Ai được dùng trang nào")
struct AccessTests {
    static let session: HTTPFields = [.cookie: "motcua-phien=clerk-session"]

    @Test func `a page for officers sends others to sign in and back`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let answer = try await client.get("/viec?loc=qua-han&trang=2")
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/dang-nhap?return=%2Fviec%3Floc%3Dqua-han%26trang%3D2")
            let signedIn = try await client.get("/viec", Self.session)
            #expect(signedIn.status == .ok)
            #expect(signedIn.text == "Trần Thị Mơ")
            #expect(signedIn.headers[.cacheControl] == "no-store")
            #expect(try await client.get("/viec", [.cookie: "motcua-phien=ended"]).status == .seeOther)
        }
    }

    @Test func `a role that is not held is refused`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let officer = try await client.get("/quan-tri", Self.session)
            #expect(officer.status == .forbidden)
            let stranger = try await client.get("/quan-tri")
            #expect(stranger.status == .seeOther)
        }
    }

    @Test func `the API takes tokens and no cookies`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            #expect(try await client.get("/api/v1/procedures").text == "{\"name\":\"\"}")
            #expect(try await client.get("/api/v1/procedures", Self.session).text == "{\"name\":\"\"}")
            let known = try await client.get("/api/v1/procedures", [.authorization: "Bearer clerk-token"])
            #expect(known.text == "{\"name\":\"Trần Thị Mơ\"}")
            for header in ["Bearer unknown", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer \u{1}"] {
                let answer = try await client.get("/api/v1/procedures", [.authorization: header])
                #expect(answer.status == .unauthorized)
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            }
            let input = Array("{\"name\":\"a\",\"count\":1}".utf8)
            let json = "application/json"
            #expect(try await client.post("/api/v1/dossiers", input, json).status == .unauthorized)
            #expect(try await client.post("/api/v1/dossiers", input, json, Self.session).status == .unauthorized)
            let clerk: HTTPFields = [.authorization: "Bearer clerk-token"]
            #expect(try await client.post("/api/v1/dossiers", input, json, clerk).status == .forbidden)
        }
    }

    @Test func `a form needs the token that its sender was given`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let (cookie, token) = try await client.formToken()
            let body = Array("csrf=\(token)&name=B%C3%ACnh".utf8)
            let form = "application/x-www-form-urlencoded"
            let taken = try await client.post("/tra-cuu", body, form, cookie)
            #expect(taken.status == .ok)
            #expect(taken.text.hasSuffix("name=Bình"))

            #expect(try await client.post("/tra-cuu", Array("name=a".utf8), form, cookie).status == .forbidden)
            #expect(try await client.post("/tra-cuu", body, form).status == .forbidden)
            #expect(try await client.post("/tra-cuu", body, form, Self.session).status == .forbidden)
            let (other, _) = try await client.formToken()
            #expect(try await client.post("/tra-cuu", body, form, other).status == .forbidden)
            let forged: HTTPFields = [.cookie: "motcua-khach=AAAAAAAAAAAAAAAAAAAAAA"]
            #expect(try await client.post("/tra-cuu", body, form, forged).status == .forbidden)
            let answer = try await client.post("/tra-cuu", Array("name=a".utf8), form, cookie)
            #expect(answer.text.contains("Biểu mẫu đã hết hạn"))
        }
    }

    @Test func `a session's form token is its own and needs no other cookie`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let page = try await client.get("/dang-nhap", Self.session)
            #expect(page.headers[.setCookie] == nil)
            let body = Array("csrf=\(page.text)&name=a".utf8)
            let form = "application/x-www-form-urlencoded"
            #expect(try await client.post("/quay/tiep-nhan", body, form, Self.session).text == "a")
            let (cookie, token) = try await client.formToken()
            let visitor = Array("csrf=\(token)&name=a".utf8)
            var both = cookie
            both[.cookie] = (cookie[.cookie] ?? "") + "; motcua-phien=clerk-session"
            #expect(try await client.post("/quay/tiep-nhan", visitor, form, both).status == .forbidden)
        }
    }

    @Test func `a form from another site is refused before it is read`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let (cookie, token) = try await client.formToken()
            var headers = cookie
            headers[HeaderName.fetchSite] = "cross-site"
            let answer = try await client.post(
                "/tra-cuu", Array("csrf=\(token)".utf8), "application/x-www-form-urlencoded", headers)
            #expect(answer.status == .forbidden)
            #expect(answer.text.contains("từ một trang khác"))
        }
    }

    @Test func `a page without a form sets no cookie`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            #expect(try await client.get("/").headers[.setCookie] == nil)
            let page = try await client.get("/dang-nhap")
            let cookie = try #require(page.headers[.setCookie])
            #expect(cookie.hasPrefix("motcua-khach="))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
        }
    }

    @Test func `behind a proxy cookies are bound to TLS and to the host`() async throws {
        var settings = SiteSettings()
        settings.isSecure = true
        settings.proxies = 1
        let test = try TestSite(settings: settings)
        try await test.application.test(.router) { client in
            let page = try await client.get("/dang-nhap")
            let cookie = try #require(page.headers[.setCookie])
            #expect(cookie.hasPrefix("__Host-motcua-khach="))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
            #expect(page.headers[.strictTransportSecurity] == "max-age=31536000")
            #expect(try await client.get("/viec", Self.session).status == .seeOther)
            #expect(try await client.get("/viec", [.cookie: "__Host-motcua-phien=clerk-session"]).status == .ok)
        }
    }

    @Test func `a form whose session ended can keep what was typed`() async throws {
        var test = try TestSite()
        test.site.hooks.signInAgain = { call, form in .text("\(call.target) \(form["name"] ?? "")") }
        try await test.application.test(.router) { client in
            let body = Array("name=%C4%90%E1%BA%B7ng".utf8)
            let form = "application/x-www-form-urlencoded"
            let kept = try await client.post("/quay/tiep-nhan", body, form, [.cookie: "motcua-phien=ended"])
            #expect(kept.text == "/quay/tiep-nhan Đặng")
            let stranger = try await client.post("/quay/tiep-nhan", body, form)
            #expect(stranger.status == .unauthorized)
        }
    }

    @Test func `every route says who may use it, and every pattern but the open ones is guarded`() throws {
        let routes = try TestSite().site.routes.routes
        for route in routes {
            if route.pattern.isAPI { #expect(route.access.isByToken) } else { #expect(!route.access.isByToken) }
            if case .form(_, let isProtected) = route.body, route.pattern != .display { #expect(isProtected) }
        }
    }
}
