public import Core
import Crypto

/// The key that wraps all others (khóa chủ): it lies outside the data folder and in no backup.
///
/// Why wrapping: to change it, or to move it into a device, only the small wrapped keys are written anew.
public struct MasterKey: Sendable {
    private let wrapping: SymmetricKey

    /// Throws `SealingError.keyLength` unless there are 32 bytes.
    public init(_ bytes: [UInt8]) throws(SealingError) {
        wrapping = Cipher.derived(from: try Cipher.key(bytes), label: "motcua wrapping key 1")
    }

    /// 32 random bytes for a new master key; the source must be the system's own.
    public static func newBytes(random: inout some RandomSource) -> [UInt8] { random.bytes(Cipher.keyByteCount) }

    /// The dossier's key as the keyring stores it: nonce ‖ ciphertext ‖ tag, 60 bytes, bound to the stream.
    public func wrap(
        _ key: DossierKey, of stream: StreamID, random: inout some RandomSource
    ) throws(SealingError) -> [UInt8] {
        try Cipher.seal(Cipher.bytes(key.key), under: wrapping, for: Array(stream.text.utf8), random: &random)
    }

    /// Throws `.wrongKeyOrDamaged` if another master key wrapped it, or for another stream.
    public func unwrap(_ wrapped: [UInt8], of stream: StreamID) throws(SealingError) -> DossierKey {
        try DossierKey(try Cipher.open(wrapped, under: wrapping, for: Array(stream.text.utf8)))
    }

    /// The office's key as the keyring stores it.
    public func wrap(_ key: OfficeKey, random: inout some RandomSource) throws(SealingError) -> [UInt8] {
        try Cipher.seal(Cipher.bytes(key.key), under: wrapping, for: MasterKey.officePlace, random: &random)
    }

    /// Throws `.wrongKeyOrDamaged` if another master key wrapped it: the sign at start that the wrong file was given.
    public func unwrapOfficeKey(_ wrapped: [UInt8]) throws(SealingError) -> OfficeKey {
        try OfficeKey(try Cipher.open(wrapped, under: wrapping, for: MasterKey.officePlace))
    }

    /// No stream's id has spaces.
    private static let officePlace = Cipher.bytes("motcua office key 1")
}

/// The one key of the keyring that belongs to no dossier; keys for single purposes are derived from it.
///
/// Why not from the master key: a new master key would change every secret on every receipt and every blind index.
public struct OfficeKey: Sendable {
    let key: SymmetricKey

    /// Throws `SealingError.keyLength` unless there are 32 bytes.
    public init(_ bytes: [UInt8]) throws(SealingError) { key = try Cipher.key(bytes) }

    /// A new random key.
    public init(random: inout some RandomSource) { key = SymmetricKey(data: random.bytes(Cipher.keyByteCount)) }

    var blindIndexKey: SymmetricKey { Cipher.derived(from: key, label: "motcua blind index 1") }
    var secretKey: SymmetricKey { Cipher.derived(from: key, label: "motcua submission secret 1") }
}
