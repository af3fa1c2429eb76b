/// The address of a tile or of a bundle of entries (mảnh của sổ), as C2SP tlog-tiles lays them out.
///
/// A tile is up to 256 consecutive hashes of one level; level 0 are the leaves, and each hash of a level above is the
/// root of a full tile below it. A bundle is up to 256 entries, the leaves of the tile of level 0 of that number.
public struct Tile: Hashable, Sendable {
    /// What stands in it.
    public enum Content: Hashable, Sendable {
        /// Hashes of this level, 0 to 63.
        case hashes(level: Int)
        case entries
    }

    public let content: Content
    /// Its place in its level, from 0.
    public let number: Int
    /// Hashes or entries in it, 1 to 256; fewer than 256 in a partial one, at the right edge of a tree.
    public let width: Int

    /// Hashes in a full tile, and entries in a full bundle.
    public static let fullWidth = 256
    /// Levels of the tree between one tile and the next.
    public static let height = 8
    /// Largest level that has an address.
    public static let levelMax = 63
    private static let groupsMax = 6

    /// Nil for a level, number or width that has no address.
    public init?(_ content: Content, number: Int, width: Int = Tile.fullWidth) {
        if case .hashes(let level) = content, !(0...Tile.levelMax).contains(level) { return nil }
        guard number >= 0, number < Tile.numberEnd, (1...Tile.fullWidth).contains(width) else { return nil }
        self.content = content
        self.number = number
        self.width = width
    }

    /// Reads an address, `tile/<level>/<number>[.p/<width>]` or `tile/entries/…`; nil unless it is spelt as `path` is.
    ///
    /// Why so strict: an answer is kept by caches for ever under its address, so a tile may have one alone.
    public init?(path: some StringProtocol) {
        guard path.utf8.count <= 48 else { return nil }
        var parts = String(path).split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...]
        guard parts.popFirst() == "tile", let kind = parts.popFirst() else { return nil }
        let content: Content
        if kind == "entries" {
            content = .entries
        } else {
            guard let level = Tile.plainNumber(kind) else { return nil }
            content = .hashes(level: level)
        }
        var width = Tile.fullWidth
        if parts.count >= 2, parts[parts.endIndex - 2].hasSuffix(".p") {
            guard let last = parts.popLast(), let partial = Tile.plainNumber(last), partial < Tile.fullWidth else {
                return nil
            }
            width = partial
            parts[parts.endIndex - 1].removeLast(2)
        }
        var number = 0
        guard (1...Tile.groupsMax).contains(parts.count), let end = parts.last else { return nil }
        for part in parts.dropLast() {
            guard part.hasPrefix("x"), let group = Tile.group(part.dropFirst()) else { return nil }
            number = number * 1000 + group
        }
        guard let group = Tile.group(end[...]) else { return nil }
        self.init(content, number: number * 1000 + group, width: width)
        guard self.path == path else { return nil }
    }

    /// Its address: `tile/0/x001/234`, with `.p/17` where it is partial.
    public var path: String {
        var groups = [Tile.three(number % 1000)]
        var rest = number / 1000
        while rest > 0 {
            groups.insert("x" + Tile.three(rest % 1000), at: 0)
            rest /= 1000
        }
        let kind =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(kind)/" + groups.joined(separator: "/") + (isPartial ? ".p/\(width)" : "")
    }

    public var isPartial: Bool { width < Tile.fullWidth }

    private static let numberEnd = 1_000_000_000_000_000_000

    private static func three(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }

    private static func group(_ text: Substring) -> Int? {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    /// Digits without leading zeros, three at most.
    private static func plainNumber(_ text: String) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            text.utf8.count == 1 || text.utf8.first != 48
        else { return nil }
        return Int(text)
    }
}
