import Foundation
import Testing

@testable import Web

@Suite("Kết nối", .timeLimit(.minutes(2)))
struct ConnectionTests {
    private func site(more: [Route] = []) throws -> Site { try TestSite(more: more).site }

    @Test func `port 0 listens on the port it tells`() async throws {
        try await withServer(site()) { port, _ in
            #expect(port > 0)
            let answer = try await RawConnection.talk(
                port: port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("<p>vi"))
        }
    }

    @Test func `what is no HTTP is answered with a page, never with nothing`() async throws {
        try await withServer(site()) { port, _ in
            for wrong in [
                "xin chào\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nKhông dấu\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
                "GET  / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            ] {
                let answer = try await RawConnection.talk(port: port, wrong)
                #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"), "\(wrong.prefix(40)) → \(answer.prefix(80))")
                #expect(answer.contains("Không đọc được yêu cầu"))
                #expect(answer.contains("onnection: close"))
            }
        }
    }

    @Test func `a flood of headers is answered with 431`() async throws {
        try await withServer(site()) { port, _ in
            let many = (0..<500).map { "X-\($0): a\r\n" }.joined()
            let long = "X: " + String(repeating: "a", count: 100_000) + "\r\n"
            for flood in [many, long] {
                let answer = try await RawConnection.talk(port: port, "GET / HTTP/1.1\r\nHost: a\r\n\(flood)\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 431 "), "\(answer.prefix(80))")
                #expect(answer.contains("cookie"))
            }
            let endless = try await RawConnection.talk(
                port: port, [.send(Array(("GET /" + String(repeating: "a", count: 200_000)).utf8))])
            #expect(endless.hasPrefix("HTTP/1.1 4"), "\(endless.prefix(80))")
        }
    }

    @Test(.timeLimit(.minutes(5))) func `a head that never ends is closed after the idle time`() async throws {
        var limits = ConnectionLimits()
        limits.idleSeconds = 1
        try await withServer(site(), connections: limits) { port, _ in
            let silent: [RawConnection.Step] = [.send(Array("GET / HTTP/1.1\r\nHo".utf8))]
            let trickling =
                silent + (0..<40).flatMap { _ in [.send([97]), .pause(milliseconds: 50)] as [RawConnection.Step] }
            for steps in [[], silent, trickling] {
                // Comes back at all: the other end waits for nothing but the closing.
                _ = try await RawConnection.talk(port: port, steps)
            }
        }
    }

    @Test func `a body that is too slow is answered with 408`() async throws {
        var limits = ConnectionLimits()
        limits.bodySeconds = 1
        try await withServer(site(), connections: limits) { port, _ in
            var steps: [RawConnection.Step] = [
                .send(
                    Array(
                        "POST /hien-thi HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            .utf8)),
                .send(Array("Content-Length: 1000\r\n\r\n".utf8)),
            ]
            for _ in 0..<20 { steps += [.send([97]), .pause(milliseconds: 100)] }
            let answer = try await RawConnection.talk(port: port, steps)
            #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"), "\(answer.prefix(80))")
            #expect(answer.contains("Gửi quá thời gian chờ"))
            #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
        }
    }

    @Test func `half a body is never taken for a whole one`() async throws {
        let taken = Counter()
        let site = try site(more: [
            .form(.apply, access: .anyone) { _, _ in
                taken.add()
                return .noContent
            }
        ])
        let key = TestSite.formKey
        let protection = FormProtection(key: key, session: nil, cookie: nil, random: RandomBytes.sixteen)
        let token = protection.token
        let cookie = protection.cookieToSet?.value ?? ""
        try await withServer(site) { port, _ in
            let head =
                "POST /nop-ho-so/1 HTTP/1.1\r\nHost: a\r\nCookie: motcua-khach=\(cookie)\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
            let body = "csrf=\(token)&so-tien=100"
            func send(_ rest: String, _ end: RawConnection.Step) async throws -> String {
                try await RawConnection.talk(
                    port: port, [.send(Array((head + rest).utf8)), .pause(milliseconds: 100), end])
            }
            for end in [RawConnection.Step.endOutput, .hangUp] {
                _ = try await send("Content-Length: \(body.utf8.count + 5)\r\n\r\n\(body)", end)
                let size = String(body.utf8.count, radix: 16)
                _ = try await send("Transfer-Encoding: chunked\r\n\r\n\(size)\r\n\(body)\r\n", end)
            }
            try await Task.sleep(for: .milliseconds(200))
            #expect(taken.value == 0)
            let whole = try await send("Content-Length: \(body.utf8.count)\r\n\r\n\(body)", .pause(milliseconds: 1))
            #expect(whole.hasPrefix("HTTP/1.1 204 "), "\(whole.prefix(300))")
            #expect(taken.value == 1)
        }
    }

    @Test func `a body too large is answered at once, and the answer arrives`() async throws {
        try await withServer(site()) { port, _ in
            let head =
                "POST /hien-thi HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 10485760\r\n\r\nghi-chu="
            let answer = try await RawConnection.talk(
                port: port,
                [
                    .send(Array(head.utf8)), .send([UInt8](repeating: 97, count: 10_485_752)),
                    .await("</html>"), .hangUp,
                ])
            #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer.prefix(80))")
            #expect(answer.contains("Mục “ghi-chu” lớn quá 64 KB"))
        }
    }

    @Test func `a body that never stops after its answer is cut off`() async throws {
        var limits = ConnectionLimits()
        limits.drainBytesMax = 1024 * 1024
        try await withServer(site(), connections: limits) { port, _ in
            let head =
                "POST /hien-thi HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 97, count: 65_536) + Array("\r\n".utf8)
            let steps = [.send(Array(head.utf8))] + (0..<200).map { _ in RawConnection.Step.send(chunk) }
            let answer = try await RawConnection.talk(port: port, steps)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
        }
    }

    @Test func `who asks whether to go on is told to`() async throws {
        try await withServer(site()) { port, _ in
            let answer = try await RawConnection.talk(
                port: port,
                [
                    .send(
                        Array(
                            ("POST /hien-thi HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 7\r\n\r\n").utf8)),
                    .await("100 Continue\r\n\r\n"), .send(Array("size=22".utf8)),
                ])
            #expect(
                answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 303 See Other\r\n"), "\(answer.prefix(200))")
        }
    }

    @Test func `requests one behind the other on one connection are answered in order`() async throws {
        try await withServer(site()) { port, _ in
            let answer = try await RawConnection.talk(
                port: port,
                "GET /thu-tuc/1 HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /thu-tuc/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let parts = answer.components(separatedBy: "HTTP/1.1 200 OK\r\n")
            #expect(parts.count == 4)
            #expect(parts[1].hasSuffix("\r\n\r\n1"))
            #expect(parts[2].hasSuffix("\r\n\r\n"))
            #expect(parts[3].hasSuffix("\r\n\r\n3"))
        }
    }

    @Test func `going down, the server answers what is being asked`() async throws {
        let asked = Counter()
        let site = try site(more: [
            .get(.apply, access: .anyone) { _ in
                asked.add()
                try await Task.sleep(for: .milliseconds(500))
                return .text("xong")
            }
        ])
        try await withServer(site) { port, stop in
            async let answer = RawConnection.talk(port: port, "GET /nop-ho-so/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            while asked.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await stop()
            #expect(try await answer.hasSuffix("xong"))
        }
    }

    @Test func `a peer that takes nothing of its answer is closed`() async throws {
        var limits = ConnectionLimits()
        limits.stalledSeconds = 1
        let ended = Counter()
        let large = [UInt8](repeating: 97, count: 64 * 1024 * 1024)
        let site = try site(more: [
            .get(.apply, access: .anyone) { _ in .bytes(large, "text/plain") }
        ])
        try await withServer(site, connections: limits) { port, _ in
            let closed = try await StalledPeer.isClosed(port: port, within: .seconds(20))
            if closed { ended.add() }
        }
        #expect(ended.value == 1)
    }

    @Test func `a body trickling on after its answer is cut off without a second answer`() async throws {
        var limits = ConnectionLimits()
        limits.bodySeconds = 3
        try await withServer(site(), connections: limits) { port, _ in
            let head =
                "POST /khong-co HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 1000\r\n\r\n"
            var steps = [RawConnection.Step.send(Array(head.utf8))]
            for _ in 0..<60 { steps += [.send([97]), .pause(milliseconds: 100)] }
            let answer = try await RawConnection.talk(port: port, steps)
            #expect(answer.hasPrefix("HTTP/1.1 404 "))
            #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
        }
    }

    @Test func `pages and figures are served beside each other until SIGTERM ends both in good order`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let test = try TestSite()
            var parts = HTTPServerParts(
                site: test.site, listen: ListenAddress(host: "127.0.0.1", port: 0), metrics: test.metrics)
            parts.metricsListen = ListenAddress(host: "127.0.0.1", port: 0)
            parts.onMetricsListening = { address in
                Task {
                    let asked = "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                    let answer = try await RawConnection.talk(port: address.port, asked)
                    guard answer.contains("motcua_http_requests_in_flight 0") else { exit(8) }
                    kill(getpid(), SIGTERM)
                }
            }
            try await parts.run()
            exit(7)
        }
    }
}
