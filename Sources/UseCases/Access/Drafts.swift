public import Core
public import Store

/// Keeping what a visitor types until it is handed in (lưu nháp): a visitor is known by a secret in a cookie alone.
public enum Drafts {
    /// Days after the last change that a draft is kept.
    public static let days = 7
    public static let perVisitorMax = 20
    public static let valuesMax = 200
    public static let bytesMax = 64 * 1024
    public static let filesMax = 30
    /// All files of a draft together.
    public static let fileBytesMax = 100 * 1024 * 1024
    static let stepMax = 60

    /// Begins a draft.
    ///
    /// - Parameter visitor: the text of a `Secret`, as it stands in the cookie.
    /// - Refuses: `.draftsTooMany`, `.draftValuesTooMany`, `.draftTooLarge`; `.draftUnknown` for a cookie that is none.
    public static func begin(
        _ procedure: ProcedureCode, step: String, values: [String: String] = [:], visitor: String,
        sealer: any Sealer, now: Instant, random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Draft {
        guard let digest = Secret.digest(ifSecret: visitor) else { throw AccessRefusal.draftUnknown }
        guard try DraftTable.open(visitor: digest, now: now, in: sql).count < perVisitorMax else {
            throw AccessRefusal.draftsTooMany(most: perVisitorMax)
        }
        let id = DraftID(random.id())
        let row = DraftRow(
            id: id, visitor: digest, dossier: DossierID(random.id()), procedure: procedure,
            step: String(step.prefix(stepMax)),
            sealed: try DraftSealing.seal(values, of: id, sealer: sealer, random: &random), created: now,
            updated: now, expires: end(now))
        try DraftTable.insert(row, in: sql)
        return try DraftSealing.open(row, files: [], sealer: sealer)
    }

    /// The draft, also one that was handed in; nil if it is over, another visitor's, or was never begun.
    public static func find(
        _ id: DraftID, visitor: String, sealer: any Sealer, now: Instant, in sql: any SQLConnection
    ) throws -> Draft? {
        guard let digest = Secret.digest(ifSecret: visitor),
            let row = try DraftTable.find(id, visitor: digest, in: sql), now < row.expires
        else { return nil }
        return try DraftSealing.open(row, files: try DraftFileTable.list(of: id, in: sql), sealer: sealer)
    }

    /// What a visitor has begun and not handed in, the newest first.
    public static func list(
        visitor: String, sealer: any Sealer, now: Instant, in sql: any SQLConnection
    ) throws -> [Draft] {
        guard let digest = Secret.digest(ifSecret: visitor) else { return [] }
        return try DraftTable.open(visitor: digest, now: now, in: sql).map { row in
            try DraftSealing.open(row, files: try DraftFileTable.list(of: row.id, in: sql), sealer: sealer)
        }
    }

    /// Takes over the values that are named and leaves the others; an empty one is removed.
    ///
    /// Why by field: two pages of one application open side by side then do not undo each other.
    /// - Refuses: `.draftUnknown`, `.draftSubmitted`, `.draftValuesTooMany`, `.draftTooLarge`.
    public static func save(
        _ id: DraftID, visitor: String, step: String, changes: [String: String], sealer: any Sealer, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Draft {
        var row = try open(id, visitor, now, in: sql)
        let files = try DraftFileTable.list(of: id, in: sql)
        var values = try DraftSealing.open(row, files: [], sealer: sealer).values
        values.merge(changes) { _, new in new }
        row.sealed = try DraftSealing.seal(
            values.filter { !$0.value.isEmpty }, of: id, sealer: sealer, random: &random)
        row.step = String(step.prefix(stepMax))
        touch(&row, now)
        try DraftTable.update(row, in: sql)
        return try DraftSealing.open(row, files: files, sealer: sealer)
    }

    /// Adds a file whose encrypted bytes the file store has already.
    ///
    /// - Refuses: `.draftUnknown`, `.draftSubmitted`, `.draftFilesTooMany`, `.draftFilesTooLarge`; the caller then
    ///   removes the bytes.
    public static func attach(
        _ file: DraftFile, to id: DraftID, visitor: String, sealer: any Sealer, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws {
        var row = try open(id, visitor, now, in: sql)
        let files = try DraftFileTable.list(of: id, in: sql)
        if files.contains(where: { $0.file == file.file }) { return }
        guard files.count < filesMax else { throw AccessRefusal.draftFilesTooMany(most: filesMax) }
        guard files.reduce(file.bytes, { $0 + $1.bytes }) <= fileBytesMax else {
            throw AccessRefusal.draftFilesTooLarge(mostBytes: fileBytesMax)
        }
        try DraftFileTable.insert(
            try DraftSealing.seal(file, of: id, now: now, sealer: sealer, random: &random), in: sql)
        touch(&row, now)
        try DraftTable.update(row, in: sql)
    }

    /// Takes a file off; the caller removes its bytes after the commit.
    ///
    /// - Refuses: `.draftUnknown`, `.draftSubmitted`, `.draftFileUnknown`.
    public static func detach(
        _ file: FileID, from id: DraftID, visitor: String, now: Instant, in sql: any SQLConnection
    ) throws {
        var row = try open(id, visitor, now, in: sql)
        guard try DraftFileTable.remove(file, of: id, in: sql) else { throw AccessRefusal.draftFileUnknown(file) }
        touch(&row, now)
        try DraftTable.update(row, in: sql)
    }

    /// Notes that the dossier was handed in, in the same transaction, and forgets values and files.
    ///
    /// They are the dossier's now. The row stays, so that a second click finds the dossier it made.
    /// - Refuses: `.draftUnknown`, `.draftSubmitted` with the dossier.
    public static func submitted(
        _ id: DraftID, visitor: String, now: Instant, in sql: any SQLConnection
    ) throws {
        var row = try open(id, visitor, now, in: sql)
        row.sealed = nil
        row.submitted = now
        touch(&row, now)
        try DraftTable.update(row, in: sql)
        try DraftFileTable.removeAll(of: id, in: sql)
    }

    /// Throws a draft away; what is given back the caller clears after the commit.
    ///
    /// - Refuses: `.draftUnknown`, `.draftSubmitted`.
    public static func discard(
        _ id: DraftID, visitor: String, now: Instant, in sql: any SQLConnection
    ) throws -> DiscardedDraft {
        try remove(try open(id, visitor, now, in: sql), in: sql)
    }

    /// Throws away at most `limit` drafts that are over; one that was handed in leaves nothing to clear.
    static func purge(now: Instant, limit: Int, in sql: any SQLConnection) throws -> (rows: Int, left: [DiscardedDraft])
    {
        let rows = try DraftTable.expired(now: now, last: end(now), limit: limit, in: sql)
        let left = try rows.map { (row: $0, left: try remove($0, in: sql)) }
        return (rows.count, left.filter { $0.row.submitted == nil }.map(\.left))
    }

    private static func remove(_ row: DraftRow, in sql: any SQLConnection) throws -> DiscardedDraft {
        let files = try DraftFileTable.list(of: row.id, in: sql).map(\.file)
        try DraftFileTable.removeAll(of: row.id, in: sql)
        try DraftTable.remove(row.id, in: sql)
        return DiscardedDraft(dossier: row.dossier, files: files)
    }

    /// The row of a draft that can still be changed.
    private static func open(
        _ id: DraftID, _ visitor: String, _ now: Instant, in sql: any SQLConnection
    ) throws -> DraftRow {
        guard let digest = Secret.digest(ifSecret: visitor),
            let row = try DraftTable.find(id, visitor: digest, locked: true, in: sql), now < row.expires
        else { throw AccessRefusal.draftUnknown }
        if row.submitted != nil { throw AccessRefusal.draftSubmitted(row.dossier) }
        return row
    }

    private static func end(_ now: Instant) -> Instant { now.adding(minutes: days * 24 * 60) }

    private static func touch(_ row: inout DraftRow, _ now: Instant) {
        row.updated = now
        row.expires = end(now)
    }
}
