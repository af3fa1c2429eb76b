import Core
import Store

/// What citizens and officers open, at an even pace, whether or not earlier answers have come.
struct PageScenario {
    let program: String
    let data: String
    let visitors: Visitors
    let perSecond: Int
    let seconds: Double

    struct Result: Codable {
        struct Page: Codable {
            var name: String
            var p50Milliseconds: Double
            var p99Milliseconds: Double
            var largestKB: Double
        }

        var requests: Int
        var perSecond: Double
        var p50Milliseconds: Double
        var p99Milliseconds: Double
        var faults: [String: Int]
        var pages: [Page]
        var clientCPUSeconds: Double
        var idleMemoryMB: Double
        var memoryMB: Double
    }

    func run() throws -> Result {
        let server = try ServerUnderTest(program: program, data: data)
        defer { server.stop() }
        let idle = try server.memory
        let requests = requests()
        // Once each, so that the first of its kind does not count its catalogue's reading.
        _ = Load(port: server.port).closed(connections: 1, seconds: 1) { _, turn in requests[turn % requests.count] }
        let outcome = Load(port: server.port).open(perSecond: perSecond, seconds: seconds, threads: 64) { turn in
            requests[turn % requests.count]
        }
        let pages = outcome.byName.keys.sorted().map { name in
            let latencies = outcome.byName[name] ?? Latencies()
            return Result.Page(
                name: name, p50Milliseconds: latencies.milliseconds(0.5),
                p99Milliseconds: latencies.milliseconds(0.99), largestKB: Double(outcome.largest[name] ?? 0) / 1_024)
        }
        return Result(
            requests: outcome.latencies.count, perSecond: outcome.perSecond,
            p50Milliseconds: outcome.latencies.milliseconds(0.5), p99Milliseconds: outcome.latencies.milliseconds(0.99),
            faults: outcome.faults, pages: pages, clientCPUSeconds: outcome.clientCPU, idleMemoryMB: idle,
            memoryMB: try server.memory)
    }

    /// A day's mix, 200 requests long: two in three from citizens, one from officers.
    private func requests() -> [LoadRequest] {
        let searches = [
            "ket+hon", "dang+ki+khai+sinh", "so+do", "lam+can+cuoc", "giay+phep+xay+dung", "h%E1%BB%99+kinh+doanh",
        ]
        return (0..<200).map { turn in
            let dossier = visitors.dossiers.isEmpty ? nil : visitors.dossiers[turn * 7 % visitors.dossiers.count]
            switch turn % 12 {
            case 0, 1: return page("home", "/", turn)
            case 2, 3: return page("search", "/thu-tuc?q=\(searches[turn / 12 % searches.count])", turn)
            case 4: return page("procedure", "/thu-tuc/1.001193", turn)
            case 5: return page("sectors", "/thu-tuc", turn)
            case 6: return page("tracking", "/tra-cuu/\(dossier?.number.text ?? "")", turn)
            case 7: return page("api search", "/api/v1/procedures?q=\(searches[turn / 12 % searches.count])", turn)
            case 8: return page("my work", "/viec?loc=cho-phan-cong", turn, "lanhdao")
            case 9: return page("counter", "/quay", turn, "tiepnhan")
            case 10: return page("dossier", "/ho-so/\(dossier?.stream.text ?? "")", turn, "lanhdao")
            case _: return page("counter search", "/quay/tim?q=nguyen+thi", turn, "tiepnhan")
            }
        }
    }

    private func page(_ name: String, _ path: String, _ turn: Int, _ login: String? = nil) -> LoadRequest {
        let session = login.flatMap { visitors.sessions[$0] }
        return LoadRequest(name: name, bytes: RequestText.get(path, from: turn * 331, session: session))
    }
}
