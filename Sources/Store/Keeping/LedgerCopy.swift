import Core
import Foundation
import Ledger

/// What one run of a backup will copy, found before it begins.
struct BackupScope {
    let log: LogID
    /// The first record that no archive has.
    let from: Int
    let new: [FileID]
    let known: Set<FileID>
    /// Room that it needs at most, in bytes.
    let bytes: Int

    init(_ engine: StoreEngine, after previous: Archive?, files: any SealedFiles, data: DataFolder) throws {
        let begun = try engine.readNow { sql in try sql.first("SELECT log FROM head LIMIT 1") { LogID($0.text(0)) } }
        guard let log = begun else { throw ArchiveFault.none(in: data.path) }
        let from = previous?.manifest.size ?? 0
        self.log = log
        self.from = from
        let before = try previous.map { try FilePack.names(in: $0.path(of: FilePack.list)) } ?? []
        known = before
        new = try files.names().filter { !before.contains($0) }
        let rows = try engine.readNow { sql in
            try sql.first(
                "SELECT sum(length(body) + coalesce(length(sealed), 0) + 600) FROM record WHERE log = ?1 AND seq >= ?2",
                [.text(log.text), SQLValue(from)]
            ) { Int($0.integerOrNil(0) ?? 0) } ?? 0
        }
        // The list of files, the other tables and the keyring: small beside the rest, so a round sum does.
        let margin = 64 << 20
        bytes = try new.reduce(rows + margin) { $0 + (try files.size(of: $1) ?? 0) + 200 }
    }
}

/// Writes the parts of one archive of the ledger.
struct LedgerCopy {
    static let records = "records.pack"
    static let tables = "tables.pack"
    static let erased = "erased.pack"
    static let settings = "motcua.conf"
    /// Records read at one go.
    private static let page = 1_000
    /// Lines of the audit that lie so far back were copied before, however the clock was corrected.
    private static let overlapDays = 1

    private let backup: Backup
    private let scope: BackupScope
    private let writing: ArchiveWriting

    init(_ backup: Backup, _ scope: BackupScope, into writing: ArchiveWriting) {
        self.backup = backup
        self.scope = scope
        self.writing = writing
    }

    func make(
        now: Instant, previous: Archive?, damaged: inout [FileID], progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> ArchiveManifest {
        let since = previous?.manifest.made.adding(days: -LedgerCopy.overlapDays)
        var parts: [ArchivePart] = []
        var manifest = try backup.engine.readNow { sql in
            parts.append(try tables(since: since, sql))
            parts.append(try erasures(sql))
            return try picture(now, previous, sql)
        }
        let total = manifest.size - scope.from + scope.new.count
        parts.append(try records(upTo: manifest.size) { progress($0, total) })
        let done = manifest.size - scope.from
        let copied = try files(&damaged) { progress(done + $0, total) }
        parts += copied.parts
        if let conf = try settingsFile() { parts.append(conf) }
        (manifest.files, manifest.added, manifest.parts) = (copied.present, copied.added, parts)
        progress(total, total)
        return manifest
    }

    /// What the ledger is at this moment; parts and files are filled in later.
    private func picture(_ now: Instant, _ previous: Archive?, _ sql: any SQLConnection) throws -> ArchiveManifest {
        guard let head = try LedgerHead.find(scope.log, sql) else { throw ArchiveFault.none(in: backup.data.path) }
        let migration = try sql.first("SELECT max(number) FROM migration") { Int($0.integerOrNil(0) ?? 0) } ?? 0
        let checkpoint = try sql.first(
            "SELECT note FROM checkpoint WHERE log = ?1 ORDER BY size DESC LIMIT 1", [.text(scope.log.text)]
        ) { $0.text(0) }
        return ArchiveManifest(
            form: ArchiveManifest.form, full: previous == nil, made: now, keepDays: backup.settings.keepDays,
            migration: migration, log: scope.log, from: scope.from, size: head.size, root: head.root.hex,
            recorded: head.recorded, checkpoint: checkpoint, previous: previous?.name, files: 0, added: 0, parts: [])
    }

    /// Every table that nothing else brings back; of the audit, which only grows, what is new.
    private func tables(since: Instant?, _ sql: any SQLConnection) throws -> ArchivePart {
        let pack = try RowPack(LedgerCopy.tables, in: writing.aside)
        for table in try TableShape.kept(in: sql) {
            try pack.begin(table)
            if table.name == TableShape.growing, let since {
                let moment = [UInt8]().with(number: max(0, since.microseconds))
                _ = try sql.query(table.select + " WHERE id >= ?1", [.text(hexadecimal(moment))]) {
                    try pack.add($0, table)
                }
            } else {
                _ = try sql.query(table.select, []) { try pack.add($0, table) }
            }
        }
        return try pack.finish()
    }

    /// All erasures so far, apart: they hold for a restored installation whichever archive it is made from.
    private func erasures(_ sql: any SQLConnection) throws -> ArchivePart {
        let pack = try RowPack(LedgerCopy.erased, in: writing.aside)
        if let table = try TableShape.find("erasure", in: sql) {
            try pack.begin(table)
            _ = try sql.query(table.select, []) { try pack.add($0, table) }
        }
        return try pack.finish()
    }

    private func records(upTo size: Int, progress: (Int) -> Void) throws -> ArchivePart {
        let pack = try RowPack(LedgerCopy.records, in: writing.aside)
        var next = scope.from
        while next < size {
            let end = min(next + LedgerCopy.page, size)
            let count = try backup.engine.readNow { sql in
                guard let table = try TableShape.find("record", in: sql) else {
                    throw StoreError(.corrupt, "there is no table of records", at: "ledger")
                }
                if next == scope.from { try pack.begin(table) }
                return try sql.query(
                    table.select + " WHERE log = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq",
                    [.text(scope.log.text), SQLValue(next), SQLValue(end)]
                ) { try pack.add($0, table) }.count
            }
            guard count == end - next else {
                throw StoreError(.corrupt, "records are missing after \(next)", at: "ledger")
            }
            next = end
            progress(next - scope.from)
        }
        return try pack.finish()
    }

    private func files(
        _ damaged: inout [FileID], progress: (Int) -> Void
    ) throws -> (parts: [ArchivePart], present: Int, added: Int) {
        let pack = try PartWriter(FilePack.name, in: writing.aside)
        try pack.append(FilePack.first)
        // Asked after the ledger was read: nothing that its records name is missing.
        let all = try backup.files.names()
        var present: [FileID] = []
        var added = 0
        for file in all {
            guard !scope.known.contains(file) else {
                present.append(file)
                continue
            }
            guard let bytes = try backup.files.sealed(file) else { continue }
            guard SealedFile.name(of: bytes) == file else {
                damaged.append(file)
                continue
            }
            try FilePack.append(file, bytes, to: pack)
            present.append(file)
            added += 1
            progress(min(added, scope.new.count))
        }
        try pack.append([RowMark.end])
        let list = try PartWriter(FilePack.list, in: writing.aside)
        for file in present { try list.append(Array((file.text + "\n").utf8)) }
        return ([try pack.finish(), try list.finish()], present.count, added)
    }

    private func settingsFile() throws -> ArchivePart? {
        let path = backup.data.path + "/" + LedgerCopy.settings
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let part = try PartWriter(LedgerCopy.settings, in: writing.aside)
        try part.append(try SyncedFile.read(path))
        return try part.finish()
    }
}

extension [UInt8] {
    func with(number: Int64) -> [UInt8] {
        var copy = self
        copy.append(number: number)
        return copy
    }
}
