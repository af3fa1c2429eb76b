public import Core
public import Ledger

/// What an archive says of itself (bản kê của bản sao lưu): written last, so that an archive without it is none.
public struct ArchiveManifest: Hashable, Codable, Sendable {
    /// The form of this program's archives.
    public static let form = 1
    /// The file that holds it.
    static let file = "manifest.json"

    /// The form it is written in; a newer one is refused.
    public var form: Int
    /// True for one that is whole by itself, false for what was added since `previous`.
    public var full: Bool
    public var made: Instant
    /// Days that it is to be kept.
    public var keepDays: Int
    /// The last migration of the database that it was made from.
    public var migration: Int
    public var log: LogID
    /// The first record in it.
    public var from: Int
    /// The ledger's size; the records up to it are here and in the archives before.
    public var size: Int
    /// The ledger's Merkle root at that size.
    public var root: String
    /// When the last of these records was taken.
    public var recorded: Instant
    /// The signed checkpoint that was newest then; nil where none was signed yet.
    public var checkpoint: String?
    /// The name of the archive that it continues.
    public var previous: String?
    /// Stored files of the installation then, of which `added` lie here.
    public var files: Int
    public var added: Int
    public var parts: [ArchivePart]
}

/// A file of an archive, and what it must be.
public struct ArchivePart: Hashable, Codable, Sendable {
    public var name: String
    public var bytes: Int
    /// Of the whole file, in hexadecimal.
    public var sha256: String

    public init(name: String, bytes: Int, sha256: String) {
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// Why an archive is not taken, or none can be made (bản sao lưu không dùng được).
public enum ArchiveFault: Error, Hashable, Sendable {
    /// There is no archive in this folder; or none so old.
    case none(in: String)
    /// A file is not there.
    case missing(String)
    /// A file is not what was written.
    case damaged(String)
    /// An archive continues another one at a place where that one does not end.
    case gap(String)
    /// A newer program made it.
    case newer(String)
    /// The keyring's newest copy is older than the records: keys of later dossiers would be missing.
    case keyringOlder(keyring: String, archive: String)
    /// The archived keyring was made under another master key.
    case otherKey(keyring: String)
    /// It would lie within the data folder, and be lost with it.
    case insideData(String)
    /// Something is there already.
    case taken(String)
    /// Another program makes an archive here.
    case busy(String)
    /// So many bytes are needed and so many free.
    case noRoom(String, needed: Int, free: Int)
    /// What was restored does not verify: the first flaw, in words.
    case flaw(String)
}
