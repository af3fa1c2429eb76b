public import Core
public import Ledger

/// The master key on two sheets of paper, for two people (ký gửi khóa chủ): each alone tells nothing about it.
///
/// One sheet holds random bytes, the other the key XOR those bytes. They are written in groups short enough to type,
/// each with a check of its own, so that a slip is told at the group where it was made.
public enum MasterKeyEscrow {
    /// One of the two sheets.
    public enum Half: String, CaseIterable, Sendable {
        case first = "A"
        case second = "B"
    }

    /// Groups on each sheet: eight of the key's bytes, and one that says which two sheets belong together.
    public static let groupCount = 9
    private static let byteCount = 32
    private static let groupBytes = 4

    /// The groups of both sheets, each as `XXXX-XXXX`; made anew each time, from the system's random source.
    ///
    /// Throws `SealingError.keyLength` unless the key has 32 bytes.
    public static func split(
        _ key: [UInt8], random: inout some RandomSource
    ) throws(SealingError) -> [Half: [String]] {
        guard key.count == byteCount else { throw .keyLength(key.count) }
        let mask = random.bytes(byteCount)
        let pair = random.bytes(groupBytes)
        let other = zip(key, mask).map { $0 ^ $1 }
        return [.first: groups(mask + pair, .first), .second: groups(other + pair, .second)]
    }

    /// Reads one group as it was typed; `number` counts from 1.
    ///
    /// Throws what is wrong with it, with half and group.
    public static func group(
        _ typed: some StringProtocol, _ half: Half, _ number: Int
    ) throws(EscrowFault) -> [UInt8] {
        let fault = EscrowFault.group(half, number)
        guard let symbols = Crockford.normalised(typed), symbols.utf8.count == 8 else { throw fault }
        var value: UInt64 = 0
        for symbol in symbols.utf8 {
            guard let place = Crockford.symbols.firstIndex(of: symbol) else { throw fault }
            value = value << 5 | UInt64(place)
        }
        let bytes = (0..<5).map { UInt8(truncatingIfNeeded: value >> (32 - 8 * UInt64($0))) }
        guard bytes[4] == check(Array(bytes[..<4]), half, number) else { throw fault }
        return Array(bytes[..<4])
    }

    /// The key from the groups of both sheets, typed in order.
    ///
    /// Throws the first group that is wrong, or that the sheets are not of one pair.
    public static func join(_ typed: [Half: [String]]) throws(EscrowFault) -> [UInt8] {
        var halves: [Half: [UInt8]] = [:]
        for half in Half.allCases {
            let groups = typed[half] ?? []
            var bytes: [UInt8] = []
            for number in 1...groupCount {
                guard number <= groups.count else { throw .group(half, number) }
                bytes += try group(groups[number - 1], half, number)
            }
            halves[half] = bytes
        }
        guard let first = halves[.first], let second = halves[.second],
            first[byteCount...] == second[byteCount...]
        else { throw .notOnePair }
        return zip(first, second).prefix(byteCount).map { $0 ^ $1 }
    }

    private static func groups(_ bytes: [UInt8], _ half: Half) -> [String] {
        (1...groupCount).map { number in
            let part = Array(bytes[(number - 1) * groupBytes..<number * groupBytes])
            let value = (part + [check(part, half, number)]).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let text = Crockford.text(value, count: 8)
            return "\(text.prefix(4))-\(text.suffix(4))"
        }
    }

    /// Bound to sheet and place, so that a group cannot be typed at another's; over what stands in the group alone.
    private static func check(_ part: [UInt8], _ half: Half, _ number: Int) -> UInt8 {
        LedgerHash.of(Array("motcua escrow/v1 \(half.rawValue)\(number) ".utf8) + part).bytes[0]
    }
}

/// Why two sheets give no key.
public enum EscrowFault: Error, Hashable, Sendable {
    /// This group was typed otherwise than it was printed; groups count from 1.
    case group(MasterKeyEscrow.Half, Int)
    /// Each sheet is right, but they are not two halves of one printing.
    case notOnePair
}
