import Foundation
import Testing

@testable import Web

@Suite("Trả lời trước khi nhận hết", .timeLimit(.minutes(2)))
struct EarlyAnswerTests {
    private static let size = 10 * 1024 * 1024
    private static let filler = [UInt8](repeating: 97, count: size)

    private func site() throws -> Site { try TestSite().site }

    private func request(_ path: String, _ headers: [String]) -> [UInt8] {
        Array((["POST \(path) HTTP/1.1", "Host: a"] + headers).joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8)
    }

    private func chunked(_ pieces: Int) -> [UInt8] {
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 97, count: 65_536) + Array("\r\n".utf8)
        return (0..<pieces).flatMap { _ in chunk }
    }

    private static let ways = [["Connection: close"], []]
    private static let token = ["Authorization: Bearer system-token", "Content-Type: application/json"]
    private static let form = ["Content-Type: application/x-www-form-urlencoded"]

    @Test func `whoever writes ten megabytes before reading gets the problem of the API`() async throws {
        try await withServer(site()) { port, _ in
            for way in Self.ways {
                let announced =
                    request(
                        "/api/v1/dossiers", Self.token + way + ["Content-Length: \(Self.size)"]) + Self.filler
                let pieces =
                    request("/api/v1/dossiers", Self.token + way + ["Transfer-Encoding: chunked"])
                    + chunked(160) + Array("0\r\n\r\n".utf8)
                for sent in [announced, pieces] {
                    let answer = try await WritingPeer.talk(port: port, sent)
                    #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer.prefix(80))")
                    #expect(answer.lowercased().contains("connection: close\r\n"))
                    #expect(answer.contains("application/problem+json"))
                    #expect(answer.contains("\"code\":\"request.body-too-large\""))
                    #expect(answer.hasSuffix("}"))
                }
            }
        }
    }

    @Test func `whoever writes ten megabytes before reading gets the page of a form`() async throws {
        try await withServer(site()) { port, _ in
            for way in Self.ways {
                let headers = Self.form + way + ["Content-Length: \(Self.size + 8)"]
                let answer = try await WritingPeer.talk(
                    port: port, request("/hien-thi", headers) + Array("ghi-chu=".utf8) + Self.filler)
                #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer.prefix(80))")
                #expect(answer.lowercased().contains("connection: close\r\n"))
                #expect(answer.contains("lớn quá 64 KB"))
                #expect(answer.hasSuffix("</html>\n") || answer.hasSuffix("</html>"))
            }
        }
    }

    @Test func `an answer given without looking at the body arrives too`() async throws {
        try await withServer(site()) { port, _ in
            for (path, code) in [("/khong-co", 404), ("/api/v1/dossiers", 401), ("/thu-tuc", 405)] {
                let answer = try await WritingPeer.talk(
                    port: port, request(path, ["Content-Length: \(Self.size)"]) + Self.filler)
                #expect(answer.hasPrefix("HTTP/1.1 \(code) "), "\(path): \(answer.prefix(80))")
                #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
            }
        }
    }

    @Test func `a body that goes on is dropped for so many seconds and bytes, no more`() async throws {
        var short = ConnectionLimits()
        short.drainSeconds = 1
        short.bodySeconds = 2
        var small = ConnectionLimits()
        small.drainBytesMax = 1024 * 1024
        let head = request("/khong-co", ["Content-Length: 1000000000"])
        let trickle = [[UInt8]](repeating: [97], count: 120)
        try await withServer(site(), connections: short) { port, _ in
            _ = await #expect(throws: WritingPeer.Broken.self) {
                _ = try await WritingPeer.talk(port: port, [head] + trickle, pause: 0.05)
            }
        }
        try await withServer(site(), connections: small) { port, _ in
            _ = await #expect(throws: WritingPeer.Broken.self) {
                _ = try await WritingPeer.talk(port: port, head + Self.filler + Self.filler + Self.filler)
            }
        }
    }

    @Test func `a request that was read whole leaves the connection open, however it was answered`() async throws {
        try await withServer(site()) { port, _ in
            let answer = try await RawConnection.talk(
                port: port,
                "POST /khong-co HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /thu-tuc/7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 404 "))
            #expect(answer.hasSuffix("\r\n\r\n7"))
        }
    }
}
