import Core

/// The dossier code in the body of `dossier.received`, in a form that can be left out of what is disclosed.
///
/// The code stands there alone, and it names a paper somebody holds. It is stored as `{"salt":…,"text":…}`, and
/// committed to as the SHA-256 of the 16 bytes of the salt and the text: whoever is given the statement checks it
/// against the entry and cannot guess the code. Bodies from before hold it plain and are committed to as they are.
///
/// Only bytes are cut and joined here; nothing is read and written again, since bytes decide what a hash says.
enum CodeRedaction {
    static let kind = "dossier.received"
    private static let start = Array("{\"code\":\"".utf8)
    private static let saltStart = Array("{\"code\":{\"salt\":\"".utf8)
    private static let textStart = Array("\",\"text\":\"".utf8)
    private static let saltDigits = 32
    private static let hashDigits = 64
    private static let quote = UInt8(ascii: "\"")

    /// The body with its plain code put under a salt; a body without one stays as it is.
    static func salted(_ body: [UInt8], random: inout some RandomSource) -> [UInt8] {
        guard let code = plainCode(body) else { return body }
        var salted = saltStart
        salted.append(contentsOf: hexadecimal(random.bytes(saltDigits / 2)).utf8)
        salted.append(contentsOf: textStart)
        salted.append(contentsOf: body[code])
        salted.append(contentsOf: [quote, UInt8(ascii: "}")])
        salted.append(contentsOf: body[(code.upperBound + 1)...])
        return salted
    }

    /// The body with its code plain, for reading; of either form.
    static func plain(_ body: [UInt8]) -> [UInt8] {
        guard let found = saltedCode(body) else { return body }
        return start + body[found.text] + [quote] + body[found.end...]
    }

    /// The body as it is committed to and disclosed.
    static func redacted(_ body: [UInt8]) -> [UInt8] {
        if let found = saltedCode(body) {
            return start + Array(LedgerHash.of(found.salt + body[found.text]).hex.utf8) + [quote] + body[found.end...]
        }
        // No code looks like a hash. One that did could stand in for a code that was put under a salt and unsay it, so
        // it is committed to as its own hash.
        if let code = plainCode(body), code.count == hashDigits, body[code].allSatisfy(isDigit) {
            return start + Array(LedgerHash.of(Array(body[code])).hex.utf8) + body[code.upperBound...]
        }
        return body
    }

    /// Where a plain code stands; `code` is the first key of the canonical body.
    private static func plainCode(_ body: [UInt8]) -> Range<Int>? {
        guard body.starts(with: start) else { return nil }
        return text(body, from: start.count)
    }

    /// The parts of a code under a salt, and where the body goes on after it.
    private static func saltedCode(_ body: [UInt8]) -> (salt: [UInt8], text: Range<Int>, end: Int)? {
        guard body.starts(with: saltStart) else { return nil }
        let saltEnd = saltStart.count + saltDigits
        let textAt = saltEnd + textStart.count
        guard body.count > textAt, body[saltEnd..<textAt].elementsEqual(textStart),
            let salt = bytes(body[saltStart.count..<saltEnd]), let text = text(body, from: textAt)
        else { return nil }
        let brace = text.upperBound + 1
        guard brace < body.count, body[brace] == UInt8(ascii: "}") else { return nil }
        return (salt, text, brace + 1)
    }

    /// A string without escapes from here to its quotation mark.
    private static func text(_ body: [UInt8], from start: Int) -> Range<Int>? {
        guard let end = body[start...].firstIndex(where: { $0 == quote || $0 == UInt8(ascii: "\\") }),
            body[end] == quote
        else { return nil }
        return start..<end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }

    /// Lower-case digits alone: a salt spelt otherwise would be other bytes under the same commitment.
    private static func bytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard digits.allSatisfy(isDigit) else { return nil }
        let values = digits.compactMap(hexDigit)
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}
