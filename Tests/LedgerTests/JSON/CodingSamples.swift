import Core

/// An event as they are written by hand, with every form of associated value that is synthesised.
enum Event: Codable, Hashable, Sendable {
    case received(code: String, due: Instant, fee: Money?)
    case noted(String, String?)
    case moved(from: AgencyCode, to: AgencyCode, by: [ActorID], channel: Channel)
    case paused
    case closed(Bool)
    indirect case corrected(old: Event, new: Event)
    case payload(Numbers)
    case places([SectorCode: Set<AgencyCode>], dates: [CivilDate])

    static let samples: [Event] = [
        .received(code: "H21.65-261120-0001", due: Instant(microseconds: 1_795_000_000_123_456), fee: nil),
        .received(code: "", due: Instant(microseconds: -1), fee: Money(dong: 50_000)),
        .noted("Đề nghị bổ sung \"giấy tờ\"\n\u{1}😀", nil), .noted("a", "b"),
        .moved(from: "H21", to: "H21.24", by: ["x", "y"], channel: .online), .paused, .closed(false), .closed(true),
        .corrected(old: .paused, new: .corrected(old: .noted("1", nil), new: .closed(true))), .payload(Numbers()),
        .places(["ho-tich": ["H21.1", "H21.2"], "dat-dai": []], dates: [CivilDate(dayNumber: 20_000)]),
    ]
}

struct Numbers: Codable, Hashable, Sendable {
    var a = Int8.min, b = Int16.max, c = Int32.min, d: Int64 = 1 << 52, e = -7
    var f = UInt8.max, g = UInt16.max, h = UInt32.max, i: UInt64 = 1 << 53 - 1, j: UInt = 0
    var yes = true
    var no: Bool? = false
}

struct Box<Value: Codable & Equatable>: Codable, Equatable { var value: Value }
struct Code: Codable, Equatable { var code: String }
struct Inner: Codable, Equatable { var list: [Code] }
struct Outer: Codable, Equatable { var inner: Inner }

class Base: Codable {
    var base: Int
    init(base: Int) { self.base = base }
}

final class Derived: Base {
    var own: String

    init(base: Int, own: String) {
        self.own = own
        super.init(base: base)
    }

    enum Keys: CodingKey { case own }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        own = try container.decode(String.self, forKey: .own)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try super.encode(to: container.superEncoder())
        try container.encode(own, forKey: .own)
    }
}

/// Nested containers of every kind, filled out of order.
struct ByHand: Codable {
    enum Keys: CodingKey { case list, one, two, k }
    struct Broken: Error {}

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        var list = try container.nestedUnkeyedContainer(forKey: .list)
        guard list.count == 5, try list.decode(Int16.self) == 1, try list.decode(String.self) == "a" else {
            throw Broken()
        }
        var inner = try list.nestedUnkeyedContainer()
        guard try inner.decode(Bool.self), inner.isAtEnd else { throw Broken() }
        guard try list.nestedContainer(keyedBy: Keys.self).decode(UInt8.self, forKey: .k) == 2 else { throw Broken() }
        _ = try list.superDecoder().container(keyedBy: Keys.self)
        let one = try container.nestedContainer(keyedBy: Keys.self, forKey: .one)
        guard list.isAtEnd, try one.decode(Int.self, forKey: .two) == 3, one.allKeys == [.two] else { throw Broken() }
        guard try !container.decodeNil(forKey: .one), try container.decodeNil(forKey: .k) else { throw Broken() }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var one = container.nestedContainer(keyedBy: Keys.self, forKey: .one)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        try list.encode(Int16(1))
        try list.encode("a")
        var inner = list.nestedUnkeyedContainer()
        var keyed = list.nestedContainer(keyedBy: Keys.self)
        _ = list.superEncoder()
        try keyed.encode(UInt8(2), forKey: .k)
        try inner.encode(true)
        try one.encode(3, forKey: .two)
    }
}

/// Objects inside one another.
final class Chain: Codable, Equatable {
    let next: Chain?

    init(_ next: Chain?) { self.next = next }

    static func nested(_ levels: Int) -> Chain { (0..<levels).reduce(Chain(nil)) { chain, _ in Chain(chain) } }

    static func == (a: Chain, b: Chain) -> Bool { a.depth == b.depth }

    private var depth: Int { 1 + (next?.depth ?? 0) }
}

struct TwiceA: Encodable {
    enum Keys: CodingKey { case a }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(1, forKey: .a)
        try container.encode(2, forKey: .a)
    }
}
