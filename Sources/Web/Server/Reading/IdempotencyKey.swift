/// The caller's own name for one intent (khóa chống gửi lặp): the same key twice is one dossier.
struct IdempotencyKey: Hashable, Sendable {
    static let bytesMin = 8
    static let bytesMax = 128

    let text: String

    /// Reads the header Idempotency-Key, quoted or bare: 8 to 128 letters, digits and `-._~:`.
    ///
    /// Why a least length: short keys of two callers of one account would meet.
    init(_ header: String?) throws(Problem) {
        guard var value = header?.trimmingSpaces(), !value.isEmpty else { throw Problem(.idempotencyKeyMissing) }
        if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
        let length = value.utf8.count
        guard length >= IdempotencyKey.bytesMin, length <= IdempotencyKey.bytesMax,
            value.isPlain(with: "-._~:")
        else {
            throw Problem(
                .idempotencyKeyMalformed,
                ["least": String(IdempotencyKey.bytesMin), "most": String(IdempotencyKey.bytesMax)])
        }
        text = String(value)
    }
}
