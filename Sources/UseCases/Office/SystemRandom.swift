public import Core

/// Random bytes from the operating system, fit for keys and secrets.
public struct SystemRandom: RandomSource {
    public init() {}

    public mutating func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
