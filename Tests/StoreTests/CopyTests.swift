import Core
import Foundation
import Ledger
@testable import Store
import Synchronization
import Testing

@Suite("Copying from one engine to another")
struct CopyTests {
    @Test(arguments: CopyEngine.pairs)
    func `everything arrives, with the root of the source, and people still open and find it`(_ pair: CopyPair) throws {
        let (source, target) = (try CopySide(pair.from), try CopySide(pair.to))
        try source.fill()
        let report = try StoreCopy(from: source.place, to: target.place, page: 3).runQuietly()
        let head = try #require(try source.engine.readNow { try LedgerReader(log: TestStore.log).head($0) })
        #expect(report.logs == [.init(log: TestStore.log, size: 40, root: head.root)])
        #expect(report.files == 3 && report.damaged.isEmpty)
        let rows = Dictionary(report.tables.map { ($0.name, $0.rows) }, uniquingKeysWith: { $0 + $1 })
        #expect(rows["record"] == 40 && rows["account"] == 7 && rows["wrapped_key"] == 5 && rows["head"] == 1)

        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: target.engine)
        let records = try target.engine.readNow { sql in
            try LedgerReader(log: TestStore.log).records(from: 38, limit: 9, sql)
        }
        #expect(try records.map { try keyring.openPersonal($0) } == [38, 39].map { Array("Nguyễn Văn Ẩn \($0)".utf8) })
        let state = try keyring.key(of: "s3")
        guard case .destroyed = state else { return #expect(Bool(false), "the destroyed key is \(state)") }
        let found = try target.engine.readNow { sql in
            let match = try #require(DossierSearch.match("ước đặ", at: nil, in: sql.dialect))
            return try sql.query("SELECT d.id FROM \(match.source) ORDER BY d.id", match.arguments) { $0.integer(0) }
        }
        #expect(found == [1, 2, 3, 4, 6, 7])
    }

    @Test(arguments: CopyEngine.pairs)
    func `a copy that breaks off at any commit goes on when started again`(_ pair: CopyPair) throws {
        let source = try CopySide(pair.from)
        try source.fill(records: 12)
        let fuse = Fuse()
        let target = try CopySide(pair.to, hooks: CommitHooks(beforeCommit: { try fuse.burn() }))
        let copy = StoreCopy(from: source.place, to: target.place, page: 5)
        var broken = 0
        while true {
            // A commit or few get through each time: every page is once the one at which it breaks. The search is
            // filled anew each time, so that the last steps need some more.
            fuse.set(1 + broken / 5)
            do {
                let report = try copy.runQuietly()
                #expect(report.logs.first?.size == 12)
                break
            } catch TestRefusal.refused {
                broken += 1
            }
            try #require(broken < 100)
        }
        #expect(broken > 5)
        let found = try target.engine.readNow { sql in
            let match = try #require(DossierSearch.match("dang", at: nil, in: sql.dialect))
            return try sql.query("SELECT d.id FROM \(match.source)", match.arguments) { $0.integer(0) }.count
        }
        #expect(found == 6)
    }

    @Test(arguments: CopyEngine.pairs)
    func `what the source added, changed and removed since is put right by copying again`(_ pair: CopyPair) throws {
        let (source, target) = (try CopySide(pair.from), try CopySide(pair.to))
        try source.fill()
        let copy = StoreCopy(from: source.place, to: target.place, page: 4)
        let before = try copy.runQuietly()
        try source.append(40..<50)
        let keyring = Keyring(master: try MasterKey(TestStore.masterKey), engine: source.engine)
        try source.engine.writeNow { transaction in
            try transaction.sql.execute("UPDATE account SET name = 'Bế Văn Đàn' WHERE login = 'login2'")
            try transaction.sql.execute("DELETE FROM account WHERE login IN ('login4', 'login7')")
            try keyring.destroy("s1", now: TestStore.noon, in: transaction)
        }
        for file in try source.sealed.names().prefix(1) { try source.files.remove(file) }
        #expect(try fault { try copy.checkQuietly() } != nil)
        let after = try copy.runQuietly()
        #expect(after.logs.first?.size == 50 && after.files == 2 && after.logs != before.logs)
        let accounts = after.tables.first { $0.name == "account" }
        #expect(accounts?.rows == 5)
        let fresh = Keyring(master: try MasterKey(TestStore.masterKey), engine: target.engine)
        guard case .destroyed = try fresh.key(of: "s1") else { return #expect(Bool(false), "the key came back") }
        #expect(try copy.checkQuietly() == after)
    }

    @Test(arguments: CopyEngine.pairs)
    func `tables have the same digests after a way there and back`(_ pair: CopyPair) throws {
        let (source, target, back) = (try CopySide(pair.from), try CopySide(pair.to), try CopySide(pair.from))
        try source.fill()
        let there = try StoreCopy(from: source.place, to: target.place).runQuietly()
        #expect(try StoreCopy(from: target.place, to: back.place).runQuietly() == there)
    }
}

/// Lets so many commits through and stops all later ones.
private final class Fuse: Sendable {
    private let left = Mutex(Int.max)

    func set(_ commits: Int) { left.withLock { $0 = commits } }

    func burn() throws {
        try left.withLock { left in
            guard left > 0 else { throw TestRefusal.refused }
            left -= 1
        }
    }
}
