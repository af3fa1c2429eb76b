/// Where random bytes come from: the system's generator in the office, a seed in tests and in the demonstration.
///
/// Why a value: with a seed the whole of a run, ids and salts included, can be replayed.
public protocol RandomSource: Sendable {
    /// The next `count` bytes, each as likely as any other.
    mutating func bytes(_ count: Int) -> [UInt8]
}

/// A repeatable generator (SplitMix64); never for secrets of a real office.
public struct SeededRandom: RandomSource, RandomNumberGenerator {
    private var state: UInt64

    /// The same seed gives the same bytes for ever, on every machine.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// The next words as bytes, the lowest first; what is left of the last word is dropped.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        while result.count < count {
            var word = next()
            for _ in 0..<min(8, count - result.count) {
                result.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return result
    }
}

extension RandomSource {
    /// A random id of 128 bits: 32 hexadecimal digits.
    public mutating func id() -> String { hexadecimal(bytes(16)) }
}

/// Lower-case hexadecimal digits, two a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] { text.append(nibble < 10 ? 48 + nibble : 87 + nibble) }
    }
    return String(decoding: text, as: UTF8.self)
}
