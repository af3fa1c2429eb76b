public import Core
import Crypto

/// The key of one dossier: all its personal data and files are sealed under it, and destroying it erases them.
public struct DossierKey: Sendable {
    let key: SymmetricKey

    /// Throws `SealingError.keyLength` unless there are 32 bytes.
    public init(_ bytes: [UInt8]) throws(SealingError) { key = try Cipher.key(bytes) }

    /// A new random key.
    public init(random: inout some RandomSource) { key = SymmetricKey(data: random.bytes(Cipher.keyByteCount)) }

    /// Seals bytes for one place alone; moved elsewhere they no longer open.
    public func seal(
        _ plain: [UInt8], for place: SealedPlace, random: inout some RandomSource
    ) throws(SealingError) -> [UInt8] {
        try Cipher.seal(plain, under: key, for: place.authenticated, random: &random)
    }

    /// Throws `.wrongKeyOrDamaged` if another key or place was meant, or a byte was changed.
    public func open(_ sealed: [UInt8], at place: SealedPlace) throws(SealingError) -> [UInt8] {
        try Cipher.open(sealed, under: key, for: place.authenticated)
    }

    /// Seals an attachment or a result; its name is known once it is sealed.
    public func encryptFile(_ bytes: [UInt8], random: inout some RandomSource) throws(SealingError) -> SealedFile {
        let ciphertext = try seal(bytes, for: .file, random: &random)
        return SealedFile(name: SealedFile.name(of: ciphertext), bytes: ciphertext)
    }

    /// Throws `.nameDiffers` if the bytes are not those the name was made from.
    public func decryptFile(_ file: SealedFile) throws(SealingError) -> [UInt8] {
        guard SealedFile.name(of: file.bytes) == file.name else { throw .nameDiffers }
        return try open(file.bytes, at: .file)
    }
}

/// A file as it lies on disk.
public struct SealedFile: Hashable, Sendable {
    /// SHA-256 of the ciphertext in 64 hexadecimal digits: it tells nothing of the file, and a damaged one is noticed.
    public let name: FileID
    /// nonce ‖ ciphertext ‖ tag.
    public let bytes: [UInt8]

    public init(name: FileID, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The only name under which these bytes may lie.
    public static func name(of ciphertext: [UInt8]) -> FileID { FileID(LedgerHash.of(ciphertext).hex) }
}

/// Where sealed bytes stand; authenticated with them (AES-GCM's additional data), so that none opens elsewhere.
public enum SealedPlace: Hashable, Sendable {
    /// The `sealed` of a record: stream ‖ version as 8 bytes, big-endian.
    case record(StreamID, version: Int)
    /// A column that is shown and not searched: `column` ‖ 0 ‖ name of the column ‖ 0 ‖ stream.
    case column(StreamID, name: String)
    /// A stored file: the text `file`. A file may be named by several records of its dossier.
    case file

    var authenticated: [UInt8] {
        switch self {
        case .record(let stream, let version): return Array(stream.text.utf8) + bigEndian(version)
        case .column(let stream, let name): return Array("column\0\(name)\0\(stream.text)".utf8)
        case .file: return Array("file".utf8)
        }
    }
}
