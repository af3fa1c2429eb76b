import Core
import Foundation
import Ledger
import Store
import TestEngines
import Testing

@testable import PostgresEngine
@testable import UseCases

@Suite(
    "Erasing a person on PostgreSQL", .enabled(if: ChosenEngine.isPostgres, "looks through a PostgreSQL server's files")
)
struct PostgresPurgeTests {
    private let server: OwnPostgres
    private let test: TestOffice
    private let second = Actor(id: "aa07", assignments: [Assignment(role: .administrator, agency: "H21")])

    init() throws {
        let server = try OwnPostgres()
        self.server = server
        let place = try server.place()
        test = try TestOffice(
            engine: { _ in try StoreEngine.postgres(place, settings: .init(readers: 2)) },
            files: { _ in PostgresFileStore(place) })
    }

    private func receive(_ name: String) throws -> DossierID {
        // Long enough for several chunks, which lie apart from their rows.
        let file = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 7) }
        return try test.write { transaction, random in
            try KeepingRig.receive(
                test.office, name: name, number: KeepingRig.markerNumber, file: file, random: &random, in: transaction)
        }
    }

    private func erase(_ stream: DossierID) throws {
        let row = try test.office.store.readNow { try DossierFinding.row(stream: stream, in: $0) }
        let number = try #require(row?.number.text)
        _ = try Erasure(test.office, by: test.leader).ask(number, basis: "Điều 14", random: &test.random)
        #expect(try Erasure(test.office, by: second).confirm(number, random: &test.random) == .erased(stream))
    }

    /// What the person would be found by: name and number, the wrapped key, pieces of the stored file.
    private func traces(of stream: DossierID) throws -> [[UInt8]] {
        let key = try test.office.store.readKeyringNow { sql in
            try sql.first("SELECT wrapped FROM wrapped_key WHERE stream = ?1", [.text(stream.text)]) { $0.blob(0) }
        }
        let dossier = try test.office.store.readNow {
            try #require(DossierStories.fold(try DossierStories(test.office).events(of: stream, $0)))
        }
        let file = try #require(dossier.components.first?.files.first?.file)
        let sealed = try PostgresFileStore(try server.place()).sealed(file)
        let pieces = stride(from: 500, to: sealed.count - 32, by: 50_000).map { Array(sealed[$0..<$0 + 24]) }
        return KeepingRig.traces + [try #require(key)] + pieces
    }

    @Test func `after a purge no byte of the server's files names the person`() throws {
        let stream = try receive(KeepingRig.marker)
        for number in 0..<40 { _ = try receive("Nguyễn Văn \(number)") }
        let traces = try traces(of: stream)
        // The planner's statistics hold names too.
        try server.administer("ANALYZE", "CHECKPOINT")
        let before = try holding(traces)
        for part in ["/base/", "/pg_wal/"] { #expect(before.contains { $0.contains(part) }, "found in \(part) before") }
        // A segment that is to be used again holds old ones.
        try server.administer("SELECT pg_switch_wal()", "CHECKPOINT")
        try erase(stream)
        #expect(try !holding(traces).isEmpty, "an erasure alone leaves old pages")
        var steps: [PostgresKeeping.Step] = []
        let remains = try PostgresKeeping.purge(try server.place(as: .administrator)) { steps.append($0) }
        #expect(remains == [] && steps == PostgresKeeping.Step.allCases)
        #expect(try holding(traces) == [])
        // The server goes on as before, under its own settings.
        _ = try receive("Nguyễn Văn Sau")
        let hits = try test.office.store.readNow {
            try DossierFinding.count("nguyen", index: test.office.index, in: $0).number
        }
        #expect(hits == 41)
        #expect(try LedgerCheck(test.office).run { _, _ in }.records > 80)
    }

    @Test func `a role without rights over the log is told which, one without the tables is refused`() throws {
        let stream = try receive(KeepingRig.marker)
        try erase(stream)
        let remains = try PostgresKeeping.purge(try server.place())
        let forbidden = remains.compactMap { remain -> String? in
            guard case .forbidden(let words) = remain else { return nil }
            return words
        }
        #expect(forbidden.count == 5 && forbidden.contains { $0.contains("pg_switch_wal") })
        for words in forbidden { try server.administer(words) }
        #expect(try PostgresKeeping.purge(try server.place()) == [])
        #expect(try holding(KeepingRig.traces) == [])
        let application = try server.place(as: .application)
        #expect(throws: StoreError(.readOnly, "", at: "")) { try PostgresKeeping.purge(application) }
    }

    /// Files of the server that hold one of these, however short-lived.
    private func holding(_ needles: [[UInt8]]) throws -> [String] {
        let found = try FileManager.default.subpathsOfDirectory(atPath: server.files)
        return found.map { server.files + "/" + $0 }.filter { path in
            guard let bytes = FileManager.default.contents(atPath: path) else { return false }
            return bytes.withUnsafeBytes { bytes in needles.contains { PostgresPurgeTests.holds(bytes, $0) } }
        }
    }

    /// The search of the standard library takes minutes for so many bytes.
    private static func holds(_ bytes: UnsafeRawBufferPointer, _ needle: [UInt8]) -> Bool {
        guard let start = bytes.baseAddress, let first = needle.first, bytes.count >= needle.count else { return false }
        let end = start + (bytes.count - needle.count + 1)
        var place = start
        while let found = memchr(place, CInt(first), end - place) {
            if memcmp(found, needle, needle.count) == 0 { return true }
            place = UnsafeRawPointer(found) + 1
            if place >= end { return false }
        }
        return false
    }
}
