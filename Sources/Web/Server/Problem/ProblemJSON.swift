import HTTPTypes
import Ledger

/// A problem as `application/problem+json` (RFC 9457).
enum ProblemJSON {
    static let contentType = "application/problem+json"

    /// The document, with the members `code`, `retry`, `help`, `reference` and `errors` beside the standard ones.
    static func document(_ text: ProblemText) -> [UInt8] {
        let errors = text.fields.map { field in
            JSON.object([
                "pointer": .string(field.pointer), "code": .string(field.code.rawValue),
                "detail": .string(field.detail),
            ])
        }
        let document = JSON.object([
            "type": .string("/problems/" + text.code.rawValue),
            "title": .string(text.title),
            "status": .integer(Int64(text.status.code)),
            "detail": .string(text.detail),
            "help": .string(text.help),
            "instance": .string("urn:motcua:request:" + text.reference),
            "reference": .string(text.reference),
            "code": .string(text.code.rawValue),
            "retry": .string(ProblemTable.retry(of: text.code).rawValue),
            "errors": .array(errors),
        ])
        do { return try document.compactBytes() } catch { preconditionFailure("a problem is never nested deep") }
    }
}
