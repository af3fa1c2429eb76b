import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Số đo vận hành")
struct MetricsTests {
    @Test func `figures are written as Prometheus reads them`() {
        let metrics = Metrics()
        metrics.counter("motcua_a_total", help: "A.", labels: [("x", "1\"\\\n")]).add(2)
        metrics.counter("motcua_a_total", help: "A.", labels: [("x", "1\"\\\n")]).add()
        metrics.counter("motcua_a_total", help: "A.").add()
        metrics.gauge("motcua_b", help: "B.") { -3 }
        let histogram = metrics.histogram("motcua_c_seconds", help: "C.", labels: [("route", "/")])
        for microseconds in [500, 501, 20_000, 99_000_000] as [Int64] { histogram.record(microseconds) }
        let text = metrics.exposition()
        #expect(
            text.hasPrefix(
                """
                # HELP motcua_a_total A.
                # TYPE motcua_a_total counter
                motcua_a_total{x="1\\"\\\\\\n"} 3
                motcua_a_total 1
                # HELP motcua_b B.
                # TYPE motcua_b gauge
                motcua_b -3
                # HELP motcua_c_seconds C.
                # TYPE motcua_c_seconds histogram
                motcua_c_seconds_bucket{route="/",le="0.0005"} 1
                motcua_c_seconds_bucket{route="/",le="0.001"} 2
                """))
        #expect(text.contains("motcua_c_seconds_bucket{route=\"/\",le=\"0.02\"} 3\n"))
        #expect(text.contains("motcua_c_seconds_bucket{route=\"/\",le=\"10\"} 3\n"))
        #expect(text.contains("motcua_c_seconds_bucket{route=\"/\",le=\"+Inf\"} 4\n"))
        #expect(text.contains("motcua_c_seconds_count{route=\"/\"} 4\n"))
        #expect(text.hasSuffix("\n"))
    }

    @Test func `counting from many tasks loses nothing`() async {
        let metrics = Metrics()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<5_000 { metrics.counter("motcua_t_total", help: "T.").add() }
                }
            }
        }
        #expect(metrics.counter("motcua_t_total", help: "T.").value == 40_000)
    }

    @Test func `the figures have an address of their own and nothing else there`() async throws {
        let metrics = Metrics()
        metrics.counter("motcua_t_total", help: "T.").add(5)
        let application = Application(responder: MetricsResponder(metrics: metrics))
        try await application.test(.router) { client in
            let answer = try await client.get("/metrics")
            #expect(answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(answer.text.contains("motcua_t_total 5\n"))
            #expect(try await client.get("/").status == .notFound)
        }
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let answer = try await client.get("/metrics")
            #expect(answer.status == .notFound)
        }
    }
}
