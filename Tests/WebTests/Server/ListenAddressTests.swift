import Logging
import Testing

@testable import Web

@Suite("Địa chỉ lắng nghe")
struct ListenAddressTests {
    @Test func `host and port are read`() throws {
        #expect(try ListenAddress(parsing: "127.0.0.1:8080") == ListenAddress(host: "127.0.0.1", port: 8080))
        #expect(try ListenAddress(parsing: "localhost:0").port == 0)
        #expect(try ListenAddress(parsing: "[::1]:80").host == "::1")
        #expect(try ListenAddress(parsing: "[::1]:80").description == "[::1]:80")
        #expect(try ListenAddress(parsing: "*:80").host == "0.0.0.0")
        #expect(try ListenAddress(parsing: "mot-cua.gialai.gov.vn:65535").port == 65_535)
    }

    @Test func `anything else is refused`() {
        for text in [
            "", "8080", ":8080", "localhost", "localhost:", "a:b", "a:-1", "::1:80", "[::1]", "[a]:80", "a b:80",
        ] {
            #expect(throws: ListenAddress.Refusal.notHostAndPort) { try ListenAddress(parsing: text) }
        }
        #expect(throws: ListenAddress.Refusal.portNotInRange) { try ListenAddress(parsing: "a:65536") }
    }

    @Test func `plain HTTP that others can reach needs a proxy in front`() throws {
        for loopback in ["127.0.0.1:1", "127.9.9.9:1", "localhost:1", "[::1]:1"] {
            let address = try ListenAddress(parsing: loopback)
            #expect(address.isLoopback)
            try address.check(isBehindProxy: false)
        }
        for open in ["0.0.0.0:1", "*:1", "10.0.0.1:1", "[::]:1", "example.org:1", "localhost.example.org:1"] {
            let address = try ListenAddress(parsing: open)
            #expect(!address.isLoopback)
            #expect(throws: ListenAddress.Refusal.plainHTTPNeedsProxy) { try address.check(isBehindProxy: false) }
            try address.check(isBehindProxy: true)
        }
        var parts = HTTPServerParts(
            site: try TestSite().site, listen: ListenAddress(host: "0.0.0.0", port: 0), metrics: Metrics())
        #expect(throws: ListenAddress.Refusal.plainHTTPNeedsProxy) { _ = try parts.application() }
        parts.site.settings.proxies = 1
        _ = try parts.application()
    }
}
