public import Core
import Ledger
public import Store

/// An application that somebody began on the portal and has not handed in yet (hồ sơ nháp).
public struct Draft: Hashable, Sendable {
    public var id: DraftID
    /// The stream that the dossier will have, settled at the start: the key of uploads is this dossier's already, and
    /// handing in twice can only ever make one dossier.
    public var dossier: DossierID
    public var procedure: ProcedureCode
    /// The page of the application that comes next, by its name.
    public var step: String
    public var values: [String: String]
    public var files: [DraftFile]
    public var updated: Instant
    public var expires: Instant
    /// When it was handed in; values and files are then the dossier's alone.
    public var submitted: Instant?
}

/// A file uploaded to a draft.
public struct DraftFile: Hashable, Sendable {
    /// Where the file store has its encrypted bytes.
    public var file: FileID
    public var component: ComponentCode
    public var name: String
    /// Media type, as in `application/pdf`.
    public var kind: String
    /// Size before encryption.
    public var bytes: Int

    public init(file: FileID, component: ComponentCode, name: String, kind: String, bytes: Int) {
        self.file = file
        self.component = component
        self.name = name
        self.kind = kind
        self.bytes = bytes
    }
}

/// What is left of a draft that was thrown away: for the file store and the keyring to clear.
public struct DiscardedDraft: Hashable, Sendable {
    /// The stream whose key opened the files; it never became a dossier.
    public var dossier: DossierID
    public var files: [FileID]
}

/// How drafts are written: sealed under a context that names the row.
enum DraftSealing {
    static func seal(
        _ values: [String: String], of id: DraftID, sealer: any Sealer, random: inout some RandomSource
    ) throws -> [UInt8] {
        guard values.count <= Drafts.valuesMax else { throw AccessRefusal.draftValuesTooMany(most: Drafts.valuesMax) }
        let bytes = try CanonicalEncoder().encode(values)
        guard bytes.count <= Drafts.bytesMax else { throw AccessRefusal.draftTooLarge(mostBytes: Drafts.bytesMax) }
        return try sealer.seal(bytes, context: "draft \(id)", random: &random)
    }

    static func open(_ row: DraftRow, files: [DraftFileRow], sealer: any Sealer) throws -> Draft {
        let values = try row.sealed.map { sealed in
            try CanonicalDecoder().decode(
                [String: String].self, from: try sealer.open(sealed, context: "draft \(row.id)"))
        }
        return Draft(
            id: row.id, dossier: row.dossier, procedure: row.procedure, step: row.step, values: values ?? [:],
            files: try files.map { try open($0, sealer: sealer) }, updated: row.updated, expires: row.expires,
            submitted: row.submitted)
    }

    static func seal(
        _ file: DraftFile, of id: DraftID, now: Instant, sealer: any Sealer, random: inout some RandomSource
    ) throws -> DraftFileRow {
        let bytes = try CanonicalEncoder().encode(FileNames(kind: file.kind, name: file.name))
        return DraftFileRow(
            draft: id, file: file.file, component: file.component, bytes: file.bytes, added: now,
            sealed: try sealer.seal(bytes, context: context(id, file.file), random: &random))
    }

    private static func open(_ row: DraftFileRow, sealer: any Sealer) throws -> DraftFile {
        let bytes = try sealer.open(row.sealed, context: context(row.draft, row.file))
        let names = try CanonicalDecoder().decode(FileNames.self, from: bytes)
        return DraftFile(
            file: row.file, component: row.component, name: names.name, kind: names.kind, bytes: row.bytes)
    }

    private struct FileNames: Codable {
        var kind: String
        var name: String
    }

    private static func context(_ draft: DraftID, _ file: FileID) -> String { "draft_file \(draft) \(file)" }
}
