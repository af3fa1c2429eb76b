import Core
import HTML
import Store
import UseCases

/// What every page of an applicant's act has around it: the way back to the dossier, which dossier it is, what must be
/// mended.
struct OwnerFrame {
    let page: PageContext
    let opened: OwnerCase
    let title: String
    var errors: [FieldError] = []
    var notice: Notice?

    func written(_ content: HTMLWriter.Content) -> [UInt8] {
        Page(title: title, in: page, hidesSearch: true, isPrivate: true, hasErrors: !errors.isEmpty).written { p in
            p.put(BackLink(target: opened.path.url, words: page.text("act.back")), in: page)
            p.put(ErrorSummary(errors: errors), in: page)
            if let notice { p.put(notice, in: page) }
            p.put(OwnerDossierLine(opened: opened), in: page)
            p.h1(title)
            content(&p)
        }.bytes
    }
}

/// Which dossier a page is about: its number and the name of its procedure.
struct OwnerDossierLine: Component {
    let opened: OwnerCase

    func write(to p: inout HTMLWriter, in page: PageContext) {
        let shown = opened.dossier.code?.text ?? opened.dossier.number.grouped
        p.p(.class("hint")) { p in
            p.text(page.text("tracking.dossier", ["number": .code(shown)]))
            p.text(" · ")
            p.span(opened.procedure.name, .lang("vi"))
        }
    }
}

/// The request for papers that waits for an answer: who asked, when, why, for what (phiếu yêu cầu bổ sung).
struct OwnerRequest: Component {
    let opened: OwnerCase
    /// The papers by name, where the page does not list them itself.
    var listsPapers = false

    func write(to p: inout HTMLWriter, in page: PageContext) {
        guard let request = opened.request else { return }
        let places = opened.dossier.places
        let place = opened.agency(opened.dossier.clock == nil ? places.intake : places.competent)
        p.div(.class("notice")) { p in
            p.h2(
                page.text(
                    "act.bo-sung.asked", ["place": .text(place), "at": .text(page.fullMoment(request.at))]))
            if let reason = request.papers.personal?[.reason] { p.p(reason) }
            if let basis = request.papers.basis {
                p.p(page.text("act.bo-sung.basis", ["basis": .text(basis)]))
            }
            if listsPapers, !request.papers.components.isEmpty {
                p.ul(.lang("vi")) { p in
                    for paper in request.papers.components { p.li(opened.name(of: paper)) }
                }
            }
        }
    }
}

/// Files that were taken already, each with the button that takes it off.
struct UploadedFiles: Component {
    let files: [DraftFile]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.ul(.class("plain uploads")) { p in
            for file in files { p.li { line(&$0, page, file) } }
        }
    }

    private func line(_ p: inout HTMLWriter, _ page: PageContext, _ file: DraftFile) {
        let size = max(1, file.bytes / 1024)
        p.span(page.text("apply.papers.file", ["file": .text(file.name), "size": .number(size)]) + " ")
        p.button(
            .type(.submit), .class("btn second"), .name(OwnerField.remove), .value(file.file.text),
            content: { p in
                p.text(page.text("apply.papers.remove"))
                p.span(" " + file.name, .class("unseen"))
            })
    }
}
