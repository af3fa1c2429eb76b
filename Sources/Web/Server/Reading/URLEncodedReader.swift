/// Reads `application/x-www-form-urlencoded` as it arrives, so that a field that is too long is named at once and
/// never held.
struct URLEncodedReader {
    private let limits: RequestLimits
    private var name: [UInt8] = []
    private var value: [UInt8] = []
    private var isInValue = false
    /// Bytes of the value as sent, those counted that are no longer held.
    private var valueBytes = 0
    private var list = FieldList()

    init(limits: RequestLimits) { self.limits = limits }

    /// Takes the next bytes of the body.
    ///
    /// Refuses a name or value over its limit (three bytes of an escape count as one only when decoded, so the raw
    /// bound is three times the limit) and too many fields.
    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): try endOfField()
            case UInt8(ascii: "=") where !isInValue: isInValue = true
            default:
                if isInValue {
                    valueBytes += 1
                    if valueBytes <= limits.fieldBytesMax * 3 {
                        value.append(byte)
                    } else if !limits.namesFaultyFields || valueBytes > limits.formBytesMax / 2 {
                        throw tooLong(try readName())
                    }
                } else {
                    name.append(byte)
                    if name.count > limits.fieldNameBytesMax * 3 { throw Problem(.malformed) }
                }
            }
        }
    }

    /// The fields, once the body has ended.
    mutating func finish() throws(Problem) -> FieldList {
        try endOfField()
        return list
    }

    /// Reads the query of a URL: the same form, with its own limit on the number of fields.
    static func query(_ text: Substring, limits: RequestLimits) throws(Problem) -> FieldList {
        var limits = limits
        limits.formFieldsMax = limits.queryFieldsMax
        var reader = URLEncodedReader(limits: limits)
        var bytes = Array(text.utf8)
        // A typed throw does not pass through the closure, so the refusal is carried out by hand.
        var refusal: Problem?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(Problem) { try reader.feed(UnsafeRawBufferPointer(buffer)) } catch { refusal = error }
        }
        if let refusal { throw refusal }
        return try reader.finish()
    }

    private mutating func endOfField() throws(Problem) {
        defer {
            name.removeAll(keepingCapacity: true)
            value.removeAll(keepingCapacity: true)
            isInValue = false
            valueBytes = 0
        }
        // "a=1&&b=2" has an empty piece between the ampersands, which means nothing.
        if name.isEmpty && !isInValue { return }
        guard list.fields.count < limits.formFieldsMax else {
            throw Problem(.tooManyFields, ["most": String(limits.formFieldsMax)])
        }
        let field = try readName()
        do throws(Problem) { list.append(field, try readValue(field)) } catch {
            guard limits.namesFaultyFields else { throw error }
            let bytes = PercentCoding.decode(value, plusIsSpace: true) ?? value
            list.append(field, refused: error, shown: FieldText.shown(bytes, most: limits.fieldBytesMax))
        }
    }

    private func readValue(_ field: String) throws(Problem) -> String {
        guard valueBytes <= limits.fieldBytesMax * 3 else { throw tooLong(field) }
        guard let decoded = PercentCoding.decode(value, plusIsSpace: true) else { throw .field(field, .malformed) }
        guard decoded.count <= limits.fieldBytesMax else { throw tooLong(field) }
        return try FieldText.read(decoded, field: field)
    }

    private func readName() throws(Problem) -> String {
        guard let decoded = PercentCoding.decode(name, plusIsSpace: true) else {
            throw .field(String(decoding: name.prefix(100), as: UTF8.self), .malformed)
        }
        return try FieldText.readName(decoded)
    }

    private func tooLong(_ field: String) -> Problem {
        .field(field, .tooLarge, ["most": String(limits.fieldBytesMax / 1024)], in: .formTooLarge)
    }
}
