/// The words for problems in every language offered, from the texts that are read once at the start.
struct ProblemWords: Sendable {
    private let texts: [Language: Texts]

    /// Refuses nothing: where a language has no texts the Vietnamese ones are used, and where those lack a text the key
    /// shows, so that an answer never fails for want of words.
    ///
    /// That every text is there is held by `ProblemTableTests`.
    init(_ texts: [Language: Texts]) { self.texts = texts }

    func words(for problem: Problem, in language: Language, reference: String) -> ProblemText {
        let texts = texts[language] ?? texts[.vietnamese]
        func text(_ key: String, _ values: [String: String] = [:]) -> String {
            texts?(TextKey(key), ProblemWords.filled(values)) ?? key
        }
        var values = problem.values
        if let seconds = problem.retryAfterSeconds {
            let wait: (key: TextKey, number: Int) =
                seconds <= 120 ? ("wait.seconds", seconds) : ("wait.minutes", (seconds + 59) / 60)
            values["wait"] = texts?(wait.key, ["n": .number(wait.number)])
        }
        let fields = problem.fields.map { field in
            let label = texts?.label(of: field.field) ?? field.field
            return ProblemText.Field(
                pointer: field.pointer, label: label, code: field.code,
                detail: text(field.code.rawValue, field.values.merging(["field": label]) { given, _ in given }))
        }
        let name = problem.code.rawValue
        return ProblemText(
            code: problem.code, status: problem.status, language: language,
            title: text("\(name).title", values), detail: text("\(name).detail", values),
            help: text("\(name).help", values), fields: fields, reference: reference,
            referenceLine: text("problem.reference", ["reference": reference]), homeLink: text("problem.home"))
    }

    /// The names of all holes that a problem's texts may have; a new one needs its line in `filled`.
    static let holes: Set<String> = Set(filled([:]).map(\.key))

    /// A hole without a value becomes "…": a page with a gap serves better than no page.
    private static func filled(_ values: [String: String]) -> KeyValuePairs<String, TextValue> {
        func value(_ name: String) -> TextValue { .text(values[name] ?? "…") }
        return [
            "most": value("most"),
            "least": value("least"),
            "wait": value("wait"),
            "expected": value("expected"),
            "accepted": value("accepted"),
            "offset": value("offset"),
            "field": value("field"),
            "reference": value("reference"),
            "code": value("code"),
            "papers": value("papers"),
            "until": value("until"),
            "count": value("count"),
            "step": value("step"),
            "year": value("year"),
        ]
    }
}

extension Texts {
    /// The name under which pages ask for a field, by its name in a form or its key in a dossier; nil where no page has
    /// one.
    func label(of field: String) -> String? {
        let keys: [TextKey] = [
            "label.\(field)", "apply.field.\(field)", "counter.field.\(field)", "desk.field.\(field)",
            "desk.corrected.\(field)",
        ]
        return keys.first { has($0) }.map { self($0) }
    }
}
