import Core
import Crypto

/// AES-256-GCM as everything here is sealed: nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes).
///
/// Why random nonces: one that was computed would be used twice as soon as a text is sealed twice at one place; with
/// 96 random bits and a key of its own for each dossier that does not happen. They come from the random source alone,
/// so that a run replays from its seed.
enum Cipher {
    static let nonceByteCount = 12
    static let keyByteCount = 32

    static func seal(
        _ plain: [UInt8], under key: SymmetricKey, for place: [UInt8], random: inout some RandomSource
    ) throws(SealingError) -> [UInt8] {
        do {
            let nonce = try AES.GCM.Nonce(data: random.bytes(nonceByteCount))
            let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: place)
            var sealed: [UInt8] = []
            sealed.reserveCapacity(nonceByteCount + plain.count + box.tag.count)
            sealed.append(contentsOf: nonce)
            sealed.append(contentsOf: box.ciphertext)
            sealed.append(contentsOf: box.tag)
            return sealed
        } catch { throw .cipherFailed }
    }

    static func open(
        _ sealed: [UInt8], under key: SymmetricKey, for place: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        do {
            return [UInt8](try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: place))
        } catch { throw .wrongKeyOrDamaged }
    }

    static func key(_ bytes: [UInt8]) throws(SealingError) -> SymmetricKey {
        guard bytes.count == keyByteCount else { throw .keyLength(bytes.count) }
        return SymmetricKey(data: bytes)
    }

    static func bytes(_ key: SymmetricKey) -> [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// A key for one purpose, by HKDF with SHA-256 (RFC 5869); the label keeps purposes apart.
    static func derived(from key: SymmetricKey, label: StaticString) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: bytes(label), outputByteCount: keyByteCount)
    }

    static func bytes(_ label: StaticString) -> [UInt8] { Array(label.description.utf8) }

    /// HMAC-SHA-256 (RFC 2104).
    static func authentication(of bytes: [UInt8], under key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }
}
