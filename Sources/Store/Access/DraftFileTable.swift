public import Core

/// A file that was uploaded to a draft; its bytes are in the file store, its name is sealed here.
public struct DraftFileRow: Hashable, Sendable {
    public var draft: DraftID
    public var file: FileID
    /// Which paper of the dossier it is.
    public var component: ComponentCode
    public var bytes: Int
    public var added: Instant
    /// Name and kind as the visitor's browser gave them.
    public var sealed: [UInt8]

    public init(
        draft: DraftID, file: FileID, component: ComponentCode, bytes: Int, added: Instant, sealed: [UInt8]
    ) {
        self.draft = draft
        self.file = file
        self.component = component
        self.bytes = bytes
        self.added = added
        self.sealed = sealed
    }
}

/// The files of drafts.
public enum DraftFileTable {
    /// Adds a file whose bytes are in the file store already.
    public static func insert(_ file: DraftFileRow, in sql: any SQLConnection) throws {
        try sql.execute(
            "INSERT INTO draft_file (draft, file, component, bytes, added, sealed) "
                + "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [
                .text(file.draft.text), .text(file.file.text), .text(file.component.text), SQLValue(file.bytes),
                .integer(file.added.microseconds), .blob(file.sealed),
            ])
    }

    /// The files of a draft in the order in which they were added.
    public static func list(of draft: DraftID, in sql: any SQLConnection) throws -> [DraftFileRow] {
        try sql.query(
            "SELECT file, component, bytes, added, sealed FROM draft_file WHERE draft = ?1 ORDER BY added, file",
            [.text(draft.text)]
        ) { row in
            DraftFileRow(
                draft: draft, file: FileID(row.text(0)), component: ComponentCode(row.text(1)),
                bytes: Int(row.integer(2)), added: Instant(microseconds: row.integer(3)), sealed: row.blob(4))
        }
    }

    /// Takes one file off a draft; false if the draft has no such file.
    public static func remove(_ file: FileID, of draft: DraftID, in sql: any SQLConnection) throws -> Bool {
        try sql.execute(
            "DELETE FROM draft_file WHERE draft = ?1 AND file = ?2", [.text(draft.text), .text(file.text)]) == 1
    }

    /// Takes all files off a draft; their bytes stay in the file store, for the caller to keep or remove.
    public static func removeAll(of draft: DraftID, in sql: any SQLConnection) throws {
        try sql.execute("DELETE FROM draft_file WHERE draft = ?1", [.text(draft.text)])
    }
}
