import Core
import Foundation
import HTML
import HTTPTypes
import HummingbirdTesting
import Ledger
import NIOCore
import Store
import Testing
import UseCases

@testable import Web

@Suite("Sổ cái công khai")
struct LogTests {
    private struct Keys: LogKeySource {
        func keys(named name: String) throws -> LogKeys {
            guard let signer = NoteSigner(name: name, kind: .log, seed: [UInt8](repeating: 3, count: 32)) else {
                throw LogFailure.key
            }
            return LogKeys(current: signer)
        }
    }

    private func head(_ site: OfficeSite) throws -> LedgerHead {
        try #require(try site.office.store.readNow { try site.office.reader.head($0) })
    }

    @Test func `a program rebuilds the root from the checkpoint and the tiles alone`() async throws {
        let site = try OfficeSite()
        for _ in 0..<130 { _ = try site.submitted() }
        let book = LogBook(site.office, keys: Keys())
        try book.sign()
        let key = try book.verifierKey()
        let head = try head(site)
        #expect(head.size > 130)
        try await site.application.test(.router) { client in
            let answer = try await client.get("/log/checkpoint")
            #expect(answer.status == .ok && answer.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(answer.headers[.cacheControl] == "no-cache")
            let note = try CheckpointNote(parsing: answer.text)
            #expect(key.verifies(note) && note.checkpoint.size == head.size && note.checkpoint.root == head.root)
            var frontier = MerkleFrontier()
            let width = Tile.fullWidth
            for start in stride(from: 0, to: head.size, by: width) {
                let count = min(width, head.size - start)
                let tile = try #require(Tile(.entries, number: start / width, width: count))
                let bundle = try await client.get("/log/" + tile.path)
                #expect(bundle.status == .ok && bundle.headers[.contentType] == "application/octet-stream")
                #expect(bundle.headers[.cacheControl]?.contains("immutable") == true)
                for entry in try #require(tile.entries(in: Array(buffer: bundle.body))) {
                    frontier.append(.leaf(entry))
                }
            }
            #expect(frontier.root == note.checkpoint.root)
            for tile in Tile.all(treeOf: head.size) {
                let bytes = Array(buffer: try await client.get("/log/" + tile.path).body)
                #expect(tile.hashes(in: bytes) != nil)
            }
            let answer1 = try await client.get("/log/checkpoint/\(head.size)")
            #expect(answer1.text == answer.text)
        }
    }

    @Test func `what is not signed, not there or spelt otherwise is not found`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            let answer2 = try await client.get("/log/checkpoint")
            #expect(answer2.status == .notFound)
            let answer3 = try await client.get("/log/tile/0/000.p/1")
            #expect(answer3.status == .notFound)
        }
        try LogBook(site.office, keys: Keys()).sign()
        let size = try head(site).size
        _ = try site.submitted()
        try await site.application.test(.router) { client in
            let answer4 = try await client.get("/log/tile/0/000.p/\(size)")
            #expect(answer4.status == .ok)
            for path in [
                "0/000.p/\(size + 1)", "0/000", "0/000.p/0", "0/000.p/01", "0/0", "00/000.p/1", "0/x000/000.p/1",
                "1/000.p/1", "entries/001.p/1", "64/000.p/1", "0/000.p/1/1/1", "entries/000.p/257",
            ] {
                let answer = try await client.get("/log/tile/\(path)")
                #expect(answer.status == .notFound, "\(path)")
            }
            for size in ["0", "x", "-1", "01", "99999999999999999999"] {
                let answer5 = try await client.get("/log/checkpoint/\(size)")
                #expect(answer5.status == .notFound)
            }
        }
    }

    @Test func `a receipt's line leads to its record, which waits and then is right`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        let mark = try #require(
            try site.office.store.readNow { try RecordMark.of(id, site.office.reader, $0) }.submitted)
        try await site.application.test(.router) { client in
            let typed = ProofPage.grouped(mark).replacing(" ", with: "%20").uppercased()
            let found = try await client.get("/kiem-chung?so=\(mark.seq)&ma=\(typed)")
            #expect(found.status == .seeOther && found.headers[.location] == Path.proof(mark).url.text)
            let waiting = try await client.get(Path.proof(mark).url.text)
            #expect(waiting.status == .ok && waiting.text.contains("đang chờ điểm chốt"))
            try LogBook(site.office, keys: Keys()).sign()
            let right = try await client.get(Path.proof(mark).url.text)
            #expect(right.text.contains("Đúng: bản ghi còn nguyên trong sổ") && right.text.contains("Nộp hồ sơ"))
            let zeros = String(repeating: "0", count: 32)
            let other = try await client.get("/kiem-chung/\(mark.seq)/\(zeros)")
            #expect(other.status == .ok && other.text.contains("Không khớp"))
            #expect(try await client.get("/kiem-chung/999999/\(zeros)").text.contains("Sổ không có bản ghi này"))
            let answer6 = try await client.get("/kiem-chung/1/xyz")
            #expect(answer6.status == .notFound)
            let wrong = try await client.get("/kiem-chung?so=a&ma=b")
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("Chưa đúng"))
            let answer7 = try await client.get("/kiem-chung")
            #expect(answer7.status == .ok)
        }
    }

    @Test func `the ledger's page and the health check tell of a witness that fell silent`() async throws {
        let witness = try #require(NoteSigner(name: "hdnd", kind: .witness, seed: [UInt8](repeating: 5, count: 32)))
        let site = try OfficeSite(witnesses: [witness.verifier])
        let book = LogBook(site.office, keys: Keys(), witnesses: [witness.verifier])
        try book.sign()
        let application = site.application
        try await application.test(.router) { client in
            let soon = try await client.get("/so-cai")
            #expect(soon.text.contains("Người làm chứng hdnd") && soon.text.contains("Chưa ký điểm chốt nào"))
            #expect(!soon.text.contains("Người làm chứng chưa ký kịp"))
            site.clock.move(to: site.clock.now().adding(minutes: WitnessStanding.lateAfterMinutes + 1))
            let late = try await client.get("/so-cai")
            #expect(late.text.contains("Người làm chứng chưa ký kịp"))
            let health = try await client.get("/healthz")
            #expect(health.status == .ok && health.text.contains("witness-late"))
        }
    }

    @Test func `the ledger's page tells its size, its checkpoint and how to check it`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            let before = try await client.get("/so-cai")
            #expect(before.status == .ok && before.text.contains("Chưa có điểm chốt nào được ký"))
            try LogBook(site.office, keys: Keys()).sign()
            let after = try await client.get("/so-cai")
            let root = try head(site).root.hex
            #expect(after.text.contains("motcua/H21") && after.text.contains(root))
            for name in site.pages.verifiers.keys {
                let file = try await client.get("/log/\(name)")
                #expect(file.status == .ok && file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            }
        }
    }
}
