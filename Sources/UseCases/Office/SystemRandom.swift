public import Core

/// Random bytes from the operating system, fit for keys and secrets.
public struct SystemRandom: RandomSource {
    public init() {}

    public mutating func bytes(_ count: Int) -> [UInt8] {
        // Eight at a time: each number asked for is a call to the operating system.
        var generator = SystemRandomNumberGenerator()
        var drawn: [UInt8] = []
        drawn.reserveCapacity(count + 7)
        while drawn.count < count {
            withUnsafeBytes(of: generator.next()) { drawn.append(contentsOf: $0) }
        }
        drawn.removeLast(drawn.count - count)
        return drawn
    }
}
