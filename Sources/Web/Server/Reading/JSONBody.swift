import Core
import Crypto
import Ledger

/// The JSON body of an API call, read and within its limits.
struct JSONBody: Sendable {
    /// As it was sent: what an Idempotency-Key is bound to.
    let bytes: [UInt8]
    let value: JSON
    private let limits: JSONLimits

    /// Refuses broken UTF-8, nesting over the limit and whatever is not JSON, naming the byte where reading stopped.
    init(_ bytes: [UInt8], limits: RequestLimits) throws(Problem) {
        self.bytes = bytes
        self.limits = JSONLimits(bytesMax: limits.jsonBytesMax, depthMax: limits.jsonNestingMax)
        do { value = try JSON(parsing: bytes, limits: self.limits) } catch { throw JSONBody.problem(error) }
    }

    /// SHA-256 of the bytes, in hexadecimal digits.
    var digest: String { hexadecimal(SHA256.hash(data: bytes)) }

    /// The body as a value of the API; refuses what does not fit, naming the place in it.
    func decode<Value: Decodable>(_ type: Value.Type) throws(Problem) -> Value {
        do { return try CanonicalDecoder(limits: limits).decode(type, from: bytes) } catch {
            throw JSONBody.problem(error)
        }
    }

    private static func problem(_ error: JSONSyntaxError) -> Problem {
        let offset = String(error.offset)
        switch error.reason {
        case .tooDeep(let limit): return Problem(.jsonTooDeep, ["most": String(limit), "offset": offset])
        case .tooLong(let limit): return Problem(.bodyTooLarge, ["most": String(limit / 1024)])
        case .brokenUTF8: return Problem(.notUTF8)
        case .endsEarly, .unexpectedByte, .trailingBytes, .controlCharacter, .unknownEscape, .loneSurrogate,
            .brokenNumber, .duplicateKey:
            return Problem(.jsonMalformed, ["offset": offset])
        }
    }

    private static func problem(_ error: CanonicalError) -> Problem {
        let place = "/" + error.path.joined(separator: "/")
        switch error.reason {
        case .syntax(let syntax): return problem(syntax)
        case .tooDeep: return Problem(.jsonTooDeep, ["most": "32"])
        case .missing, .null: return .field(place, .required)
        case .wrongType, .notWhole, .outOfRange, .duplicateKey, .refused: return .field(place, .malformed)
        }
    }
}
