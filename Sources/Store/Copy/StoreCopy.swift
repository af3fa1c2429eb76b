import Core
import Ledger

/// One side of a copy: the store and its files.
public struct CopyPlace: Sendable {
    /// Records, tables and keys.
    public let engine: StoreEngine
    let sealed: any SealedFiles
    let files: any FileStore

    /// - Parameter sealed: the files as they lie there, encrypted.
    /// - Parameter files: the same files, for removing those that the source no longer has.
    public init(_ engine: StoreEngine, sealed: any SealedFiles, files: any FileStore) {
        self.engine = engine
        self.sealed = sealed
        self.files = files
    }
}

/// Moves an installation from one engine to another (chuyển dữ liệu): keys, records, tables and files, compared at the
/// end row by row.
///
/// Nothing remembers how far it came: what is in the target already is compared and put right where it differs, so
/// that a copy that broke off goes on by being started again, also after the source went on.
public struct StoreCopy {
    private let source: CopyPlace
    private let target: CopyPlace
    private let page: Int

    /// - Parameter page: rows that are held in memory and committed together.
    public init(from source: CopyPlace, to target: CopyPlace, page: Int = 2_000) {
        precondition(page > 0)
        self.source = source
        self.target = target
        self.page = page
    }

    /// Copies what the target lacks, then compares all of it.
    ///
    /// The whole of it reads one state of the source. Throws `CopyFault`, `StoreError`; what was copied stays.
    public func run(progress: (_ step: CopyStep, _ done: Int, _ total: Int) -> Void) throws -> CopyReport {
        let (report, end) = try source.engine.readNow { sql in
            let end = try SourceEnd(sql)
            let tables = try sameTables(sql)
            try copyRows(tables, sql, progress: progress)
            if try BesideTables.isWaiting(in: sql) {
                // What is in the making stays behind; that it is wanted does not.
                try target.engine.writeNow { try BesideTables.migrated(wants: true, in: $0.sql) }
            }
            let damaged = try FileCopying(from: source, to: target).run { progress(.files, $0, $1) }
            return (try compare(tables, sql, leavingOut: damaged) { progress(.check, $0, $1) }, end)
        }
        guard try source.engine.readNow({ try SourceEnd($0) }) == end else { throw CopyFault.moved }
        return report
    }

    /// Copies keys, records and tables as they are at one moment, and no files: for a copy that is looked at and thrown
    /// away. The source may go on meanwhile.
    ///
    /// - Returns: whether it did; then a key may have been destroyed between the tables' moment and the keyring's.
    public func runRows(progress: (_ step: CopyStep, _ done: Int, _ total: Int) -> Void) throws -> Bool {
        let end = try source.engine.readNow { sql in
            try copyRows(try sameTables(sql), sql, progress: progress)
            return try SourceEnd(sql)
        }
        return try source.engine.readNow { try SourceEnd($0) } != end
    }

    private func copyRows(
        _ tables: [CopyTable], _ sql: any SQLConnection, progress: (_ step: CopyStep, _ done: Int, _ total: Int) -> Void
    ) throws {
        try CopyIdentity(target: target.engine, page: page).check(tables, against: sql)
        // A search that was filled by half is told by the heads, which come after it.
        var isStale = try SourceEnd(sql).heads != target.engine.readNow { try SourceEnd($0).heads }
        try copyKeys { progress(.keys, $0, $1) }
        let total = try tables.reduce(0) { try $0 + $1.count(in: sql) }
        var done = 0
        for table in tables {
            if table.name == CopyTable.head, isStale {
                try SearchFilling(target.engine, page: page).run { progress(.search, $0, $1) }
            }
            let copying = TableCopying(table, into: target.engine, part: .ledger, page: page)
            let hasChanged = try copying.run(from: sql) {
                done += $0
                progress(.rows, min(done, total), total)
            }
            if hasChanged, table.name == SearchFilling.table { isStale = true }
        }
        progress(.rows, total, total)
    }

    /// Compares the two and changes nothing. Throws the first difference as a `CopyFault`.
    public func check(progress: (_ step: CopyStep, _ done: Int, _ total: Int) -> Void) throws -> CopyReport {
        try source.engine.readNow { sql in
            let tables = try sameTables(sql)
            return try compare(tables, sql, leavingOut: []) { progress(.check, $0, $1) }
        }
    }

    /// The tables of both sides; throws where they are not shaped alike.
    private func sameTables(_ sql: any SQLConnection) throws -> [CopyTable] {
        let mine = try CopyShape(sql)
        let other = try target.engine.readNow { try CopyShape($0) }
        try mine.check(against: other)
        return mine.tables
    }

    private func copyKeys(progress: (Int, Int) -> Void) throws {
        try source.engine.readKeyringNow { keys in
            let mine = try CopyShape(keys)
            try mine.check(against: target.engine.readKeyringNow { try CopyShape($0) })
            try CopyIdentity(target: target.engine, page: page).checkKeyring(against: keys)
            let total = try mine.tables.reduce(0) { try $0 + $1.count(in: keys) }
            var done = 0
            for table in mine.tables {
                let copying = TableCopying(table, into: target.engine, part: .keyring, page: page)
                _ = try copying.run(from: keys) {
                    done += $0
                    progress(min(done, total), total)
                }
            }
            progress(total, total)
        }
    }

    private func compare(
        _ tables: [CopyTable], _ sql: any SQLConnection, leavingOut damaged: [FileID],
        progress: (Int, Int) -> Void
    ) throws -> CopyReport {
        try source.engine.readKeyringNow { keys in
            try target.engine.readNow { other in
                try target.engine.readKeyringNow { otherKeys in
                    let comparison = StoreComparison(
                        ledger: (sql, other), keyring: (keys, otherKeys), files: (source.sealed, target.sealed),
                        page: page)
                    return try comparison.run(tables, leavingOut: damaged, progress: progress)
                }
            }
        }
    }
}

/// Where a source stands: if it is the same later on, nothing that counts was written meanwhile.
struct SourceEnd: Hashable {
    struct Head: Hashable {
        var log: LogID
        var size: Int
        var root: [UInt8]
    }

    let heads: [Head]
    /// Every use of the installation leaves a line here.
    let lastLine: String?

    init(_ sql: any SQLConnection) throws {
        heads = try sql.query("SELECT log, size, root FROM head ORDER BY log", []) {
            Head(log: LogID($0.text(0)), size: Int($0.integer(1)), root: $0.blob(2))
        }
        lastLine = try sql.first("SELECT id FROM audit_line ORDER BY id DESC LIMIT 1") { $0.text(0) }
    }
}
