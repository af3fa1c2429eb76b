public import Core
import Crypto

/// The private key of a log or of a witness, and its name (khóa ký).
public struct NoteSigner: Sendable {
    /// The key that others check with.
    public let verifier: NoteVerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// Length of the secret an Ed25519 key is made from.
    public static let seedByteCount = 32

    /// Nil for a seed of another length than 32 bytes, or a name that cannot stand in a note.
    public init?(name: String, kind: NoteVerifierKey.Kind, seed: [UInt8]) {
        do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) } catch { return nil }
        guard
            let verifier = NoteVerifierKey(name: name, kind: kind, key: [UInt8](key.publicKey.rawRepresentation))
        else { return nil }
        self.verifier = verifier
    }

    /// 32 random bytes for a new key; the source must be the system's own.
    public static func newSeed(random: inout some RandomSource) -> [UInt8] { random.bytes(seedByteCount) }

    /// A log's signature over a body. Throws `SealingError.cipherFailed` if the key refuses to work.
    public func sign(_ body: String) throws(SealingError) -> NoteSignature {
        NoteSignature(name: verifier.name, keyID: verifier.keyID, bytes: try signature(over: Array(body.utf8)))
    }

    /// A witness's signature over a body that he found consistent with all he saw before.
    ///
    /// - Parameter at: seconds since 1970, not negative.
    public func cosign(_ body: String, at: Int) throws(SealingError) -> NoteSignature {
        let signature = try signature(over: NoteSigner.witnessed(body, at: at))
        return NoteSignature(name: verifier.name, keyID: verifier.keyID, bytes: bigEndian(at) + signature)
    }

    /// The plain signature over bytes, 64 long.
    public func signature(over message: [UInt8]) throws(SealingError) -> [UInt8] {
        do { return [UInt8](try key.signature(for: message)) } catch { throw .cipherFailed }
    }

    /// What a witness signs.
    static func witnessed(_ body: String, at: Int) -> [UInt8] { Array("cosignature/v1\ntime \(at)\n\(body)".utf8) }
}
