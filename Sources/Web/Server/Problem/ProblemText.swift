import HTTPTypes

/// A problem in the words of one language: what happened, what to do, whom to ask.
struct ProblemText: Hashable, Sendable {
    var code: ProblemCode
    var status: HTTPResponse.Status
    var language: Language
    /// The same for every problem of this code.
    var title: String
    /// What happened this time.
    var detail: String
    /// What to do, and whom to ask.
    var help: String
    var fields: [Field]
    /// The number by which the help desk finds the line in the log (số tham chiếu); empty where there is none.
    var reference: String
    /// The same in a sentence.
    var referenceLine: String
    /// The words of a link to the home page.
    var homeLink: String

    struct Field: Hashable, Sendable {
        var pointer: String
        /// The field's name on the page.
        var label: String
        var code: FieldCode
        var detail: String
    }
}
