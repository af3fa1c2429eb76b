import Core
import HTML
import UseCases

/// The last page of an applicant's act: everything once more, and the one-time code that confirms it (trang xác nhận).
struct OwnerConfirmationView {
    let page: PageContext
    let opened: OwnerCase
    let act: OwnerAct
    let draft: Draft?
    /// When the code that waits to be typed ends; nil if none does.
    let codeEnds: Instant?
    /// What is wrong with the code that was typed.
    var error: String?
    var notice: Notice?

    func html() -> [UInt8] {
        var errors: [FieldError] = []
        // Where no code waits there is no field that the line could lead to.
        if let error, codeEnds != nil { errors = [FieldError(fieldID: OwnerField.code, message: error)] }
        var said = notice
        if let error, codeEnds == nil, said == nil {
            said = Notice(standing: .late, lines: [error], isSaidAloud: true)
        }
        let frame = OwnerFrame(
            page: page, opened: opened, title: page.text(act.text("confirm.title")), errors: errors, notice: said)
        return frame.written { p in
            p.put(SummaryList(rows: rows), in: page)
            if let codeEnds { ask(&p, until: codeEnds) } else { offer(&p) }
        }
    }

    private var rows: [SummaryList.Row] {
        switch act {
        case .supplement:
            let papers = opened.dossier.papersWanted.map { paper in
                var row = SummaryList.Row(opened.name(of: paper), change: opened.path(act).url)
                row.lines = (draft?.files ?? []).filter { $0.component == paper }.map(\.name)
                return row
            }
            return papers + [words(OwnerField.note)]
        case .withdraw: return [words(OwnerField.reason)]
        case .fetch:
            let count = opened.dossier.outcome?.files.count ?? 0
            return [
                SummaryList.Row(
                    page.text("act.ket-qua.files"), page.text("act.ket-qua.count", ["count": .number(count)]))
            ]
        }
    }

    private func words(_ field: String) -> SummaryList.Row {
        SummaryList.Row(
            page.text(act.text("words")), draft?.values[field] ?? "", change: opened.path(act).url)
    }

    private func ask(_ p: inout HTMLWriter, until end: Instant) {
        if let code = draft?.values[OwnerField.shownCode(act)] {
            p.put(LoudCode(before: page.text("act.code.shown"), code: code), in: page)
        }
        p.postForm(to: opened.confirmation(act), in: page, isMain: true) { p in
            p.input(.type(.hidden), .name(OwnerField.seen), .value(String(opened.dossier.version)))
            p.put(
                Field(
                    kind: .code(isNumeric: true), name: OwnerField.code, label: page.text("act.code.label"),
                    hint: page.text(
                        "act.code.hint",
                        ["digits": .number(OneTimeCodes.digits), "until": .text(page.texts.hour(end))]),
                    error: error, width: .digits12, maxLength: 12, autocomplete: "one-time-code"), in: page)
            p.actions { p in
                p.put(
                    Button(words: page.text(act.text("confirm")), weight: act == .withdraw ? .danger : .primary),
                    in: page)
                p.put(
                    Button(
                        words: page.text("act.code.another"), weight: .second, name: OwnerField.wish,
                        value: OwnerField.makeCode), in: page)
            }
        }
    }

    private func offer(_ p: inout HTMLWriter) {
        p.p(page.text("act.code.why"))
        p.postForm(to: opened.confirmation(act), in: page, isMain: true) { p in
            p.actions { p in
                p.put(
                    Button(words: page.text("act.code.make"), name: OwnerField.wish, value: OwnerField.makeCode),
                    in: page)
            }
        }
    }
}
