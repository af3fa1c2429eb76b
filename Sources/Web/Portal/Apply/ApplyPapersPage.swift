import Core
import HTML
import UseCases

/// The papers of an application: a place for files beside each, and what was taken already (trang giấy tờ).
struct ApplyPapersPage {
    static let accept = ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"

    let page: PageContext
    let visit: ApplyVisit
    let draft: Draft
    var then: String?
    var errors: [FieldError] = []

    func html() -> [UInt8] {
        let papers = visit.offer.papers(draft.values)
        return ApplyFrame(page: page, visit: visit, step: .papers, errors: errors).written { p in
            p.p(page.text(papers.isEmpty ? "apply.papers.none" : "apply.papers.lead"))
            p.postForm(to: visit.path(.papers), in: page, hasFiles: true, isMain: true) { p in
                if let then { p.input(.type(.hidden), .name(ApplyField.then), .value(then)) }
                for paper in papers { write(&p, paper) }
                // What came for no paper of this page has no input; its fault stands behind the papers.
                let names = papers.map { ApplyField.files($0.code) }
                for error in errors where !names.contains(error.fieldID) {
                    p.p(error.message, .id(error.fieldID), .class("error"))
                }
                shown(&p)
                p.actions { p in
                    p.put(Button(words: page.text("apply.next")), in: page)
                    if !papers.isEmpty {
                        p.put(
                            Button(
                                words: page.text("apply.papers.attach"), weight: .second, name: ApplyField.wish,
                                value: ApplyPapers.attach), in: page)
                    }
                }
            }
        }
    }

    private func write(_ p: inout HTMLWriter, _ paper: Core.Component) {
        let name = ApplyField.files(paper.code)
        let faults = errors.filter { $0.fieldID == name }.map(\.message)
        let isNeeded = visit.offer.needs(paper, draft.values)
        let need = page.text(isNeeded ? "apply.papers.needed" : "apply.papers.ifAny")
        p.div(.class("card")) { p in
            p.put(
                Field(
                    kind: .file(accept: ApplyPapersPage.accept, isMultiple: true), name: name,
                    label: "\(paper.name) (\(need))", hint: hint(paper),
                    error: faults.isEmpty ? nil : faults.joined(separator: " ")), in: page)
            let files = draft.files.filter { $0.component == paper.code }
            if !files.isEmpty { p.put(UploadedFiles(files: files), in: page) }
        }
    }

    private func hint(_ paper: Core.Component) -> String {
        let kinds = page.text("apply.papers.hint")
        if visit.offer.variant(draft.values)?.declaredOnline == paper.code {
            return page.text("apply.papers.declared") + " " + kinds
        }
        guard let form = paper.form else { return kinds }
        return page.text("apply.papers.form", ["form": .text(form)]) + " " + kinds
    }

    /// What is only looked at: it is brought along, not sent.
    private func shown(_ p: inout HTMLWriter) {
        let shown = (visit.offer.variant(draft.values)?.components ?? []).filter { $0.kind == .present }
        guard !shown.isEmpty else { return }
        p.p(page.text("apply.papers.present"))
        p.ul(.lang("vi")) { p in
            for paper in shown { p.li(paper.name) }
        }
    }
}
