import Core
import HTML

/// Papers of the counter's form with how many originals and copies of each were handed in (bảng giấy tờ).
struct ReceptionPapers {
    let page: PageContext
    let papers: [Core.Component]
    let typed: FieldList
    let errors: [FieldError]
    /// Asks for a scan of each paper as well.
    var takesFiles = false

    func write(_ p: inout HTMLWriter) {
        guard !papers.isEmpty else {
            p.p(page.text("counter.papers.none"), .class("hint"))
            return
        }
        p.div(.class("list stack few")) { p in
            p.table { p in
                p.caption(page.text("counter.part.papers"), .class("unseen"))
                p.thead { p in
                    p.tr { p in
                        p.th(page.text("counter.papers.name"), .scope(.column))
                        p.th(page.text("counter.papers.originals"), .scope(.column))
                        p.th(page.text("counter.papers.copies"), .scope(.column))
                        if takesFiles { p.th(page.text("counter.papers.scans"), .scope(.column)) }
                    }
                }
                p.tbody { p in
                    for paper in papers { row(&p, paper) }
                }
            }
        }
    }

    private func row(_ p: inout HTMLWriter, _ paper: Core.Component) {
        let (originals, copies) = (ReceptionField.originals(paper.code), ReceptionField.copies(paper.code))
        let error = errors.first { $0.fieldID == originals || $0.fieldID == copies }
        p.tr { p in
            p.th(.scope(.row), .class("main")) { p in
                p.span(paper.name, .lang("vi"))
                if !paper.required { p.span(page.text("procedure.ifAny"), .class("soft")) }
                if let error { p.span(error.message, .id(originals + "-error"), .class("error")) }
            }
            box(&p, originals, "counter.papers.originals", paper, error, originals)
            box(&p, copies, "counter.papers.copies", paper, error, originals)
            if takesFiles { scans(&p, paper) }
        }
    }

    private func scans(_ p: inout HTMLWriter, _ paper: Core.Component) {
        let name = ReceptionField.scans(paper.code)
        p.td(.data("label", page.text("counter.papers.scans"))) { p in
            p.input(
                .type(.file), .id(name), .name(name), .accept(".pdf,.png,.jpg,.jpeg"), .multiple(),
                .ariaLabel(page.text("counter.papers.scans.of", ["paper": .text(paper.name)])))
        }
    }

    private func box(
        _ p: inout HTMLWriter, _ name: String, _ column: TextKey, _ paper: Core.Component, _ error: FieldError?,
        _ described: String
    ) {
        let label = page.text(TextKey(column.name + ".of"), ["paper": .text(paper.name)])
        p.td(.data("label", page.text(column))) { p in
            p.input(
                .type(.text), .id(name), .name(name), .value(typed[name] ?? ""), .class("w-4"), .maxLength(3),
                .inputMode("numeric"), .autocomplete("off"), .ariaLabel(label), .ariaInvalid(error != nil),
                .ariaDescribedBy(error == nil ? nil : described + "-error"))
        }
    }
}
