import Core
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Giới hạn tần suất")
struct RateLimiterTests {
    private func isTaken(_ limiter: RateLimiter, _ rule: RateRule, _ key: String) -> Bool {
        do {
            try limiter.take(rule, key: key)
            return true
        } catch { return false }
    }

    @Test func `a strict rule never lets more through in any such time, whatever the rhythm`() {
        for seed in UInt64(1)...20 {
            let clock = TestSite.Mutex2(0)
            let limiter = RateLimiter { clock.now }
            var random = SeededRandom(seed: seed)
            var taken: [Int64] = []
            for _ in 0..<2_000 {
                clock.advance(seconds: Int64(random.next() % 900))
                if isTaken(limiter, .secret, "x") { taken.append(clock.now / 1_000_000) }
            }
            for (index, moment) in taken.enumerated() {
                let within = taken[index...].prefix { $0 < moment + 3600 }.count
                #expect(within <= 10, "SEED=\(seed)")
            }
            #expect(taken.count > 1_000, "SEED=\(seed)")
        }
    }

    @Test func `a smooth rule gives a burst, then comes back evenly`() {
        let clock = TestSite.Mutex2(0)
        let limiter = RateLimiter { clock.now }
        let rule = RateRule.smooth("t", most: 10, seconds: 60)
        #expect((0..<20).filter { _ in isTaken(limiter, rule, "x") }.count == 10)
        clock.advance(seconds: 5)
        #expect(!isTaken(limiter, rule, "x"))
        clock.advance(seconds: 1)
        #expect(isTaken(limiter, rule, "x"))
        #expect(!isTaken(limiter, rule, "x"))
        clock.advance(seconds: 3600)
        #expect((0..<20).filter { _ in isTaken(limiter, rule, "x") }.count == 10)
    }

    @Test func `keys and rules are counted apart, and a refusal says how long to wait`() throws {
        let clock = TestSite.Mutex2(0)
        let limiter = RateLimiter { clock.now }
        for _ in 0..<10 { try limiter.take(.secret, key: "a") }
        #expect(throws: Problem(.tooManyRequests, retryAfterSeconds: 3600)) { try limiter.take(.secret, key: "a") }
        try limiter.take(.secret, key: "b")
        try limiter.take(.account, key: "a")
        clock.advance(seconds: 3599)
        #expect(throws: Problem(.tooManyRequests, retryAfterSeconds: 1)) { try limiter.take(.secret, key: "a") }
        clock.advance(seconds: 1)
        try limiter.take(.secret, key: "a")
    }

    @Test func `memory stays bounded under a flood of keys, and old keys make room`() {
        let clock = TestSite.Mutex2(0)
        let limiter = RateLimiter(keysMax: 100) { clock.now }
        let rule = RateRule.smooth("t", most: 5, seconds: 60)
        #expect((0..<10_000).filter { isTaken(limiter, rule, String($0)) }.count == 105)
        #expect(limiter.keyCount == 101)
        clock.advance(seconds: 120)
        #expect(isTaken(limiter, rule, "new"))
        #expect(limiter.keyCount <= 2)
    }

    @Test func `a route's rule counts by network and is answered with 429`() async throws {
        var settings = SiteSettings()
        settings.proxies = 1
        settings.addressRate = .smooth("address", most: 5, seconds: 60)
        let test = try TestSite(settings: settings)
        try await test.application.test(.router) { client in
            func headers(_ address: String) -> HTTPFields {
                var headers: HTTPFields = [:]
                headers[HeaderName.forwardedFor] = address
                return headers
            }
            for _ in 0..<5 { #expect(try await client.get("/", headers("1.2.3.4")).status == .ok) }
            let refused = try await client.get("/", headers("1.2.3.4"))
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "12")
            #expect(refused.text.contains("Hãy chờ 12 giây"))
            #expect(try await client.get("/khong-co", headers("1.2.3.4")).status == .tooManyRequests)
            #expect(try await client.get("/", headers("1.2.3.5")).status == .ok)
            #expect(try await client.get("/healthz", headers("1.2.3.4")).status == .ok)
            var officer = headers("1.2.3.4")
            officer[.cookie] = "motcua-phien=clerk-session"
            #expect(try await client.get("/viec", officer).status == .ok)
            var guesser = headers("1.2.3.4")
            guesser[.cookie] = "motcua-phien=guess"
            #expect(try await client.get("/viec", guesser).status == .tooManyRequests)
            test.clock.advance(seconds: 60)
            #expect(try await client.get("/", headers("1.2.3.4")).status == .ok)
        }
    }
}
