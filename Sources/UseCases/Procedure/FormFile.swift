import Core

/// What the electronic forms of procedures ask (biểu mẫu điện tử), by procedure and case.
struct FormFile {
    static let fieldsMost = 60
    /// All answers of a form together, so that a draft can keep them.
    static let lettersMost = 12_000
    private static let keyMost = 40
    private static let labelMost = 200
    /// Says whether a field was read in a source, recalled from the official form, or made up for the demonstration.
    private static let sources: Set<String> = ["source", "recalled", "demo"]
    private typealias Line = (variant: String?, field: FormField)
    private var lines: [String: [Line]] = [:]

    /// - Refuses: fields of a procedure or case that the other files do not have, a key twice in one form, choices
    ///   where none can be made, and a form of more fields or letters than can be typed at one sitting.
    init(_ rows: [TabRow], _ papers: ComponentFile, procedures: Set<String>) throws(CatalogueFault) {
        for row in rows {
            let procedure = try row.needed("procedure")
            guard procedure == "*" || procedures.contains(procedure) else {
                throw row.fault("procedure", .unknown(.procedure, procedure))
            }
            let variant = row.optional("variant")
            if let variant, !papers.cases(of: procedure).contains(where: { $0.code == variant }) {
                throw row.fault("variant", .unknown(.variant, variant))
            }
            let field = try FormFile.field(row)
            let others = (lines[procedure] ?? []).filter {
                variant == nil || $0.variant == nil || $0.variant == variant
            }
            guard !others.contains(where: { $0.field.key == field.key }) else { throw row.fault("key", .double) }
            guard others.count < FormFile.fieldsMost,
                others.reduce(field.most, { $0 + $1.field.most }) <= FormFile.lettersMost
            else {
                throw row.fault(
                    "", .formTooLong(fieldsMost: FormFile.fieldsMost, lettersMost: FormFile.lettersMost))
            }
            lines[procedure, default: []].append((variant, field))
        }
    }

    private static func field(_ row: TabRow) throws(CatalogueFault) -> FormField {
        let kind = try row.read("kind") { FormFieldKind(rawValue: $0) }
        let choices = try choices(row, kind)
        // For the reader of the file alone, but a slip in it would still mislead.
        _ = try row.read("source", else: "source") { sources.contains($0) ? $0 : nil }
        return FormField(
            key: FormFieldKey(try row.read("key") { isKey($0) ? $0 : nil }),
            label: try row.read("label") { $0.count <= labelMost ? $0 : nil }, kind: kind, choices: choices,
            required: try row.flag("required", else: false), most: try most(row, kind, choices),
            hint: row.optional("hint"))
    }

    /// `Nam;Nữ`: at least two, none twice; nothing for other kinds.
    private static func choices(_ row: TabRow, _ kind: FormFieldKind) throws(CatalogueFault) -> [String] {
        guard kind == .choice else {
            if let text = row.optional("choices") { throw row.fault("choices", .notUnderstood(text)) }
            return []
        }
        let choices = try row.needed("choices").split(separator: ";", omittingEmptySubsequences: false).map {
            String($0.trimmingPrefix { $0 == " " })
        }
        guard choices.count > 1, !choices.contains(where: \.isEmpty), choices.allSatisfy({ $0.count <= labelMost })
        else { throw row.fault("choices", .notUnderstood(row["choices"])) }
        guard Set(choices).count == choices.count else { throw row.fault("choices", .double) }
        return choices
    }

    /// Letters of an answer: said for texts, else what such an answer can have.
    private static func most(_ row: TabRow, _ kind: FormFieldKind, _ choices: [String]) throws(CatalogueFault) -> Int {
        let usual: Int
        switch kind {
        case .text: usual = 200
        case .longText: usual = FormField.mostEver
        case .date: usual = 10
        case .number: usual = 20
        case .count: usual = 4
        case .choice: usual = choices.map(\.count).max() ?? 0
        }
        guard kind == .text || kind == .longText else {
            if let text = row.optional("most") { throw row.fault("most", .notUnderstood(text)) }
            return usual
        }
        return try row.read("most", else: usual) { text in
            Int(text).flatMap { (1...FormField.mostEver).contains($0) ? $0 : nil }
        }
    }

    /// Small Latin letters, digits and dashes: it stands in addresses of fields and in programs.
    private static func isKey(_ text: String) -> Bool {
        text.count <= keyMost && text.wholeMatch(of: #/[a-z][a-z0-9]*(-[a-z0-9]+)*/#) != nil
    }

    /// The fields of a case; the general ones (`*`) where a procedure has none of its own.
    func form(of procedure: String, _ variant: String) -> [FormField] {
        let lines = lines[procedure] ?? lines["*"] ?? []
        return lines.filter { $0.variant == nil || $0.variant == variant }.map(\.field)
    }
}

extension ProcedureVersion {
    /// Takes over what the forms of another version ask, case by case.
    mutating func keepForms(of other: ProcedureVersion?) {
        for index in variants.indices {
            variants[index].form = other?.variant(variants[index].code)?.form ?? []
        }
    }
}
