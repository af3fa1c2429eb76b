import Core
import HTTPTypes
import UseCases

/// A refusal of a use case as words above the form that caused it, so that what was typed stays (lời từ chối).
struct RefusalNotice {
    let notice: Notice
    let status: HTTPResponse.Status

    /// Nil for what is no refusal: a failure goes on to where failures are answered.
    ///
    /// - Parameter variant: where papers that a refusal names have their names; codes say nothing to people.
    init?(_ error: any Error, in page: PageContext, papers variant: Variant? = nil) {
        guard var problem = RefusalProblems.problem(for: error) else { return nil }
        if let names = RefusalNotice.names(of: error, in: variant) { problem.values["papers"] = names }
        let name = problem.code.rawValue
        status = problem.status
        let fields = problem.fields.map { field in
            let label = page.texts.label(of: field.field) ?? field.field
            return page.texts.filled(
                TextKey(field.code.rawValue), field.values.merging(["field": label]) { given, _ in given })
        }
        notice = Notice(
            standing: .late, title: page.texts.filled(TextKey("\(name).title"), problem.values),
            lines: [page.texts.filled(TextKey("\(name).detail"), problem.values)] + fields
                + [page.texts.filled(TextKey("\(name).help"), problem.values)],
            isSaidAloud: true)
    }

    /// The papers that a refusal is about, by name; nil where it is about none.
    static func names(of error: any Error, in variant: Variant?) -> String? {
        guard let variant, case .rule(let rule)? = error as? UseCaseRefusal else { return nil }
        let codes: [ComponentCode]
        switch rule {
        case .componentsMissing(let missing): codes = missing
        case .componentsTwice(let twice): codes = twice
        case .unknownComponents(let unknown): codes = unknown
        case .notAskedFor(let extra): codes = extra
        case .notFound, .alreadySubmitted, .alreadyReceived, .notNow, .notAtThisStep, .notPermitted,
            .procedureClosed, .unknownVariant, .channelNotOffered, .field, .nothingAsked, .supplementsUsedUp,
            .supplementWindowOver, .afterDue, .extensionUsed, .stepNotFollowing, .wrongCompetence,
            .consultationUnknown, .consultationAnswered, .consultationsOpen, .consultationFault, .nothingToCorrect,
            .amountNotPositive, .deadline:
            return nil
        }
        guard !codes.isEmpty else { return nil }
        return codes.map { code in variant.components.first { $0.code == code }?.name ?? code.text }
            .joined(separator: "; ")
    }
}
