import Core
import Foundation
import Ledger

/// Walks an answer beside the schema that describes it; what is not described is a fault like what is described
/// wrongly.
struct SchemaWalk {
    /// The whole description, which references lead into.
    let description: JSON

    /// Words of a schema that this walk holds an answer to, and those that only explain.
    private static let known: Set<String> = [
        "$ref", "type", "properties", "required", "items", "enum", "const", "oneOf", "additionalProperties", "minimum",
        "maximum", "format", "description", "maxLength",
    ]

    /// What is wrong with a value, each with its place; empty where nothing is.
    func faults(_ value: JSON, _ schema: JSON, at place: String = "") -> [String] {
        let schema = resolved(schema)
        guard case .object(let words) = schema else { return ["\(place): the schema is no object"] }
        let strange = words.keys.filter { !Self.known.contains($0) }
        guard strange.isEmpty else { return ["\(place): the walk does not know \(strange.sorted())"] }
        if case .array(let choices)? = words["oneOf"] { return oneOf(choices, value, place) }
        guard case .string(let type)? = words["type"] else { return ["\(place): no type is told"] }
        guard type == kind(of: value) else { return ["\(place): \(kind(of: value)) where \(type) is described"] }
        var faults: [String] = []
        if case .array(let offered)? = words["enum"], !offered.contains(value) { faults.append("\(place): \(value)") }
        if let constant = words["const"], constant != value { faults.append("\(place): \(value)") }
        switch value {
        case .object(let members): faults += object(members, words, place)
        case .array(let elements):
            guard let items = words["items"] else { return faults + ["\(place): elements are not described"] }
            for (index, element) in elements.enumerated() {
                faults += self.faults(element, items, at: "\(place)/\(index)")
            }
        case .integer(let number):
            if case .integer(let least)? = words["minimum"], number < least { faults.append("\(place): \(number)") }
            if case .integer(let most)? = words["maximum"], number > most { faults.append("\(place): \(number)") }
        case .string(let text):
            if words["format"] == .string("date-time"), !isMoment(text) {
                faults.append("\(place): \(text) is no time")
            }
        case .null, .bool, .number: break
        }
        return faults
    }

    private func object(_ members: [String: JSON], _ words: [String: JSON], _ place: String) -> [String] {
        var faults: [String] = []
        var described: [String: JSON] = [:]
        if case .object(let properties)? = words["properties"] { described = properties }
        if case .array(let required)? = words["required"] {
            for case .string(let name) in required where members[name] == nil {
                faults.append("\(place)/\(name) is required and absent")
            }
        }
        for (name, value) in members {
            if let schema = described[name] {
                faults += self.faults(value, schema, at: "\(place)/\(name)")
            } else if case .object? = words["additionalProperties"], let rest = words["additionalProperties"] {
                faults += self.faults(value, rest, at: "\(place)/\(name)")
            } else if words["additionalProperties"] != .bool(true) {
                faults.append("\(place)/\(name) is not described")
            }
        }
        return faults
    }

    private func oneOf(_ choices: [JSON], _ value: JSON, _ place: String) -> [String] {
        let all = choices.map { faults(value, $0, at: place) }
        let fitting = all.count { $0.isEmpty }
        if fitting == 1 { return [] }
        // The nearest says best what is wrong.
        return fitting > 1 ? ["\(place): fits \(fitting) descriptions"] : all.min { $0.count < $1.count } ?? []
    }

    func resolved(_ schema: JSON) -> JSON {
        guard case .string(let reference)? = schema["$ref"] else { return schema }
        var target: JSON? = description
        for step in reference.split(separator: "/").dropFirst() { target = target?[String(step)] }
        return target.map(resolved) ?? .null
    }

    private func kind(of value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    private func isMoment(_ text: String) -> Bool {
        text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+07:00/) != nil
    }
}

extension SchemaWalk {
    /// The schema of an answer: by path, method, status code and media type, as they stand in the description.
    func schema(_ path: String, _ method: String, _ status: Int, _ type: String) -> JSON? {
        guard let response = description["paths"]?[path]?[method]?["responses"]?[String(status)] else { return nil }
        return resolved(response)["content"]?[type]?["schema"]
    }

    /// Every schema of answers in which something is an object or a list of which nothing is told.
    func bare() -> [String] {
        var found: [String] = []
        func look(_ schema: JSON, _ place: String) {
            if schema["type"] == .string("object"), schema["properties"] == nil, schema["additionalProperties"] == nil {
                found.append(place)
            }
            if schema["type"] == .string("array"), schema["items"] == nil { found.append(place) }
            switch schema {
            case .object(let members): for (name, value) in members { look(value, "\(place)/\(name)") }
            case .array(let elements): for (index, value) in elements.enumerated() { look(value, "\(place)/\(index)") }
            case .null, .bool, .integer, .number, .string: break
            }
        }
        look(description, "")
        return found
    }
}
