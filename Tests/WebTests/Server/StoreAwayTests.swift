import Core
import HTTPTypes
import HummingbirdTesting
import Store
import Testing
import UseCases

@testable import Web

@Suite("While the store is away")
struct StoreAwayTests {
    @Test func `a balancer is told that the server is not ready`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            #expect(try await client.get("/healthz").status == .ok)
            site.office.store.close()
            let answer = try await client.get("/healthz")
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text == "not ready\n")
            #expect(answer.headers[.cacheControl] == "no-store")
        }
    }

    @Test func `a page says so in plain words, and when to come again`() async throws {
        let site = try OfficeSite()
        site.office.store.close()
        let visits: [(String, HTTPFields)] = [("/thong-ke", [:]), ("/viec", [.cookie: "motcua-phien=handler"])]
        try await site.application.test(.router) { client in
            for (uri, headers) in visits {
                let page = try await client.get(uri, headers)
                #expect(page.status == .serviceUnavailable, "\(uri)")
                #expect(page.headers[.contentType] == "text/html; charset=utf-8")
                #expect(page.headers[.retryAfter] == "5")
                #expect(page.text.contains("Hệ thống tạm ngừng") && page.text.contains("Hãy thử lại sau ít phút."))
                #expect(!page.text.contains("⟦"))
            }
            let system = try await client.get("/thong-ke", [.accept: "application/json"])
            #expect(system.status == .serviceUnavailable)
            #expect(system.text.contains("\"code\":\"server.unavailable\""))
        }
    }
}
