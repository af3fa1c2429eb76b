public import Core
public import Ledger

/// A key on two sheets of paper, for two people (ký gửi khóa): each alone tells nothing about it.
///
/// One sheet holds random bytes, the other the key XOR those bytes. They are written in groups short enough to type,
/// each with a check of its own, so that a slip is told at the group where it was made. The check also says which key
/// it is of, so that no group of one key's sheets is ever taken for a group of the other's.
public enum KeyEscrow {
    /// What stands on the sheets; both kinds have 32 bytes.
    public enum Key: CaseIterable, Sendable {
        /// The key that wraps the keys of dossiers (khóa chủ).
        case master
        /// The secret that the log's signing key is made from (khóa ký sổ).
        case log

        /// Laid over a group's check, so that the same bytes have another check under each key.
        fileprivate var mark: UInt8 {
            switch self {
            case .master: 0
            case .log: 0xFF
            }
        }
    }

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
        _ key: [UInt8], of kind: Key, random: inout some RandomSource
    ) throws(SealingError) -> [Half: [String]] {
        guard key.count == byteCount else { throw .keyLength(key.count) }
        let mask = random.bytes(byteCount)
        let pair = random.bytes(groupBytes)
        let other = zip(key, mask).map { $0 ^ $1 }
        return [.first: groups(mask + pair, .first, kind), .second: groups(other + pair, .second, kind)]
    }

    /// Reads one group as it was typed; `number` counts from 1.
    ///
    /// Throws what is wrong with it, with half and group, or that it stands on a sheet of the other key.
    public static func group(
        _ typed: some StringProtocol, _ half: Half, _ number: Int, of kind: Key
    ) throws(EscrowFault) -> [UInt8] {
        let fault = EscrowFault.group(half, number)
        guard let symbols = Crockford.normalised(typed), symbols.utf8.count == 8 else { throw fault }
        var value: UInt64 = 0
        for symbol in symbols.utf8 {
            guard let place = Crockford.symbols.firstIndex(of: symbol) else { throw fault }
            value = value << 5 | UInt64(place)
        }
        let bytes = (0..<5).map { UInt8(truncatingIfNeeded: value >> (32 - 8 * UInt64($0))) }
        let part = Array(bytes[..<4])
        if bytes[4] == check(part, half, number, kind) { return part }
        for other in Key.allCases where bytes[4] == check(part, half, number, other) { throw .sheetOf(other) }
        throw fault
    }

    /// The key from the groups of both sheets, typed in order.
    ///
    /// Throws the first group that is wrong or of the other key, or that the sheets are not of one pair.
    public static func join(_ typed: [Half: [String]], of kind: Key) throws(EscrowFault) -> [UInt8] {
        var halves: [Half: [UInt8]] = [:]
        for half in Half.allCases {
            let groups = typed[half] ?? []
            var bytes: [UInt8] = []
            for number in 1...groupCount {
                guard number <= groups.count else { throw .group(half, number) }
                bytes += try group(groups[number - 1], half, number, of: kind)
            }
            halves[half] = bytes
        }
        guard let first = halves[.first], let second = halves[.second],
            first[byteCount...] == second[byteCount...]
        else { throw .notOnePair }
        return zip(first, second).prefix(byteCount).map { $0 ^ $1 }
    }

    private static func groups(_ bytes: [UInt8], _ half: Half, _ kind: Key) -> [String] {
        (1...groupCount).map { number in
            let part = Array(bytes[(number - 1) * groupBytes..<number * groupBytes])
            let value = (part + [check(part, half, number, kind)]).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let text = Crockford.text(value, count: 8)
            return "\(text.prefix(4))-\(text.suffix(4))"
        }
    }

    /// Bound to sheet and place, so that a group cannot be typed at another's; over what stands in the group alone.
    private static func check(_ part: [UInt8], _ half: Half, _ number: Int, _ kind: Key) -> UInt8 {
        LedgerHash.of(Array("motcua escrow/v1 \(half.rawValue)\(number) ".utf8) + part).bytes[0] ^ kind.mark
    }
}

/// Why two sheets give no key.
public enum EscrowFault: Error, Hashable, Sendable {
    /// This group was typed otherwise than it was printed; groups count from 1.
    case group(KeyEscrow.Half, Int)
    /// The group stands on a sheet of this key, and another one was asked for.
    case sheetOf(KeyEscrow.Key)
    /// Each sheet is right, but they are not two halves of one printing.
    case notOnePair
    /// Both sheets are right, but the log does not sign with their key now.
    case otherLogKey
}
