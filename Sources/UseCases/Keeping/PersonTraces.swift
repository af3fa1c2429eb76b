import Core
import Store

/// What a person would be found by in texts that are kept for a short time: names, numbers, and the dossier's own
/// codes (dấu vết của một người).
struct PersonTraces {
    /// Folded names and numbers, as texts are compared.
    private let words: [String]
    /// Code, submission number and id of the dossier: a text with one of them is about it.
    private let codes: [String]

    init(of row: DossierRow, _ events: [RecordedEvent]) {
        let keys: [PersonalKey] = [
            .submitterName, .submitterNumber, .submitterPhone, .submitterEmail, .ownerName, .ownerNumber,
            .collectorName,
        ]
        var values = [row.applicant ?? ""]
        for event in events { values += keys.compactMap { event.event.change.personal?[$0] } }
        words = Set(values.map { TextFold.folded($0) }.filter { $0.count > 2 }).sorted()
        codes = [row.code?.text, row.number.text, row.stream.text].compactMap { $0?.lowercased() }
    }

    /// True if a text names the person.
    func isNamed(in text: String) -> Bool {
        let folded = TextFold.folded(text)
        return words.contains { folded.contains($0) }
    }

    /// True if a text names the person or the dossier.
    func isFound(in text: String) -> Bool {
        let lower = text.lowercased()
        return isNamed(in: text) || codes.contains { lower.contains($0) }
    }

    /// Removes held forms that name the person or the dossier, and what was answered to requests that do.
    ///
    /// A request keeps its key: sent again it gets 410 and makes no second dossier. What does not open under this
    /// installation's key is removed too, for nobody can say whom it names.
    func clear(_ sealer: any Sealer, random: inout some RandomSource, in transaction: Transaction) throws {
        let sql = transaction.sql
        for form in try PersonClearing.heldForms(in: sql) {
            guard let text = opened(form.sealed, HeldForms.context(form.id, form.actor), sealer),
                !isFound(in: text)
            else {
                try HeldFormTable.remove(form.id, of: form.actor, in: sql)
                continue
            }
        }
        for answer in try PersonClearing.answers(in: sql) {
            let context = Idempotency.context(answer.actor, answer.key)
            if let text = opened(answer.sealed, context, sealer), !isFound(in: text + answer.route) { continue }
            let gone = try sealer.seal(PersonTraces.gone, context: context, random: &random)
            try transaction.replace(AnswerKey(answer.actor, answer.key), with: 410, sealed: gone)
        }
    }

    /// RFC 9457, in a few words.
    private static let gone = Array(#"{"code":"dossier.erased","status":410,"title":"Gone"}"#.utf8)

    private func opened(_ sealed: [UInt8], _ context: String, _ sealer: any Sealer) -> String? {
        do { return String(decoding: try sealer.open(sealed, context: context), as: UTF8.self) } catch { return nil }
    }
}
