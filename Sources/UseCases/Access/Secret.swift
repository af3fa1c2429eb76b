public import Core
import Crypto

/// Something only its holder has: the value of a cookie, a token, the end of a link (mã bí mật).
///
/// Why 256 random bits and SHA-256: it cannot be guessed, so a plain hash protects it; the tables hold the hash alone
/// and find by it, which leaves nothing to be compared secretly.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// What its holder is given, once: the prefix and 64 hexadecimal digits.
    public let text: String

    /// - Parameter prefix: what makes it known for what it is, as `mct_`; a scanner for leaked secrets finds it so.
    public init(prefix: String = "", random: inout some RandomSource) {
        text = prefix + hexadecimal(random.bytes(Secret.bytes))
    }

    static let bytes = 32

    /// SHA-256 of what the holder showed.
    public var digest: [UInt8] { Secret.digest(of: text) }

    /// SHA-256 of what was shown; nil if it has not the form of a secret with this prefix.
    static func digest(ifSecret shown: String, prefix: String = "") -> [UInt8]? {
        let utf8 = shown.utf8
        guard utf8.count == prefix.utf8.count + 2 * bytes, shown.hasPrefix(prefix) else { return nil }
        let isHexadecimal = utf8.dropFirst(prefix.utf8.count).allSatisfy { byte in
            (48...57).contains(byte) || (97...102).contains(byte)
        }
        return isHexadecimal ? digest(of: shown) : nil
    }

    private static func digest(of text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Without the secret, so that none reaches a log.
    public var description: String { "secret" }
    public var debugDescription: String { "secret" }
}

/// True if both are the same; takes the same time wherever they differ.
func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}

/// The bytes of lower-case hexadecimal digits; nil for anything else.
func bytes(hexadecimal text: some StringProtocol) -> [UInt8]? {
    var result: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
        let value: UInt8
        switch digit {
        case 48...57: value = digit - 48
        case 97...102: value = digit - 87
        default: return nil
        }
        if let first = high {
            result.append(first << 4 | value)
            high = nil
        } else {
            high = value
        }
    }
    return high == nil ? result : nil
}
