import Core
import Crypto

/// A SHA-256 hash: 32 bytes held in place, so that a tree of millions takes no memory of its own for each.
public struct LedgerHash: Hashable, Sendable, CustomStringConvertible {
    private let words: SIMD4<UInt64>

    /// Length of SHA-256, in bytes.
    public static let byteCount = 32

    /// Nil unless exactly 32 bytes are given.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == LedgerHash.byteCount else { return nil }
        var words = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    private init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// The 32 bytes, as records and heads keep them.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { withBytes { hexadecimal($0) } }
    public var description: String { hex }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: words, body)
    }

    /// SHA-256 of these bytes.
    public static func of(_ bytes: [UInt8]) -> LedgerHash {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return LedgerHash(hasher.finalize())
    }

    /// The hash of a leaf of the Merkle tree: SHA-256(0x00 ‖ entry) (RFC 6962, 2.1).
    public static func leaf(_ entry: [UInt8]) -> LedgerHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        entry.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return LedgerHash(hasher.finalize())
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962, 2.1).
    public static func node(_ left: LedgerHash, _ right: LedgerHash) -> LedgerHash {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(1)) { hasher.update(bufferPointer: $0) }
        left.withBytes { hasher.update(bufferPointer: $0) }
        right.withBytes { hasher.update(bufferPointer: $0) }
        return LedgerHash(hasher.finalize())
    }
}
