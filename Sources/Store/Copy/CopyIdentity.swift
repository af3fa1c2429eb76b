import Core
import Ledger

/// How a database is shaped: its migrations and the tables that are copied.
struct CopyShape {
    let tables: [CopyTable]
    private let migrations: [String]

    init(_ sql: any SQLConnection) throws {
        tables = try CopyTable.copied(in: sql)
        // Not the checksums: a migration may say a thing otherwise to each engine.
        migrations = try sql.query("SELECT name FROM migration ORDER BY number", []) { $0.text(0) }
    }

    /// Throws `CopyFault.migrations` or `.shape` where rows of one side would not fit the other.
    func check(against other: CopyShape) throws(CopyFault) {
        guard migrations == other.migrations else {
            throw .migrations(source: migrations.count, target: other.migrations.count)
        }
        let theirs = Set(other.tables)
        if let table = tables.first(where: { !theirs.contains($0) }) { throw .shape(table: table.name) }
        let ours = Set(tables)
        if let table = other.tables.first(where: { !ours.contains($0) }) { throw .shape(table: table.name) }
    }
}

/// Sees to it that a target is empty or holds the beginning of the same ledger: nothing else is written over.
struct CopyIdentity {
    let target: StoreEngine
    let page: Int

    func check(_ tables: [CopyTable], against source: any SQLConnection) throws {
        let heads = try SourceEnd(source).heads
        guard !heads.isEmpty else { throw CopyFault.nothing }
        try target.readNow { target in
            var isEmpty = true
            var log: LogID? = try CopyIdentity.nextLog(after: LogID(""), target)
            while let found = log {
                guard let head = heads.first(where: { $0.log == found }) else { throw CopyFault.otherLog(found) }
                try checkRoot(head, source, target)
                isEmpty = false
                log = try CopyIdentity.nextLog(after: found, target)
            }
            guard isEmpty else { return }
            for table in tables where try table.hasMore(after: nil, in: target) {
                throw CopyFault.taken(table: table.name)
            }
        }
    }

    /// Throws `CopyFault.otherKeyring` where the target's keyring was made by another installation.
    func checkKeyring(against source: any SQLConnection) throws {
        guard let other = try target.readKeyringNow({ try CopyIdentity.officeKey($0) }) else { return }
        guard try CopyIdentity.officeKey(source) == other else { throw CopyFault.otherKeyring }
    }

    /// The office's own key, wrapped (see the keyring's first migration); every installation makes its own.
    private static func officeKey(_ sql: any SQLConnection) throws -> [UInt8]? {
        try sql.first("SELECT wrapped FROM wrapped_key WHERE stream = 'office key'") { $0.blob(0) }
    }

    private static func nextLog(after log: LogID, _ sql: any SQLConnection) throws -> LogID? {
        try sql.first("SELECT log FROM record WHERE log > ?1 ORDER BY log, seq LIMIT 1", [.text(log.text)]) {
            LogID($0.text(0))
        }
    }

    private func checkRoot(_ head: SourceEnd.Head, _ source: any SQLConnection, _ target: any SQLConnection) throws {
        let last = try target.first("SELECT max(seq) FROM record WHERE log = ?1", [.text(head.log.text)]) {
            $0.integerOrNil(0)
        }
        let size = Int(last.flatMap { $0 } ?? -1) + 1
        guard let fault = try CopyIdentity.difference(head, size, source, target, page: page) else { return }
        // What the target lacks is what is copied.
        if case .behind = fault { return }
        throw fault
    }

    /// Why a log that has `size` records in the target is not the source's; nil where they are the same.
    ///
    /// A side that merely went on is told from another province by the records that both have.
    static func difference(
        _ head: SourceEnd.Head, _ size: Int, _ source: any SQLConnection, _ target: any SQLConnection, page: Int
    ) throws -> CopyFault? {
        let common = min(size, head.size)
        let mine = try root(head.log, common, source, page: page)
        let other = try root(head.log, common, target, page: page)
        guard mine.size == common, mine == other else { return .otherRoot(head.log, size: common) }
        if size > head.size { return .ahead(head.log, source: head.size, target: size) }
        return size < head.size ? .behind(head.log, source: head.size, target: size) : nil
    }

    /// A log of the target that the source does not have; nil where there is none.
    static func foreignLog(besides heads: [SourceEnd.Head], in target: any SQLConnection) throws -> LogID? {
        var log: LogID? = try nextLog(after: LogID(""), target)
        while let found = log {
            guard heads.contains(where: { $0.log == found }) else { return found }
            log = try nextLog(after: found, target)
        }
        return nil
    }

    /// The tree over the first leaves, as they stand there.
    private static func root(
        _ log: LogID, _ size: Int, _ sql: any SQLConnection, page: Int
    ) throws -> MerkleFrontier {
        var frontier = MerkleFrontier()
        var next = 0
        while next < size {
            let leaves = try sql.query(
                "SELECT leaf FROM record WHERE log = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq",
                [.text(log.text), SQLValue(next), SQLValue(min(next + page, size))]
            ) { LedgerHash($0.blob(0)) }
            for leaf in leaves {
                guard let leaf else { throw StoreError(.corrupt, "a leaf is no hash", at: "record after \(next)") }
                frontier.append(leaf)
            }
            next += page
        }
        return frontier
    }
}
