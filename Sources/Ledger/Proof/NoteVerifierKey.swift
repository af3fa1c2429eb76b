import Core
import Crypto

/// The public key by which a note is checked (khóa kiểm chứng): `name+8 hexadecimal digits+base64`.
public struct NoteVerifierKey: Hashable, Sendable {
    /// How signatures of the key are made; the byte stands before the key.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// A log's: Ed25519 over the body.
        case log = 1
        /// A witness's: Ed25519 over `cosignature/v1`, the moment and the body (C2SP tlog-cosignature).
        case witness = 4
    }

    public let name: String
    public let kind: Kind
    /// An Ed25519 public key, 32 bytes.
    public let key: [UInt8]

    /// Nil for a name that cannot stand in a note, or a key of another length.
    public init?(name: String, kind: Kind, key: [UInt8]) {
        guard NoteName.isValid(name), key.count == 32 else { return nil }
        self.name = name
        self.kind = kind
        self.key = key
    }

    /// Reads the text of a key; nil if it is spelt otherwise, or its hash does not fit.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let all = Base64.bytes(parts[2]), let kind = all.first.flatMap(Kind.init(rawValue:))
        else { return nil }
        self.init(name: String(parts[0]), kind: kind, key: Array(all[1...]))
        guard self.text == text else { return nil }
    }

    /// As it is printed and handed over.
    public var text: String { "\(name)+\(hexadecimal(keyID))+\(Base64.text([kind.rawValue] + key))" }

    /// The four bytes by which its signatures are found: SHA-256(name ‖ 0x0A ‖ kind ‖ key), cut.
    public var keyID: [UInt8] {
        Array(LedgerHash.of(Array(name.utf8) + [10, kind.rawValue] + key).bytes.prefix(4))
    }

    /// The note's signature of this key, whether or not it holds; nil if there is none.
    public func signature(in note: CheckpointNote) -> NoteSignature? {
        let keyID = keyID
        return note.signatures.first { $0.name == name && $0.keyID == keyID }
    }

    /// True if this key signed the note; false if it did not, or the signature does not hold.
    public func verifies(_ note: CheckpointNote) -> Bool {
        signature(in: note).map { holds($0, over: note.body) } ?? false
    }

    /// True if this is a signature of this key over such a body.
    public func holds(_ signature: NoteSignature, over body: String) -> Bool {
        guard signature.name == name, signature.keyID == keyID else { return false }
        switch kind {
        case .log: return isSignature(signature.bytes, over: Array(body.utf8))
        case .witness:
            guard let at = signature.witnessedAt else { return false }
            return isSignature(Array(signature.bytes[8...]), over: NoteSigner.witnessed(body, at: at))
        }
    }

    /// True if the key made this signature over these bytes.
    public func isSignature(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        do {
            let key = try Curve25519.Signing.PublicKey(rawRepresentation: key)
            return key.isValidSignature(signature, for: message)
        } catch { return false }
    }
}
