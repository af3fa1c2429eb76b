import Core
import Foundation
import Ledger
@testable import Store
import Testing

@Suite("What a copy refuses and finds")
struct CopyRefusalTests {
    @Test(arguments: CopyEngine.all)
    func `a target that holds something else is not touched`(_ kind: CopyEngine) throws {
        let source = try CopySide(CopyEngine.all[0])
        let target = try CopySide(kind)
        let copy = StoreCopy(from: source.place, to: target.place)
        #expect(try fault { try copy.runQuietly() } == .nothing)
        try source.fill()

        try target.engine.writeNow { transaction in
            try transaction.sql.execute(
                "INSERT INTO login_guard (subject, failed, last_failed) VALUES (?1, 1, 0)", [.blob([1])])
        }
        #expect(try fault { try copy.runQuietly() } == .taken(table: "login_guard"))
        try target.engine.writeNow { _ = try $0.sql.execute("DELETE FROM login_guard") }

        // Another province, with the same name of its log.
        var random = SeededRandom(seed: 5)
        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: target.engine)
        let writer = LedgerWriter(log: TestStore.log, node: NodeID("h21"), keyring: keyring)
        let record = NewRecord(
            stream: "other", recordClass: .dossier, event: "received", expectedVersion: 0, at: TestStore.noon,
            actor: "a", command: "c", body: Array("{}".utf8))
        _ = try target.engine.writeNow {
            try writer.append([record], now: TestStore.noon, random: &random, in: $0)
        }
        #expect(try fault { try copy.runQuietly() } == .otherRoot(TestStore.log, size: 1))
        #expect(try fault { try copy.checkQuietly() } == .otherRoot(TestStore.log, size: 1))
    }

    @Test(arguments: CopyEngine.all)
    func `a keyring of another installation is not written over`(_ kind: CopyEngine) throws {
        let (source, target) = (try CopySide(CopyEngine.all[0]), try CopySide(kind))
        try source.fill()
        var random = SeededRandom(seed: 99)
        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: target.engine)
        _ = try keyring.officeKey(now: TestStore.noon, random: &random)
        let copy = StoreCopy(from: source.place, to: target.place)
        #expect(try fault { try copy.runQuietly() } == .otherKeyring)
        let touched = try target.engine.readNow { try $0.first("SELECT 1 FROM record") { _ in true } }
        #expect(touched == nil)
    }

    @Test(arguments: CopyEngine.all)
    func `a target that went on by itself is not set back`(_ kind: CopyEngine) throws {
        let (source, target) = (try CopySide(CopyEngine.all[0]), try CopySide(kind))
        try source.fill()
        let copy = StoreCopy(from: source.place, to: target.place)
        _ = try copy.runQuietly()
        try target.append(40..<41)
        #expect(try fault { try copy.runQuietly() } == .ahead(TestStore.log, source: 40, target: 41))

        // Used without a new record: its audit tells.
        try source.append(40..<41)
        try target.engine.writeNow { transaction in
            try transaction.sql.execute("INSERT INTO audit_line (id, at, action) VALUES ('line 9999', 1, 'sign in')")
        }
        #expect(try fault { try copy.runQuietly() } != nil)
    }

    @Test(arguments: CopyEngine.all)
    func `a comparison tells a side that merely went on from another province`(_ kind: CopyEngine) throws {
        let (source, target) = (try CopySide(CopyEngine.all[0]), try CopySide(kind))
        try source.fill()
        let copy = StoreCopy(from: source.place, to: target.place)
        _ = try copy.runQuietly()
        try source.append(40..<42)
        #expect(try fault { try copy.checkQuietly() } == .behind(TestStore.log, source: 42, target: 40))
        let back = StoreCopy(from: target.place, to: source.place)
        #expect(try fault { try back.checkQuietly() } == .ahead(TestStore.log, source: 40, target: 42))
    }

    @Test(arguments: CopyEngine.all)
    func `a changed byte in the target is named`(_ kind: CopyEngine) throws {
        let (source, target) = (try CopySide(CopyEngine.all[0]), try CopySide(kind))
        try source.fill()
        let copy = StoreCopy(from: source.place, to: target.place, page: 3)
        _ = try copy.runQuietly()

        let name = try #require(try target.sealed.names().max())
        let bytes = try #require(try target.sealed.sealed(name))
        try overwrite(name, with: bytes.dropLast() + [bytes[bytes.count - 1] ^ 1], in: target)
        #expect(try fault { try copy.checkQuietly() } == .file(name))
        try overwrite(name, with: bytes, in: target)
        #expect(try fault { try copy.checkQuietly() } == nil)

        try target.engine.writeNow { transaction in
            try transaction.keyring.execute("UPDATE wrapped_key SET made = made + 1 WHERE stream = 's2'")
        }
        #expect(try fault { try copy.checkQuietly() } == .row(table: "wrapped_key", key: "stream s2"))

        try target.engine.writeNow { transaction in
            try transaction.sql.execute("UPDATE login_guard SET failed = 9 WHERE subject = ?1", [.blob([120, 0, 255])])
        }
        #expect(try fault { try copy.checkQuietly() } == .row(table: "login_guard", key: "subject 7800ff"))

        let drop = kind.isPostgres ? "DROP TRIGGER record_unchanged ON record" : "DROP TRIGGER record_unchanged"
        try target.engine.writeNow { transaction in
            try transaction.sql.execute(drop)
            try transaction.sql.execute("UPDATE record SET body = ?1 WHERE seq = 17", [.blob(Array(#"{"n":71}"#.utf8))])
        }
        let flaw = LedgerFlaw(seq: 17, reason: .leaf)
        #expect(try fault { try copy.checkQuietly() } == .flaw(TestStore.log, flaw))
        #expect(try fault { try copy.runQuietly() } == .flaw(TestStore.log, flaw))
    }

    @Test
    func `a damaged file of the source is left out and named, and the rest arrives`() throws {
        let (source, target) = (try CopySide(CopyEngine.all[0]), try CopySide(CopyEngine.all[0]))
        try source.fill()
        let name = try #require(try source.sealed.names().min())
        try overwrite(name, with: [1, 2, 3], in: source)
        let report = try StoreCopy(from: source.place, to: target.place).runQuietly()
        #expect(report.damaged == [name] && report.files == 2)
        let arrived = try target.sealed.names()
        #expect(!arrived.contains(name))
    }

    private func overwrite(_ name: FileID, with bytes: [UInt8], in side: CopySide) throws {
        try side.files.remove(name)
        try side.sealed.keep(SealedFile(name: name, bytes: bytes))
    }
}
