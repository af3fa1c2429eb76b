/// An amount of Vietnamese đồng (số tiền), whole and never negative in a fee.
public struct Money: Hashable, Comparable, Sendable, Codable {
    public var dong: Int64

    public init(dong: Int64) { self.dong = dong }
    public init(from decoder: any Decoder) throws { dong = try decoder.singleValueContainer().decode(Int64.self) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(dong)
    }

    public static func < (a: Money, b: Money) -> Bool { a.dong < b.dong }
    public static let zero = Money(dong: 0)
}
