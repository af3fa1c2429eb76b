import HTML

/// One question of a form with its label, hint, error and input (ô nhập).
///
/// The label stands above, the hint under it, the error above the input in words; all are read aloud with the input.
struct Field: Component, Sendable {
    /// Said in words after the label; a colour or a star says nothing to many.
    enum Need: Sendable { case required, optional, unsaid }

    /// How wide an answer is expected; a short box asks for a short answer.
    enum Width: Sendable { case whole, digits4, digits12, words }

    struct Choice: Sendable {
        var value: String
        var label: String
        var hint: String?
    }

    enum Kind: Sendable {
        case text
        case number
        /// A number that may have decimals, with the marks that people write in numbers.
        case decimal
        case date(min: String? = nil, max: String? = nil)
        case telephone
        case email
        case password
        /// A code or a number of a paper: no spelling marks, no capitals of the keyboard's own.
        case code(isNumeric: Bool)
        case longText(rows: Int)
        case select([Choice])
        /// Boxed choices are larger and for the one question of a page.
        case radios([Choice], isBoxed: Bool = false)
        case checkboxes([Choice])
        case file(accept: String, isMultiple: Bool = false)
    }

    var kind: Kind
    /// Name in the form, and id on the page, to which the list of errors leads.
    var name: String
    var label: String
    var hint: String?
    var error: String?
    var need: Need = .unsaid
    var value: String = ""
    /// What is chosen among checkboxes.
    var values: Set<String> = []
    var width: Width = .whole
    /// Longest answer that the server takes.
    var maxLength: Int?
    /// Personal detail that the browser may fill in, from the HTML list.
    var autocomplete: StaticString?
    /// The question is the heading of the page.
    var isHeading = false
    var isReadOnly = false
    /// Language of label, hint and choices where it is not the page's.
    var lang: String?
    /// The first field to be typed in, where typing is all that a page is for.
    var takesFocus = false

    /// Id of the input, or of the first choice.
    var id: String { name }

    func write(to p: inout HTMLWriter, in page: PageContext) {
        let bad: StaticString = error == nil ? "field" : "field bad"
        switch kind {
        case .radios, .checkboxes:
            p.fieldset(.class(bad), .ariaDescribedBy(describedBy)) { p in
                p.legend(.when(isHeading, .class("large"))) { writeLabel(to: &$0, in: page) }
                writeHintAndError(to: &p, in: page)
                writeInput(to: &p, in: page)
            }
        case .text, .number, .decimal, .date, .telephone, .email, .password, .code, .longText, .select, .file:
            p.div(.class(bad)) { p in
                p.label(.for(id), .when(isHeading, .class("large"))) { writeLabel(to: &$0, in: page) }
                writeHintAndError(to: &p, in: page)
                writeInput(to: &p, in: page)
            }
        }
    }

    /// Ids of hint and error, read aloud after the label.
    var describedBy: String? {
        let ids = [hint == nil ? nil : id + "-hint", error == nil ? nil : id + "-error"].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    var inLanguage: Attribute { lang.map { .lang($0) } ?? .none }

    private func writeLabel(to p: inout HTMLWriter, in page: PageContext) {
        if lang == nil { p.text(label) } else { p.span(label, inLanguage) }
        switch need {
        case .required: p.span(" (" + page.text("form.required") + ")", .class("need"))
        case .optional: p.span(" (" + page.text("form.optional") + ")", .class("need"))
        case .unsaid: break
        }
    }

    private func writeHintAndError(to p: inout HTMLWriter, in page: PageContext) {
        if let hint { p.p(hint, .id(id + "-hint"), .class("hint"), inLanguage) }
        if let error {
            p.p(.id(id + "-error"), .class("error")) { p in
                p.unseen(page.text("form.error"))
                p.text(error)
            }
        }
    }
}
