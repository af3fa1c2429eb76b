import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// A citizen checks that a receipt's record stands in the ledger unchanged (kiểm chứng giấy tiếp nhận).
///
/// It tells what kind of record it is and when it was taken; nothing of the dossier, nothing of a person.
struct ProofPage {
    /// Characters read of each field.
    static let typedMost = 80

    let pages: Pages

    /// The form; with number and code in the query, on to their record.
    func form(_ call: Call) -> Reply {
        let page = pages.context(call)
        let seq = typed(call.query["so"]).filter { $0 != "." && $0 != "," }
        let digits = typed(call.query["ma"])
        if call.query["so"] == nil, call.query["ma"] == nil { return .page(form(page, "", "", hasError: false)) }
        guard let mark = RecordMark(seq: seq, digits: digits) else {
            return .page(form(page, seq, digits, hasError: true), .unprocessableContent)
        }
        return .seeOther(.proof(mark))
    }

    /// What came of checking one record.
    func answer(_ call: Call) async throws -> Reply {
        let (seq, digits) = (call.parameter("seq"), call.parameter("digits"))
        let page = pages.context(call)
        guard let mark = RecordMark(seq: seq, digits: digits) else {
            let shown = String(digits.prefix(ProofPage.typedMost))
            return .page(form(page, String(seq.prefix(20)), shown, hasError: true), .notFound)
        }
        let book = pages.logBook
        let finding = try await pages.office.store.read { try RecordFinding.of(mark, in: book, $0) }
        return .page(html(page, mark, finding))
    }

    /// As it may be typed from paper: in groups, with spaces or dashes.
    private func typed(_ text: String?) -> String {
        String((text ?? "").prefix(ProofPage.typedMost).filter { !$0.isWhitespace && $0 != "-" })
    }

    private func form(_ page: PageContext, _ seq: String, _ digits: String, hasError: Bool) -> [UInt8] {
        let title = page.text("proof.title")
        return Page(title: title, in: page, hasErrors: hasError).written { p in
            let error = hasError ? page.text("proof.unreadable") : nil
            let isNumberFaulty = seq.isEmpty || !seq.allSatisfy { $0.isASCII && $0.isNumber }
            let faulty = isNumberFaulty ? "so" : "ma"
            if let error { p.put(ErrorSummary(errors: [FieldError(fieldID: faulty, message: error)]), in: page) }
            p.h1(title)
            p.p(page.text("proof.lead"), .class("lead"))
            writeAbout(to: &p, page)
            p.form(.action(Path.proof), .method(.get), .noValidate()) { p in
                p.put(
                    Field(
                        kind: .code(isNumeric: true), name: "so", label: page.text("proof.seq"),
                        hint: page.text("proof.where"), error: isNumberFaulty ? error : nil, value: seq,
                        width: .digits12, maxLength: 20),
                    in: page)
                p.put(
                    Field(
                        kind: .code(isNumeric: false), name: "ma", label: page.text("proof.digits"),
                        hint: page.text("proof.digits.hint"), error: isNumberFaulty ? nil : error, value: digits,
                        maxLength: ProofPage.typedMost),
                    in: page)
                p.actions { p in p.put(Button(words: page.text("proof.check")), in: page) }
            }
        }.bytes
    }

    private func html(_ page: PageContext, _ mark: RecordMark, _ finding: RecordFinding) -> [UInt8] {
        Page(title: page.text("proof.title"), in: page, isPrivate: true).written { p in
            p.put(BackLink(target: Path.proof.url, words: page.text("proof.other")), in: page)
            p.h1(page.text("proof.title"))
            p.put(notice(page, finding), in: page)
            p.put(SummaryList(rows: rows(page, mark, finding)), in: page)
            writeAbout(to: &p, page)
            p.actions { p in p.put(PrintButton(), in: page) }
        }.bytes
    }

    private func writeAbout(to p: inout HTMLWriter, _ page: PageContext) {
        p.p { p in
            p.text(page.text("proof.about") + " ")
            p.a(.href(Path.ledger.url)) { $0.text(page.text("proof.about.link")) }
        }
    }

    private func notice(_ page: PageContext, _ finding: RecordFinding) -> Notice {
        switch finding {
        case .right:
            Notice(standing: .onTime, title: page.text("proof.right.title"), lines: [page.text("proof.right")])
        case .waiting:
            Notice(standing: .soon, title: page.text("proof.waiting.title"), lines: [page.text("proof.waiting")])
        case .absent:
            Notice(
                standing: .late, title: page.text("proof.absent.title"),
                lines: [page.text("proof.absent"), whom(page)])
        case .different:
            Notice(
                standing: .late, title: page.text("proof.different.title"),
                lines: [page.text("proof.different"), whom(page)])
        }
    }

    /// Whom to call when something does not agree.
    private func whom(_ page: PageContext) -> String {
        guard let telephone = page.centre.telephone else {
            return page.text("proof.whom.centre", ["centre": .text(page.centre.officialName)])
        }
        return page.text(
            "proof.whom", ["telephone": .text(telephone), "centre": .text(page.centre.officialName)])
    }

    private func rows(_ page: PageContext, _ mark: RecordMark, _ finding: RecordFinding) -> [SummaryList.Row] {
        var rows = [
            SummaryList.Row(page.text("proof.row.seq"), page.text("log.number", ["number": .number(mark.seq)])),
            SummaryList.Row(page.text("proof.row.digits"), ProofPage.grouped(mark), isCode: true),
        ]
        switch finding {
        case .right(let checkpoint, let signed, let kind, let recorded):
            rows += facts(page, kind, recorded)
            rows.append(
                SummaryList.Row(
                    page.text("log.row.checkpoint"),
                    page.text(
                        "log.checkpoint",
                        ["number": .number(checkpoint.size), "at": .text(page.fullMoment(signed))])))
        case .waiting(let kind, let recorded): rows += facts(page, kind, recorded)
        case .absent, .different: break
        }
        rows.append(SummaryList.Row(page.text("proof.row.checked"), page.fullMoment(pages.now)))
        return rows
    }

    private func facts(_ page: PageContext, _ kind: String, _ recorded: Instant) -> [SummaryList.Row] {
        let words: TextKey =
            switch kind {
            case "dossier.received": "proof.kind.received"
            case "dossier.submitted": "proof.kind.submitted"
            default: "proof.kind.other"
            }
        return [
            SummaryList.Row(page.text("proof.row.kind"), page.text(words)),
            SummaryList.Row(page.text("proof.row.recorded"), page.fullMoment(recorded)),
        ]
    }

    /// The code as paper shows it, in groups of four.
    static func grouped(_ mark: RecordMark) -> String {
        let digits = Array(mark.digits)
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }
}
