public import Core
import Crypto

/// The secret printed beside the submission number (mã bí mật): ten Crockford symbols, 50 bits.
///
/// Why 50 bits are enough: at most ten tries an hour are taken for a dossier.
public struct SubmissionSecret: Hashable, Sendable {
    /// Ten symbols without separators; never logged.
    public let text: String

    /// For people: `ABCDE-FGHJK`.
    public var grouped: String { "\(text.prefix(5))-\(text.suffix(5))" }

    /// True if this was typed: small letters, spaces, dashes, I or L for 1 and O for 0 are taken.
    ///
    /// The time it takes does not tell how many symbols were right.
    public func matches(_ typed: some StringProtocol) -> Bool {
        guard let symbols = Crockford.normalised(typed) else { return false }
        return equalInConstantTime(Array(symbols.utf8), Array(text.utf8))
    }

    fileprivate init(_ text: String) { self.text = text }
}

/// Makes the secrets of dossiers from their streams, so that none is stored and a rebuild or a repeat gives the same.
public struct SubmissionSecrets: Sendable {
    private let key: SymmetricKey

    /// Secrets under the key that this office keeps for them; another office gives other secrets.
    public init(_ office: OfficeKey) { key = office.secretKey }

    /// The secret of a dossier: the first 50 bits of HMAC-SHA-256 over stream ‖ generation (8 bytes, big-endian).
    ///
    /// `generation` counts renewals, 0 at first; the events say which one holds and whether it is spent.
    public func secret(of stream: StreamID, generation: Int) -> SubmissionSecret {
        let code = Cipher.authentication(of: Array(stream.text.utf8) + bigEndian(generation), under: key)
        let value = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return SubmissionSecret(Crockford.text(value >> 14, count: 10))
    }
}

/// Compares every byte, wherever the first difference is; only the length shows.
func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for place in a.indices { difference |= a[place] ^ b[place] }
    return difference == 0
}
