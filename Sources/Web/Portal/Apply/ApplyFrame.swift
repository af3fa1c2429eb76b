import Core
import HTML
import UseCases

/// What every step of an application has around its question: the way back, how far it is, what must be mended.
struct ApplyFrame {
    let page: PageContext
    let visit: ApplyVisit
    let step: ApplyStep
    var errors: [FieldError] = []
    /// Said above the question: a warning, or why it could not be handed in.
    var notice: Notice?

    func written(_ content: HTMLWriter.Content) -> [UInt8] {
        let title = page.text(step.title)
        let steps = visit.offer.steps
        let back = visit.offer.previous(to: step).map { visit.path($0) } ?? .procedure(visit.code)
        return Page(
            title: title, in: page, hidesSearch: true, isPrivate: true, hasErrors: !errors.isEmpty
        ).written { p in
            p.put(BackLink(target: back.url), in: page)
            p.put(FormSteps(step: (steps.firstIndex(of: step) ?? 0) + 1, total: steps.count, name: title), in: page)
            p.put(ErrorSummary(errors: errors), in: page)
            if let notice { p.put(notice, in: page) }
            p.p(visit.offer.procedure.name, .class("hint"), .lang("vi"))
            p.h1(title)
            content(&p)
        }.bytes
    }
}
