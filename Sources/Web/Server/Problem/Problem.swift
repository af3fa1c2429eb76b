import HTTPTypes

/// One answer that says no: what it is, the values that fill its texts, and the fields it is about.
///
/// Pages and API answer with the same value. It carries no words: they stand in `problems.txt` of each language.
/// Thrown by whoever meets the reason; the responder turns it into a page or an RFC 9457 document.
struct Problem: Error, Hashable, Sendable {
    var code: ProblemCode
    /// What fills the holes of the texts, such as `most` for a limit.
    ///
    /// Never secrets, never another's data.
    var values: [String: String] = [:]
    var fields: [FieldProblem] = []
    /// Whole seconds after which trying again can help; becomes the header Retry-After.
    var retryAfterSeconds: Int?
    /// The methods a path does take; becomes the header Allow of a 405.
    var allow: [HTTPRequest.Method] = []

    init(
        _ code: ProblemCode, _ values: [String: String] = [:], fields: [FieldProblem] = [],
        retryAfterSeconds: Int? = nil, allow: [HTTPRequest.Method] = []
    ) {
        self.code = code
        self.values = values
        self.fields = fields
        self.retryAfterSeconds = retryAfterSeconds
        self.allow = allow
    }

    /// A form with one field that cannot be taken.
    static func field(
        _ field: String, _ fault: FieldCode, _ values: [String: String] = [:], in code: ProblemCode = .formInvalid
    ) -> Problem {
        Problem(code, fields: [FieldProblem(field, fault, values)])
    }

    var status: HTTPResponse.Status { ProblemTable.status(of: code) }
}

/// One field that was not taken, and why.
struct FieldProblem: Hashable, Sendable {
    /// The name in the form (`applicant.phone`), or a JSON pointer (`/applicant/phone`).
    var field: String
    var code: FieldCode
    var values: [String: String]

    init(_ field: String, _ code: FieldCode, _ values: [String: String] = [:]) {
        self.field = field
        self.code = code
        self.values = values
    }

    /// The place in the body as a JSON pointer fragment (RFC 6901): `#/applicant/phone`.
    var pointer: String {
        if field.hasPrefix("/") { return "#" + field }
        let steps = field.split(separator: ".", omittingEmptySubsequences: false).map { step in
            step.reduce(into: "") { text, character in
                switch character {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.append(character)
                }
            }
        }
        return "#/" + steps.joined(separator: "/")
    }
}
