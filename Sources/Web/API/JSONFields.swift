import Ledger

/// The members of one object of a request's body, read one by one; whatever is wrong is refused by its place (RFC 6901)
/// and a code that a program can branch on.
struct JSONFields {
    /// Place of this object in the body; empty for the body itself.
    let pointer: String
    private let members: [String: JSON]

    /// Refuses anything but an object, and members that nobody reads here, all of them at once.
    ///
    /// Mostly they are a slip in a name, which silence would turn into a lost value.
    init(_ json: JSON, at pointer: String = "", only known: Set<String>) throws(Problem) {
        guard case .object(let members) = json else {
            throw .field(pointer.isEmpty ? "/" : pointer, .wrongType, ["expected": "object"])
        }
        let unknown = members.keys.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw Problem(
                .formInvalid, fields: unknown.prefix(20).map { FieldProblem("\(pointer)/\(escaped($0))", .unknown) })
        }
        self.pointer = pointer
        self.members = members
    }

    func place(_ name: String) -> String { "\(pointer)/\(escaped(name))" }

    /// The member; null counts as absent.
    private func member(_ name: String) -> JSON? {
        guard let value = members[name], value != .null else { return nil }
        return value
    }

    /// A text of at most `most` characters, composed and without white space at its ends; nil where it is empty.
    func text(_ name: String, most: Int) throws(Problem) -> String? {
        guard let value = member(name) else { return nil }
        return try JSONFields.text(value, at: place(name), most: most)
    }

    func neededText(_ name: String, most: Int) throws(Problem) -> String {
        guard let text = try text(name, most: most) else { throw .field(place(name), .required) }
        return text
    }

    /// A whole number within `range`.
    func number(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let value = member(name) else { return nil }
        guard case .integer(let number) = value else {
            throw .field(place(name), .wrongType, ["expected": "integer"])
        }
        guard range.contains(number) else {
            throw .field(
                place(name), .outOfRange, ["least": String(range.lowerBound), "most": String(range.upperBound)])
        }
        return number
    }

    func neededNumber(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64 {
        guard let number = try number(name, in: range) else { throw .field(place(name), .required) }
        return number
    }

    /// One of the names that `Choice` has.
    func choice<Choice: RawRepresentable>(
        _ name: String, _ type: Choice.Type
    ) throws(Problem) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name, most: 60) else { return nil }
        guard let choice = Choice(rawValue: text) else { throw .field(place(name), .notOffered) }
        return choice
    }

    /// The object under a name, holding only `known` members.
    func object(_ name: String, only known: Set<String>) throws(Problem) -> JSONFields? {
        guard let value = member(name) else { return nil }
        return try JSONFields(value, at: place(name), only: known)
    }

    /// The elements of a list with their places; empty where it is absent.
    func list(_ name: String, most: Int) throws(Problem) -> [(value: JSON, place: String)] {
        guard let value = member(name) else { return [] }
        guard case .array(let elements) = value else { throw .field(place(name), .wrongType, ["expected": "array"]) }
        guard elements.count <= most else { throw .field(place(name), .tooMany, ["most": String(most)]) }
        return elements.enumerated().map { ($1, "\(place(name))/\($0)") }
    }

    /// A list of texts, each needed.
    func strings(_ name: String, most: Int, characters: Int) throws(Problem) -> [String] {
        var texts: [String] = []
        for element in try list(name, most: most) {
            guard let text = try JSONFields.text(element.value, at: element.place, most: characters) else {
                throw .field(element.place, .required)
            }
            texts.append(text)
        }
        return texts
    }

    /// An object of texts whose names are the caller's own: answers of a form.
    func dictionary(_ name: String, most: Int, characters: Int) throws(Problem) -> [String: String] {
        var texts: [String: String] = [:]
        for (key, place, value) in try entries(name, most: most) where value != .null {
            texts[key] = try JSONFields.text(value, at: place, most: characters)
        }
        return texts
    }

    /// Values put right by their names; a null takes one away, and an empty text is refused as neither.
    func changes(
        _ name: String, most: Int, characters: Int
    ) throws(Problem) -> [(name: String, place: String, text: String?)] {
        var changes: [(name: String, place: String, text: String?)] = []
        for (key, place, value) in try entries(name, most: most) {
            let text = value == .null ? nil : try JSONFields.text(value, at: place, most: characters)
            guard text != nil || value == .null else { throw .field(place, .required) }
            changes.append((key, place, text))
        }
        return changes
    }

    /// The members of an object whose names are the caller's own, by name, with their places.
    private func entries(_ name: String, most: Int) throws(Problem) -> [(key: String, place: String, value: JSON)] {
        guard let value = member(name) else { return [] }
        guard case .object(let members) = value else { throw .field(place(name), .wrongType, ["expected": "object"]) }
        guard members.count <= most else { throw .field(place(name), .tooMany, ["most": String(most)]) }
        var entries: [(key: String, place: String, value: JSON)] = []
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            let place = "\(place(name))/\(escaped(key))"
            guard !key.isEmpty, key.utf8.count <= 60, key.isPlain(with: "-._") else {
                throw .field(place, .malformed)
            }
            entries.append((key, place, value))
        }
        return entries
    }

    private static func text(_ value: JSON, at place: String, most: Int) throws(Problem) -> String? {
        guard case .string(let raw) = value else { throw .field(place, .wrongType, ["expected": "string"]) }
        let read = try FieldText.read(Array(raw.utf8), field: place)
        guard let first = read.firstIndex(where: { !$0.isWhitespace }),
            let last = read.lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        let text = read[first...last]
        guard text.count <= most else { throw .field(place, .tooLong, ["most": String(most)]) }
        return String(text)
    }
}

/// A member's name as a step of a pointer.
private func escaped(_ name: String) -> String {
    String(name.prefix(100)).reduce(into: "") { text, character in
        switch character {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.append(character)
        }
    }
}
