import Core
import Crypto

/// An event as a record keeps it: its stored name, its body, and apart from both the personal part to be sealed.
public struct StoredForm: Hashable, Sendable {
    /// Name of the event without its class, as `received`.
    public var event: String
    /// Canonical JSON, hashed and kept as it is.
    public var body: [UInt8]
    /// Plain text of what is to be sealed; nil where there is nothing personal.
    public var personal: [UInt8]?

    public init(event: String, body: [UInt8], personal: [UInt8]?) {
        self.event = event
        self.body = body
        self.personal = personal
    }
}

/// A stored event that this program cannot read.
public enum EventFormError: Error, Hashable, Sendable {
    /// An event of a newer program, or none of ours.
    case unknownEvent(String)
    /// The event has another shape than its name says, or its sealed part has.
    case unreadable(String, CanonicalError)
}

/// Writes payloads with a digest of their personal part, and reads both back.
///
/// The digest is taken over the sealed plain text, which begins with 16 random bytes of its own: once the key is
/// destroyed the salt is gone too, so that nobody can test a guessed name against the body.
enum EventCoding {
    static func form(
        _ event: String, _ payload: some Encodable, _ personal: Personal?, _ random: inout some RandomSource
    ) throws(CanonicalError) -> StoredForm {
        guard let personal, !personal.isEmpty else {
            return StoredForm(event: event, body: try CanonicalEncoder().encode(payload), personal: nil)
        }
        let plain = try CanonicalEncoder().encode(
            SealedPersonal(salt: hexadecimal(random.bytes(16)), values: personal))
        let digest = hexadecimal(SHA256.hash(data: plain))
        let body = try CanonicalEncoder().encode(WithDigest(payload: payload, digest: digest))
        return StoredForm(event: event, body: body, personal: plain)
    }

    static func payload<Payload: Decodable>(
        _ type: Payload.Type, _ form: StoredForm
    ) throws(EventFormError) -> Payload {
        do { return try CanonicalDecoder().decode(type, from: form.body) } catch {
            throw .unreadable(form.event, error)
        }
    }

    static func personal(_ form: StoredForm) throws(EventFormError) -> Personal? {
        guard let plain = form.personal else { return nil }
        do { return try CanonicalDecoder().decode(SealedPersonal.self, from: plain).values } catch {
            throw .unreadable(form.event, error)
        }
    }
}

private struct SealedPersonal: Codable {
    var salt: String
    var values: Personal
}

/// A payload with one more key, `personal`, for the digest.
private struct WithDigest<Payload: Encodable>: Encodable {
    var payload: Payload
    var digest: String

    enum Keys: String, CodingKey { case personal }

    func encode(to encoder: any Encoder) throws {
        try payload.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(digest, forKey: .personal)
    }
}
