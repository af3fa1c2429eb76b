/// Named texts in the order in which they came: a query or the text fields of a form.
struct FieldList: Hashable, Sendable {
    struct Field: Hashable, Sendable {
        var name: String
        var value: String
    }

    private(set) var fields: [Field] = []
    /// Fields that could not be taken as they came, where the route asks to be told of them; their values are what can
    /// be shown again, never what may be kept.
    private(set) var faults: [FieldProblem] = []

    init(_ fields: [Field] = []) { self.fields = fields }

    mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// Takes note of a field that was refused.
    ///
    /// - Parameter shown: what of it is shown again in the form.
    mutating func append(_ name: String, refused problem: Problem, shown: String) {
        append(name, shown)
        faults += problem.fields
    }

    /// The first value of that name; nil if there is none.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of that name: the ticked boxes of a group.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The value without white space at its ends; refuses a missing or empty one, or one of over `most` characters.
    func required(_ name: String, most: Int) throws(Problem) -> String {
        guard let value = try optional(name, most: most) else { throw .field(name, .required) }
        return value
    }

    /// Like `required`, but nil where nothing was typed.
    func optional(_ name: String, most: Int) throws(Problem) -> String? {
        if let fault = faults.first(where: { $0.field == name }) {
            // Characters say more to people than the kilobytes at which the door stopped reading.
            if fault.code == .tooLarge { throw .field(name, .tooLong, ["most": String(most)]) }
            throw Problem(.formInvalid, fields: [fault])
        }
        guard let value = self[name] else { return nil }
        var trimmed = value[...]
        while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
        while let first = trimmed.first, first.isWhitespace { trimmed.removeFirst() }
        guard !trimmed.isEmpty else { return nil }
        guard trimmed.count <= most else { throw .field(name, .tooLong, ["most": String(most)]) }
        return String(trimmed)
    }

    /// For a form whose fields are not shown again one by one: refuses it for every field that could not be taken.
    func refuseFaults() throws(Problem) {
        guard faults.isEmpty else { throw Problem(.formInvalid, fields: faults) }
    }
}
