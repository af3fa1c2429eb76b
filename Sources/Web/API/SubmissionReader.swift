import Core
import Ledger
import UseCases

/// Reads the body of `POST /api/v1/dossiers`.
struct SubmissionReader {
    static let members: Set<String> = [
        "procedure", "variant", "channel", "places", "resultWay", "components", "submitter", "owner", "resultAddress",
        "answers", "note",
    ]
    /// Characters of a code.
    static let codeMost = 60

    let rules: RuleSettings
    let catalogue: Catalogue

    func read(_ body: JSON) throws -> AskedSubmission {
        let fields = try JSONFields(body, only: SubmissionReader.members)
        let code = ProcedureCode(try fields.neededText("procedure", most: SubmissionReader.codeMost))
        guard let procedure = try catalogue.procedure(code) else { throw Problem.field("/procedure", .notOffered) }
        let named = try fields.text("variant", most: SubmissionReader.codeMost).map { VariantCode($0) }
        guard let variant = named.map({ procedure.variant($0) }) ?? procedure.variants.first else {
            throw Problem.field("/variant", .notOffered)
        }
        let way = try fields.choice("resultWay", ResultWay.self) ?? .counter
        let channel = try fields.choice("channel", ChannelName.self)?.channel ?? .online
        var personal = try personal(fields, way, channel)
        personal.merge(try answers(fields, variant.form, channel))
        return AskedSubmission(
            procedure: code, variant: variant.code, channel: channel,
            places: try places(fields, procedure), resultWay: way,
            components: try ComponentsReader.read(fields, "components", most: rules.itemsMost),
            personal: personal)
    }

    /// The agency that settles is the procedure's where it names one, else the commune where it is handed in.
    private func places(_ fields: JSONFields, _ procedure: ProcedureVersion) throws -> Places {
        guard let places = try fields.object("places", only: ["intake", "competent", "result", "help"]) else {
            throw Problem.field("/places", .required)
        }
        guard let intake = try agency(places, "intake") else { throw Problem.field("/places/intake", .required) }
        var competent = try agency(places, "competent")
        if competent == nil {
            switch procedure.competence {
            case .agency(let code): competent = code
            case .commune: competent = catalogue.agencies[intake]?.kind == .commune ? intake : nil
            case .elsewhere: competent = intake
            }
        }
        guard let competent else { throw Problem.field("/places/competent", .required) }
        return Places(
            help: try agency(places, "help"), intake: intake, competent: competent,
            result: try agency(places, "result") ?? intake)
    }

    private func agency(_ places: JSONFields, _ name: String) throws -> AgencyCode? {
        guard let code = try places.text(name, most: SubmissionReader.codeMost).map({ AgencyCode($0) }) else {
            return nil
        }
        guard catalogue.agencies[code] != nil else { throw Problem.field(places.place(name), .notOffered) }
        return code
    }

    private func personal(_ fields: JSONFields, _ way: ResultWay, _ channel: Channel) throws -> Personal {
        var personal = Personal()
        guard
            let submitter = try fields.object("submitter", only: ["name", "number", "phone", "email", "address"])
        else { throw Problem.field("/submitter", .required) }
        personal[.submitterName] = try submitter.submitted("name", as: .submitterName)
        personal[.submitterNumber] = try submitter.submitted("number", as: .submitterNumber)
        personal[.submitterPhone] = try submitter.submitted("phone", as: .submitterPhone)
        personal[.submitterEmail] = try submitter.submitted("email", as: .submitterEmail)
        personal[.submitterAddress] = try submitter.submitted("address", as: .submitterAddress)
        let owner = try fields.object("owner", only: ["name", "number", "address"])
        if let owner {
            personal[.ownerName] = try owner.submitted("name", as: .ownerName)
            personal[.ownerNumber] = try owner.submitted("number", as: .ownerNumber)
            personal[.ownerAddress] = try owner.submitted("address", as: .ownerAddress)
        }
        personal[.resultAddress] = try fields.submitted("resultAddress", as: .resultAddress)
        if way == .post {
            personal[.resultAddress] = SubmissionRules.postalAddress(in: personal, channel: channel)
        }
        var missing = SubmissionRules.missing(in: personal, way: way, channel: channel)
        // Whoever speaks of an owner names them.
        if owner != nil, personal[.ownerName] == nil, !missing.contains(.ownerName) { missing.append(.ownerName) }
        guard missing.isEmpty else {
            throw Problem(.formInvalid, fields: missing.map { FieldProblem(SubmissionReader.place($0), .required) })
        }
        personal[.note] = try fields.text("note", most: rules.textMost)
        return personal
    }
}

extension SubmissionReader {
    /// What the form of the case asks, every fault at the place of its answer.
    private func answers(
        _ fields: JSONFields, _ form: [FormField], _ channel: Channel
    ) throws -> [FormFieldKey: String] {
        let given = try fields.dictionary("answers", most: rules.itemsMost - 20, characters: rules.textMost)
        let typed = Dictionary(given.map { (FormFieldKey($0.key), $0.value) }, uniquingKeysWith: { $1 })
        let reading = FormRules.read(typed, of: form, channel: channel)
        guard reading.faults.isEmpty else {
            throw Problem(
                .formInvalid,
                fields: reading.faults.map { one in
                    let (code, values) = one.fault.problem
                    return FieldProblem("/answers/\(one.key.text)", code, values.merging(["field": one.label]) { $1 })
                })
        }
        return reading.answers
    }

    /// Where the body has the value of that key.
    private static func place(_ key: PersonalKey) -> String {
        key == .resultAddress ? "/resultAddress" : "/" + key.text.split(separator: ".").joined(separator: "/")
    }
}

/// Reads papers as handed in: a code and how many sheets of which kind.
enum ComponentsReader {
    static let sheetsMost: ClosedRange<Int64> = 0...10_000

    static func read(
        _ fields: JSONFields, _ name: String, most: Int
    ) throws(Problem) -> [ComponentGiven] {
        var given: [ComponentGiven] = []
        for element in try fields.list(name, most: most) {
            let paper = try JSONFields(
                element.value, at: element.place, only: ["component", "originals", "copies"])
            let code = ComponentCode(try paper.neededText("component", most: SubmissionReader.codeMost))
            guard !given.contains(where: { $0.component == code }) else {
                throw Problem.field(paper.place("component"), .taken)
            }
            given.append(
                ComponentGiven(
                    component: code, originals: Int(try paper.number("originals", in: sheetsMost) ?? 0),
                    copies: Int(try paper.number("copies", in: sheetsMost) ?? 0)))
        }
        return given
    }
}
