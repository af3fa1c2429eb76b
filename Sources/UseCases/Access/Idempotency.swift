public import Core
import Crypto
public import Store

/// The key under which a caller repeats a request without doing it twice (header `Idempotency-Key`).
public struct IdempotencyKey: Hashable, Sendable {
    public let text: String

    static let bytesMax = 128

    /// Visible ASCII, at most 128 characters, with or without the quotation marks of a structured header.
    ///
    /// - Refuses: `.idempotencyKeyMalformed`.
    public init(_ header: String) throws(AccessRefusal) {
        var text = header[...]
        if text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        guard !text.isEmpty, text.utf8.count <= IdempotencyKey.bytesMax,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        else { throw .idempotencyKeyMalformed }
        self.text = String(text)
    }
}

/// What was answered to a request, word for word.
public struct StoredAnswer: Hashable, Sendable {
    /// The answer's HTTP code.
    public var code: Int
    public var body: [UInt8]

    public init(code: Int, body: [UInt8]) {
        self.code = code
        self.body = body
    }
}

/// The same request twice does one thing and gets one answer (chống thực hiện trùng).
public enum Idempotency {
    /// Days that an answer is kept.
    public static let days = 7

    /// Carries out `command` unless this account did so under this key; then gives the answer of that time.
    ///
    /// Inside `store.write`, in one transaction with the command: either both are stored or neither. The first to take
    /// the key wins, others wait for it. What is refused leaves nothing behind and may be tried again.
    /// - Parameter route: the route and what it names, as in `POST /api/v1/dossiers`.
    /// - Refuses: `.idempotencyKeyReused` for the same key with another route or body.
    /// - Returns: the answer, and whether it is that of an earlier time.
    public static func once(
        _ key: IdempotencyKey, actor: ActorID, route: String, body: [UInt8], sealer: any Sealer, now: Instant,
        random: inout some RandomSource, in transaction: Transaction, command: () throws -> StoredAnswer
    ) throws -> (answer: StoredAnswer, repeated: Bool) {
        let digest = Array(SHA256.hash(data: body))
        let place = AnswerKey(actor, key.text)
        if let known = try transaction.answer(under: place) {
            if isKept(known, now) {
                guard known.route == route, known.digest == digest else { throw AccessRefusal.idempotencyKeyReused }
                return (try open(known, actor, key, sealer), true)
            }
            try transaction.free(place)
        }
        let answer = try command()
        let sealed = try sealer.seal(answer.body, context: context(actor, key.text), random: &random)
        try transaction.keep(
            IdempotencyRow(route: route, digest: digest, created: now, answer: answer.code, sealed: sealed),
            under: place)
        return (answer, false)
    }

    /// An answer from a moment ahead of now is kept too: after a clock was set back it must still not be done twice.
    private static func isKept(_ row: IdempotencyRow, _ now: Instant) -> Bool {
        now < row.created.adding(minutes: days * 24 * 60)
    }

    private static func open(
        _ row: IdempotencyRow, _ actor: ActorID, _ key: IdempotencyKey, _ sealer: any Sealer
    ) throws -> StoredAnswer {
        guard let code = row.answer, let sealed = row.sealed else {
            throw StoreError(.corrupt, "a request was begun and never answered", at: "idempotency")
        }
        return StoredAnswer(code: code, body: try sealer.open(sealed, context: context(actor, key.text)))
    }

    static func context(_ actor: ActorID, _ key: String) -> String {
        "idempotency \(actor) \(key)"
    }
}
