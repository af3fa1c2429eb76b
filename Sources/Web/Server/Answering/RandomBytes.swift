/// Random bytes of the system, for references and visitor cookies: nothing that a ledger holds.
enum RandomBytes {
    @Sendable static func sixteen() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
