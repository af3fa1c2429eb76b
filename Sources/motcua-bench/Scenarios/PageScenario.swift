import Core
import Foundation
import Store

/// What citizens and officers open, at an even pace, whether or not earlier answers have come.
struct PageScenario {
    let program: String
    let place: Place
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
        /// Part of all cores that the asking used.
        var clientCPUPart: Double
        var idleMemoryMB: Double
        var memoryMB: Double
    }

    func run() throws -> Result {
        let server = try ServerUnderTest(program: program, place: place)
        defer { server.stop() }
        let idle = try server.memory
        let requests = requests()
        // Once each, so that the first of its kind does not count its catalogue's reading.
        _ = Load(port: server.port).closed(connections: 1, seconds: 1) { _, turn in requests[turn % requests.count] }
        let outcome = Load(port: server.port).open(perSecond: perSecond, seconds: seconds, threads: 64) { turn in
            requests[turn % requests.count]
        }
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount) * max(outcome.seconds, 0.001)
        let pages = outcome.byName.keys.sorted().map { name in
            let latencies = outcome.byName[name] ?? Latencies()
            return Result.Page(
                name: name, p50Milliseconds: latencies.milliseconds(0.5),
                p99Milliseconds: latencies.milliseconds(0.99), largestKB: Double(outcome.largest[name] ?? 0) / 1_024)
        }
        return Result(
            requests: outcome.latencies.count, perSecond: outcome.perSecond,
            p50Milliseconds: outcome.latencies.milliseconds(0.5), p99Milliseconds: outcome.latencies.milliseconds(0.99),
            faults: outcome.faults, pages: pages, clientCPUPart: outcome.clientCPU / cores, idleMemoryMB: idle,
            memoryMB: try server.memory)
    }

    /// A day's mix, 300 requests long: somewhat more than half from citizens, the rest from officers.
    private func requests() -> [LoadRequest] {
        let searches = [
            "ket+hon", "dang+ki+khai+sinh", "so+do", "lam+can+cuoc", "giay+phep+xay+dung", "h%E1%BB%99+kinh+doanh",
        ]
        return (0..<300).map { turn in
            let dossier = visitors.dossiers.isEmpty ? nil : visitors.dossiers[turn * 7 % visitors.dossiers.count]
            // A name that is there: a search without a hit answers 404.
            let name = dossier?.applicant?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            switch turn % 15 {
            case 0, 1: return page("home", "/", turn)
            case 2, 3: return page("search", "/thu-tuc?q=\(searches[turn / 15 % searches.count])", turn)
            case 4: return page("procedure", "/thu-tuc/1.001193", turn)
            case 5: return page("sectors", "/thu-tuc", turn)
            case 6: return page("tracking", "/tra-cuu/\(dossier?.number.text ?? "")", turn)
            case 7: return page("api search", "/api/v1/procedures?q=\(searches[turn / 15 % searches.count])", turn)
            case 8: return page("my work", "/viec?loc=cho-phan-cong", turn, "lanhdao")
            case 9: return page("counter", "/quay", turn, "tiepnhan")
            case 10: return page("dossier", "/ho-so/\(dossier?.stream.text ?? "")", turn, "lanhdao")
            case 11: return page("unit's work", "/viec?loc=don-vi", turn, "thuly")
            case 12: return page("overdue work", "/viec?loc=don-vi&han=qua-han", turn, "thuly")
            case 13: return page("whole name", "/quay/tim?q=\(name)", turn, "tiepnhan")
            case _: return page("frequent name", "/quay/tim?q=nguyen+thi", turn, "tiepnhan")
            }
        }
    }

    private func page(_ name: String, _ path: String, _ turn: Int, _ login: String? = nil) -> LoadRequest {
        let session = login.flatMap { visitors.sessions[$0] }
        return LoadRequest(name: name, bytes: RequestText.get(path, from: turn * 331, session: session))
    }
}
