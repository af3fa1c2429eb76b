import Core
import UseCases

/// Answers on a procedure's form beside the names of their fields, as the form has them (nội dung đã khai).
struct AnswerRows {
    let page: PageContext
    let form: [FormField]

    /// What was answered; then what was answered on a form that the dossier no longer has, by its key.
    func rows(_ answers: [FormFieldKey: String]) -> [SummaryList.Row] {
        let known = form.compactMap { field in answers[field.key].map { row(field, $0) } }
        let keys = Set(form.map(\.key))
        let others = answers.filter { !keys.contains($0.key) }.sorted { $0.key < $1.key }
        return known + others.map { SummaryList.Row($0.key.text, $0.value) }
    }

    func row(_ field: FormField, _ answer: String) -> SummaryList.Row {
        var row = SummaryList.Row(field.label)
        row.lines = shown(field, answer).split(whereSeparator: \.isNewline).map(String.init)
        return row
    }

    /// A date as people read it; everything else as it was typed.
    private func shown(_ field: FormField, _ answer: String) -> String {
        guard field.kind == .date, let date = CivilDate(iso: answer) else { return answer }
        return page.day(date)
    }
}
