import Core
import HTML
import Store
import UseCases

/// Roles at agencies as a form asks for them: those held, each to be unticked, and one more to be added (phân công).
///
/// Works without script: adding sends the form and shows it again with one more row; nothing is stored by that.
struct AssignmentFields {
    enum Name {
        static let held = "phan-cong"
        static let role = "vai-tro"
        static let agency = "co-quan"
        static let choice = "co-quan-chon"
        static let step = "buoc"
    }
    /// The value of `Name.step` that only adds a row.
    static let adding = "them"

    let finder: AgencyFinder
    let words: AccountWords
    /// Held now, so that a page may still name what the catalogue no longer has.
    let present: [Assignment]
    private(set) var held: [Assignment]
    private var role = ""
    private var agency = ""
    private var choice = ""
    private var offered: [Agency] = []
    private(set) var errors: [FieldError] = []

    init(finder: AgencyFinder, words: AccountWords, present: [Assignment]) {
        self.finder = finder
        self.words = words
        self.present = present
        held = present
    }

    /// Takes what was sent; what is being added joins the rows if it is understood.
    ///
    /// - Throws: `Problem` naming the field for what no page of ours sends.
    mutating func read(_ form: Form) throws(Problem) {
        held = []
        let sent = form.fields.all(Name.held)
        guard sent.count <= AccountKeeping.assignmentsMost else {
            throw .field(Name.held, .tooMany, ["most": String(AccountKeeping.assignmentsMost)])
        }
        for text in sent { add(try assignment(text)) }
        role = form[Name.role] ?? ""
        agency = try form.fields.optional(Name.agency, most: AgencyFinder.typedMost) ?? ""
        choice = form[Name.choice] ?? ""
        guard role.isEmpty || givenRole != nil else { throw .field(Name.role, .notOffered) }
        let isAsked = form[Name.step] == AssignmentFields.adding
        if isAsked || !role.isEmpty || !agency.isEmpty { join() }
        if held.isEmpty, errors.isEmpty { note(Name.role, words.page.text("admin.assign.missing")) }
    }

    /// Notes a refusal that is about what is held.
    mutating func note(_ field: String, _ message: String) {
        errors.append(FieldError(fieldID: field == Name.held && held.isEmpty ? Name.role : field, message: message))
    }

    private var givenRole: Role? { Role(rawValue: role).flatMap { AccountKeeping.roles.contains($0) ? $0 : nil } }

    private mutating func join() {
        guard let given = givenRole else { return note(Name.role, words.page.text("admin.role.missing")) }
        guard !agency.isEmpty else { return note(Name.agency, words.page.text("admin.agency.missing")) }
        let found = finder.find(agency)
        let one = found.count == 1 ? found.first : found.first { $0.code.text == choice }
        if let one {
            add(Assignment(role: given, agency: one.code))
            (role, agency, choice) = ("", "", "")
        } else if found.isEmpty {
            note(Name.agency, words.page.text("admin.agency.none", ["typed": .text(agency)]))
        } else if found.count > AgencyFinder.offeredMost {
            note(Name.agency, words.page.text("admin.agency.many", ["count": .number(found.count)]))
        } else {
            offered = found
            note(Name.choice, words.page.text("admin.agency.which"))
        }
    }

    private mutating func add(_ assignment: Assignment) {
        if !held.contains(assignment) { held.append(assignment) }
    }

    private func assignment(_ text: String) throws(Problem) -> Assignment {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, let role = Role(rawValue: halves[0]) else {
            throw .field(Name.held, .malformed)
        }
        let assignment = Assignment(role: role, agency: AgencyCode(halves[1]))
        let isOffered = AccountKeeping.roles.contains(role) && finder.holds(assignment.agency)
        guard isOffered || present.contains(assignment) else { throw .field(Name.held, .notOffered) }
        return assignment
    }

    // MARK: - The form

    func write(to p: inout HTMLWriter) {
        let page = words.page
        if !held.isEmpty {
            let values = held.map { "\($0.role.rawValue)@\($0.agency)" }
            p.put(
                Field(
                    kind: .checkboxes(
                        zip(held, values).map { held, value in
                            Field.Choice(value: value, label: words.role(held.role), hint: words.agency(held.agency))
                        }), name: Name.held, label: page.text("admin.assign.held"),
                    hint: page.text("admin.assign.held.hint"), error: error(Name.held), values: Set(values)), in: page)
        }
        p.h2(page.text(held.isEmpty ? "admin.assign.first" : "admin.assign.more"))
        p.p(page.text("admin.assign.systems"), .class("hint"))
        p.put(
            Field(
                kind: .select(
                    [Field.Choice(value: "", label: page.text("form.choose"))]
                        + AccountKeeping.roles.map { Field.Choice(value: $0.rawValue, label: words.role($0)) }),
                name: Name.role, label: page.text("admin.role"), error: error(Name.role), value: role, width: .words),
            in: page)
        p.put(
            Field(
                kind: .text, name: Name.agency, label: page.text("admin.agency"), hint: page.text("admin.agency.hint"),
                error: error(Name.agency), value: agency, maxLength: AgencyFinder.typedMost, autocomplete: "off"),
            in: page)
        if !offered.isEmpty {
            p.put(
                Field(
                    kind: .radios(
                        offered.map { Field.Choice(value: $0.code.text, label: $0.name, hint: $0.code.text) }),
                    name: Name.choice, label: page.text("admin.agency.choose"), error: error(Name.choice)), in: page)
        }
    }

    /// The button that adds a row.
    var button: Button {
        Button(
            words: words.page.text("admin.assign.add"), weight: .second, name: Name.step,
            value: AssignmentFields.adding)
    }

    private func error(_ field: String) -> String? { errors.first { $0.fieldID == field }?.message }
}
