import Core
import HTTPTypes
import UseCases

/// A refusal of a use case as words above the form that caused it, so that what was typed stays (lời từ chối).
struct RefusalNotice {
    let notice: Notice
    let status: HTTPResponse.Status

    /// Nil for what is no refusal: a failure goes on to where failures are answered.
    init?(_ error: any Error, in page: PageContext) {
        guard let problem = RefusalProblems.problem(for: error) else { return nil }
        let name = problem.code.rawValue
        status = problem.status
        let fields = problem.fields.map { field in
            let key = TextKey("label.\(field.field)")
            let label = page.texts.has(key) ? page.text(key) : field.field
            return page.texts.filled(
                TextKey(field.code.rawValue), field.values.merging(["field": label]) { given, _ in given })
        }
        notice = Notice(
            standing: .late, title: page.texts.filled(TextKey("\(name).title"), problem.values),
            lines: [page.texts.filled(TextKey("\(name).detail"), problem.values)] + fields
                + [page.texts.filled(TextKey("\(name).help"), problem.values)],
            isSaidAloud: true)
    }
}
