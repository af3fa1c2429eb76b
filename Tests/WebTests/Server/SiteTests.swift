import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Trả lời yêu cầu")
struct SiteTests {
    @Test func `every answer carries the security headers and a reference`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            for uri in ["/", "/khong-co", "/api/v1/procedures", "/tra-cuu", "/healthz", "/viec"] {
                let answer = try await client.get(uri)
                #expect(answer.headers[.contentSecurityPolicy] == FinishedReply.contentSecurityPolicy)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(answer.headers[HeaderName.frameOptions] == "DENY")
                #expect(answer.headers[HeaderName.requestID]?.utf8.count == 9)
                #expect(answer.headers[.cacheControl] != nil)
                #expect(answer.headers[.strictTransportSecurity] == nil)
            }
        }
        #expect(!FinishedReply.contentSecurityPolicy.contains("unsafe"))
    }

    @Test func `an unknown address is a page in the visitor's language, or a problem document for a system`()
        async throws
    {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let vietnamese = try await client.get("/khong-co")
            #expect(vietnamese.status == .notFound)
            #expect(vietnamese.headers[.contentType] == "text/html; charset=utf-8")
            #expect(vietnamese.text.contains("Không tìm thấy trang"))
            #expect(vietnamese.text.contains(vietnamese.headers[HeaderName.requestID] ?? "?"))
            let english = try await client.get("/khong-co", [.acceptLanguage: "fr, en-GB;q=0.8, vi;q=0.2"])
            #expect(english.text.contains("Page not found"))
            #expect(english.headers[.contentLanguage] == "en")
            for (uri, accept) in [("/khong-co", "application/json"), ("/api/v1/khong-co", "text/html")] {
                let json = try await client.get(uri, [.accept: accept])
                #expect(json.status == .notFound)
                #expect(json.headers[.contentType] == "application/problem+json")
                #expect(json.text.contains("\"code\":\"request.not-found\""))
                #expect(json.text.contains("\"title\":\"Không tìm thấy trang\""))
            }
        }
    }

    @Test func `a wrong method is told which ones are right`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            for method in [HTTPRequest.Method.post, .put, .delete, .patch, .trace, .init("NAOCUNGDUOC")!] {
                let answer = try await client.executeRequest(uri: "/thu-tuc", method: method, headers: [:], body: nil)
                #expect(answer.status == .methodNotAllowed)
                #expect(answer.headers[.allow] == "GET, HEAD, OPTIONS")
                #expect(answer.text.contains("Thao tác không dùng được"))
            }
            let options = try await client.executeRequest(uri: "/tra-cuu", method: .options, headers: [:], body: nil)
            #expect(options.status == .noContent)
            #expect(options.headers[.allow] == "GET, HEAD, OPTIONS, POST")
        }
    }

    @Test func `HEAD answers like GET without a body, for problems too`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            for uri in ["/", "/khong-co", "/thu-tuc?q=khai%20sinh"] {
                let get = try await client.get(uri)
                let head = try await client.executeRequest(uri: uri, method: .head, headers: [:], body: nil)
                #expect(head.status == get.status)
                #expect(head.body.readableBytes == 0)
                #expect(head.headers[.contentLength] == String(get.body.readableBytes))
            }
        }
    }

    @Test func `paths and queries are decoded strictly`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            #expect(try await client.get("/thu-tuc/1.001193").text == "1.001193")
            #expect(try await client.get("/thu-tuc/a%2Fb%20%E1%BA%BF").text == "a/b ế")
            #expect(try await client.get("/thu-tuc?q=khai+sinh%20l%E1%BA%A1i").text == "khai sinh lại")
            #expect(try await client.get("/thu-tuc/").status == .permanentRedirect)
            #expect(try await client.get("/thu-tuc/?q=a%20b").headers[.location] == "/thu-tuc?q=a%20b")
            for (uri, status) in [
                ("/thu-tuc/%FF", 400), ("/thu-tuc/%G1", 400), ("/thu-tuc/%", 400), ("/thu-tuc/%00", 400),
                ("/thu-tuc?q=%C3%28", 422), ("/thu-tuc?q=%C", 422), ("/thu-tuc?q=%00", 422),
                ("//thu-tuc", 404), ("/thu-tuc//x", 404), ("http://example.org/", 400), ("*", 400), ("", 400),
                ("/" + String(repeating: "a", count: 9000), 414),
                (String(repeating: "/a", count: 40), 404),
                ("/thu-tuc?" + String(repeating: "a&", count: 200), 400),
            ] {
                let answer = try await client.get(uri)
                #expect(answer.status.code == status, "\(uri.prefix(40))")
                #expect(answer.body.readableBytes > 0)
            }
            let named = try await client.get("/thu-tuc?q=%C3%28", [.accept: "application/json"])
            #expect(named.text.contains("\"pointer\":\"#/q\""))
            #expect(named.text.contains("field.not-utf8"))
        }
    }

    @Test func `failures show no internals and log no words of theirs`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            for uri in ["/tra-cuu", "/thong-ke"] {
                let answer = try await client.get(uri)
                #expect(answer.status == .internalServerError)
                #expect(answer.text.contains("Hệ thống gặp sự cố"))
                #expect(!answer.text.contains("Bí Mật"))
                #expect(!answer.text.contains("StoreDown"))
            }
        }
        let failures = test.log.lines.filter { $0.hasPrefix("request failed") }
        #expect(failures.count == 2)
        #expect(failures[0].contains("Leaky"))
        #expect(!failures[0].contains("Bí Mật"))
    }

    @Test func `an error that a layer below explains becomes its problem`() async throws {
        var test = try TestSite()
        test.site.hooks.explain = { $0 is StoreDown ? Problem(.unavailable, retryAfterSeconds: 5) : nil }
        try await test.application.test(.router) { client in
            let answer = try await client.get("/thong-ke")
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.headers[.retryAfter] == "5")
            let session = try await client.get("/viec", [.cookie: "motcua-phien=broken-store"])
            #expect(session.status == .serviceUnavailable)
        }
    }

    @Test func `the log has one line a request and nothing personal`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            _ = try await client.get("/thu-tuc/1.001193?q=Nguyen", [.cookie: "motcua-phien=clerk-session"])
            _ = try await client.get("/Nguyen-Van-A")
        }
        let lines = test.log.lines
        #expect(lines.count == 2)
        #expect(lines[0].contains("route=/thu-tuc/{code} status=200"))
        for line in lines {
            for secret in ["Nguyen", "1.001193", "clerk", "Mơ", "127.0.0.1"] { #expect(!line.contains(secret)) }
        }
    }

    @Test func `requests are counted by route, never by what was typed`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            for code in ["1", "2", "3"] { _ = try await client.get("/thu-tuc/\(code)") }
            _ = try await client.executeRequest(uri: "/x", method: .init("TU-CHE")!, headers: [:], body: nil)
        }
        let text = test.metrics.exposition()
        #expect(
            text.contains(
                "motcua_http_requests_total{route=\"/thu-tuc/{code}\",method=\"GET\",status=\"200\"} 3\n"))
        #expect(text.contains("motcua_http_requests_total{route=\"-\",method=\"other\",status=\"404\"} 1\n"))
        #expect(text.contains("motcua_http_request_seconds_count{route=\"/thu-tuc/{code}\"} 3\n"))
        #expect(text.contains("motcua_http_requests_in_flight 0\n"))
    }
}
