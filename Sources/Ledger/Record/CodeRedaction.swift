import Core

/// The number of a paper that somebody holds, in a form that can be left out of what is disclosed: the dossier code in
/// the body of `dossier.received`, the submission number in that of `dossier.submitted`.
///
/// It stands there alone. It is stored as `{"salt":…,"text":…}`, and committed to as the SHA-256 of the 16 bytes of the
/// salt and the text: whoever is given the statement checks it against the entry and cannot guess the number. Bodies
/// from before hold it plain and are committed to as they are.
///
/// Only bytes are cut and joined here; nothing is read and written again, since bytes decide what a hash says.
struct CodeRedaction {
    static let received = CodeRedaction("code")
    static let submitted = CodeRedaction("number")

    private static let saltStart = Array("{\"salt\":\"".utf8)
    private static let textStart = Array("\",\"text\":\"".utf8)
    private static let saltDigits = 32
    private static let hashDigits = 64
    private static let quote = UInt8(ascii: "\"")
    private static let escape = UInt8(ascii: "\\")

    /// The key in a canonical body, with its quotation marks and its colon.
    private let key: [UInt8]

    private init(_ key: StaticString) { self.key = Array("\"\(key)\":".utf8) }

    /// What is left out of bodies of this kind; nil for all others.
    static func of(kind: String) -> CodeRedaction? {
        switch kind {
        case "dossier.received": received
        case "dossier.submitted": submitted
        case _: nil
        }
    }

    /// The body with its plain number put under a salt; a body without one stays as it is.
    func salted(_ body: [UInt8], random: inout some RandomSource) -> [UInt8] {
        guard let at = place(in: body), let text = CodeRedaction.plainText(body, at) else { return body }
        var salted = Array(body[..<at])
        salted += CodeRedaction.saltStart
        salted += Array(hexadecimal(random.bytes(CodeRedaction.saltDigits / 2)).utf8)
        salted += CodeRedaction.textStart
        salted += body[text]
        salted += [CodeRedaction.quote, UInt8(ascii: "}")]
        salted += body[(text.upperBound + 1)...]
        return salted
    }

    /// The body with its number plain, for reading; of either form.
    func plain(_ body: [UInt8]) -> [UInt8] {
        guard let at = place(in: body), let found = CodeRedaction.saltedText(body, at) else { return body }
        return CodeRedaction.joined(body, at, body[found.text], found.end)
    }

    /// The body as it is committed to and disclosed.
    func redacted(_ body: [UInt8]) -> [UInt8] {
        guard let at = place(in: body) else { return body }
        if let found = CodeRedaction.saltedText(body, at) {
            let hash = LedgerHash.of(found.salt + body[found.text]).hex
            return CodeRedaction.joined(body, at, Array(hash.utf8)[...], found.end)
        }
        // No number looks like a hash. One that did could stand in for one that was put under a salt and unsay it, so
        // it is committed to as its own hash.
        if let text = CodeRedaction.plainText(body, at), text.count == CodeRedaction.hashDigits,
            body[text].allSatisfy(CodeRedaction.isDigit)
        {
            let hash = LedgerHash.of(Array(body[text])).hex
            return CodeRedaction.joined(body, at, Array(hash.utf8)[...], text.upperBound + 1)
        }
        return body
    }

    /// True for a body from before, whose statement would tell the number.
    func isPlain(_ body: [UInt8]) -> Bool { place(in: body).map { body[$0] == CodeRedaction.quote } ?? false }

    /// Where the number's value begins: the key is looked for in the body itself, not in what lies within.
    private func place(in body: [UInt8]) -> Int? {
        var (at, depth) = (0, 0)
        while at < body.count {
            switch body[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case CodeRedaction.quote:
                // Within an object a text before a colon is a key; no value is followed by one.
                if depth == 1, body[at...].starts(with: key), at + key.count < body.count { return at + key.count }
                guard let end = CodeRedaction.textEnd(body, from: at + 1) else { return nil }
                at = end
            case _: break
            }
            at += 1
        }
        return nil
    }

    /// The body with a text in the value's place; `end` is where the body goes on.
    private static func joined(_ body: [UInt8], _ at: Int, _ text: ArraySlice<UInt8>, _ end: Int) -> [UInt8] {
        var joined = Array(body[..<at])
        joined.reserveCapacity(body.count + hashDigits)
        joined.append(quote)
        joined += text
        joined.append(quote)
        joined += body[end...]
        return joined
    }

    /// Where a plain number stands, without its quotation marks.
    private static func plainText(_ body: [UInt8], _ at: Int) -> Range<Int>? {
        body[at] == quote ? text(body, from: at + 1) : nil
    }

    /// The parts of a number under a salt, and where the body goes on after it.
    private static func saltedText(_ body: [UInt8], _ at: Int) -> (salt: [UInt8], text: Range<Int>, end: Int)? {
        guard body[at...].starts(with: saltStart) else { return nil }
        let saltAt = at + saltStart.count
        let textAt = saltAt + saltDigits + textStart.count
        guard body.count > textAt, body[(saltAt + saltDigits)..<textAt].elementsEqual(textStart),
            let salt = bytes(body[saltAt..<(saltAt + saltDigits)]), let text = text(body, from: textAt)
        else { return nil }
        let brace = text.upperBound + 1
        guard brace < body.count, body[brace] == UInt8(ascii: "}") else { return nil }
        return (salt, text, brace + 1)
    }

    /// A string without escapes from here to its quotation mark.
    private static func text(_ body: [UInt8], from start: Int) -> Range<Int>? {
        guard let end = body[start...].firstIndex(where: { $0 == quote || $0 == escape }), body[end] == quote else {
            return nil
        }
        return start..<end
    }

    /// The quotation mark that ends a string with or without escapes.
    private static func textEnd(_ body: [UInt8], from start: Int) -> Int? {
        var at = start
        while at < body.count, body[at] != quote { at += body[at] == escape ? 2 : 1 }
        return at < body.count ? at : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }

    /// Lower-case digits alone: a salt spelt otherwise would be other bytes under the same commitment.
    private static func bytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard digits.allSatisfy(isDigit) else { return nil }
        let values = digits.compactMap(hexDigit)
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}
