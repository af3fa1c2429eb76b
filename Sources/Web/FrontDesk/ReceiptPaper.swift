import Core
import Documents
import HTML
import Store
import UseCases

/// What stands on the receipt; made so that it fits one A5 sheet whatever the procedure is called (mẫu 01).
struct ReceiptPaper {
    /// Characters of a procedure's name that are printed; its code says the rest.
    static let nameMost = 420

    let page: PageContext
    let catalogue: Catalogue
    let opened: CounterCase
    let code: DossierCode
    let clock: DossierClock
    let secret: PrintedSecret?
    /// Where the reception stands in the ledger.
    let mark: RecordMark?
    /// Where the ledger is asked from outside.
    let site: SiteAddress?
    /// Whether the address of the proof stands in a square too: in large print a second one has no room.
    let hasProofSquare: Bool

    /// By how many lines the content takes at the usual size.
    var density: Paper.Density {
        let names = given.reduce(0) { $0 + 1 + name(of: $1).count / 52 }
        let facts = facts.reduce(0) { $0 + 1 + $1.lines.joined(separator: " ").count / 50 }
        let lines = names + facts + counted.count / 85 + (mark == nil ? 0 : 3)
        return lines <= 14 ? .usual : lines <= 20 ? .dense : .tight
    }

    func write(_ p: inout HTMLWriter) {
        let intake = name(opened.dossier.places.intake)
        p.put(PaperHeads(issuer: [intake, page.text("counter.receipt.unit")]), in: page)
        p.h1(page.text("counter.receipt.title"))
        PaperMarks(page: page, code: code, number: opened.dossier.number, proof: proof).write(&p)
        p.put(SummaryList(rows: facts), in: page)
        papers(&p)
        p.p(.class("due")) { p in
            p.text(
                page.text(
                    "counter.receipt.due",
                    [
                        "at": .text(page.fullMoment(clock.due)),
                        "place": .text(name(opened.dossier.places.result)),
                    ]))
        }
        p.p(explanation)
        if let secret {
            p.p { p in
                p.text(page.text("counter.receipt.secret") + " ")
                p.span(secret.words, .class("code"))
                p.text(". " + page.text("counter.receipt.secret.use"))
            }
        }
        if let mark { p.p(ProofLine.words(mark, at: site, page), .class("hint")) }
        p.put(
            PaperSignatures(people: [
                (title: page.text("counter.receipt.submitter"), name: opened.personal(.submitterName)),
                (title: page.text("counter.receipt.receiver"), name: receiver),
            ]), in: page)
    }

    /// What a telephone opens to check the record; nil where no whole address is known.
    private var proof: String? { hasProofSquare ? mark.flatMap { site?.whole(.proof($0)) } : nil }

    /// How the appointment was counted, in one paragraph; where the sheet is full, where to read it.
    private var explanation: String {
        guard density == .tight else { return counted }
        let limit = DeadlineWords(page.texts).limit(clock.limit)
        return ([page.text("counter.receipt.limit", ["limit": .text(limit)])] + moved).joined(separator: " ")
    }

    private var counted: String {
        let words = DeadlineWords(page.texts)
        return ([page.text("counter.receipt.why")] + clock.term.explanation.map { words.sentence($0) } + moved)
            .joined(separator: " ")
    }

    /// The first appointment, where it moved.
    private var moved: [String] {
        guard clock.due != clock.originalDue else { return [] }
        return [page.text("counter.receipt.original", ["at": .text(page.fullMoment(clock.originalDue))])]
    }

    private var facts: [SummaryList.Row] {
        let places = opened.dossier.places
        func row(_ key: TextKey, _ value: String) -> SummaryList.Row { SummaryList.Row(page.text(key), value) }
        let owner = opened.personal(.ownerName)
        let isOther = !owner.isEmpty && owner != opened.personal(.submitterName)
        let contact = [opened.personal(.submitterAddress), opened.personal(.submitterPhone)]
        return [
            row("counter.receipt.from", opened.personal(.submitterName)),
            row("counter.owner", isOther ? owner : ""),
            row("counter.receipt.contact", contact.filter { !$0.isEmpty }.joined(separator: "; ")),
            row("counter.receipt.content", procedure),
            row("counter.receipt.received", page.fullMoment(clock.received)),
            row("procedure.fee", fee),
            row("counter.field.co-quan", name(places.competent)),
            row("counter.receipt.way", page.text(TextKey("counter.way.\(opened.dossier.resultWay.rawValue)"))),
        ].filter { !$0.lines.allSatisfy(\.isEmpty) }
    }

    /// Name and code; a name longer than a paragraph ends at a word, for the code names it whole.
    private var procedure: String {
        let (name, code) = (opened.procedure.name, opened.procedure.code)
        return "\(cut(name, most: Self.nameMost)) (\(code))"
    }

    private var fee: String { clock.fee == .zero ? page.text("fee.free") : page.dong(clock.fee) }

    /// What was handed in; before it the declaration that the answered form stands for.
    private var given: [ComponentGiven] {
        let papers = opened.dossier.components
        guard let code = declared, !papers.contains(where: { $0.component == code }) else { return papers }
        return [ComponentGiven(component: code)] + papers
    }

    private var declared: ComponentCode? { opened.variant.flatMap { opened.dossier.declared(in: $0) } }

    private func name(of paper: ComponentGiven) -> String {
        let known = opened.variant?.components.first { $0.code == paper.component }?.name
        let name = known ?? paper.name ?? paper.component.text
        return paper.isEmpty && paper.component == declared ? "\(name): \(page.text("papers.declared"))" : name
    }

    private func papers(_ p: inout HTMLWriter) {
        guard !given.isEmpty else { return }
        typealias Column = DataTable.Column
        let hasFiles = given.contains { !$0.files.isEmpty }
        let columns = [
            Column(title: page.text("counter.papers.name"), kind: .main),
            Column(title: page.text("counter.papers.originals"), kind: .number),
            Column(title: page.text("counter.papers.copies"), kind: .number),
            Column(title: page.text("counter.papers.files"), kind: .number),
        ]
        p.put(
            DataTable(
                caption: page.text("counter.part.papers"), columns: hasFiles ? columns : Array(columns.dropLast()),
                groups: [
                    DataTable.Group(
                        rows: given.map { paper in
                            let cells: [DataTable.Cell] = [
                                .text(name(of: paper)), .number(paper.originals), .number(paper.copies),
                            ]
                            return DataTable.Row(cells: hasFiles ? cells + [.number(paper.files.count)] : cells)
                        })
                ], staysTable: true), in: page)
    }

    private var receiver: String {
        let event = opened.story.first { $0.event.change.kind == .received }?.event
        return event.flatMap { catalogue.officers[$0.actor]?.name } ?? ""
    }

    private func name(_ code: AgencyCode) -> String { catalogue.agencies[code]?.name ?? code.text }
}

/// Code and number of a dossier in letters, in bars for the counter's scanner and in a square for telephones; beside
/// them the address of its proof in a square of its own.
struct PaperMarks {
    let page: PageContext
    let code: DossierCode?
    let number: SubmissionNumber
    /// The whole address that checks the record; nil where the paper tells of none.
    var proof: String?

    func write(_ p: inout HTMLWriter) {
        p.div(.class("marks")) { p in
            p.div { p in
                if let code { line(&p, "counter.receipt.code", code.text) }
                line(&p, "counter.receipt.number", number.grouped)
                if let code, let bars = BarCode(code.text) {
                    p.put(BarMark(widths: bars.widths, label: code.text), in: page)
                }
            }
            if let proof, let square = square(proof) {
                p.div { p in
                    p.put(QRMark(width: square.width, modules: square.modules, label: proof), in: page)
                    p.p(page.text("proof.square"), .class("hint"))
                }
            }
            if let square = square(number.text) {
                p.put(QRMark(width: square.width, modules: square.modules, label: number.grouped), in: page)
            }
        }
    }

    private func line(_ p: inout HTMLWriter, _ key: TextKey, _ value: String) {
        p.p { p in
            p.text(page.text(key) + " ")
            p.span(value, .class("code"))
        }
    }

    /// Nil leaves the mark out: what it holds stands on the paper in letters.
    private func square(_ text: String) -> QRCode? {
        do { return try QRCode(text) } catch { return nil }
    }
}

/// A new secret for a dossier that has no receipt, because it was not received yet (phiếu cấp lại mã bí mật).
struct SecretSlip {
    let page: PageContext
    let catalogue: Catalogue
    let opened: CounterCase
    let secret: PrintedSecret

    func write(_ p: inout HTMLWriter) {
        let intake = catalogue.agencies[opened.dossier.places.intake]?.name ?? opened.dossier.places.intake.text
        p.put(PaperHeads(issuer: [intake, page.text("counter.receipt.unit")]), in: page)
        p.h1(page.text("counter.slip.title"))
        PaperMarks(page: page, code: nil, number: opened.dossier.number).write(&p)
        p.put(
            SummaryList(rows: [
                SummaryList.Row(page.text("counter.part.person"), opened.personal(.submitterName)),
                SummaryList.Row(page.text("counter.receipt.content"), opened.procedure.name),
            ]), in: page)
        p.p(.class("due")) { p in
            p.text(page.text("counter.receipt.secret") + " ")
            p.span(secret.words, .class("code"))
        }
        p.p(page.text("counter.slip.at", ["at": .text(page.fullMoment(secret.at))]))
        p.p(page.text("counter.receipt.secret.use"))
    }
}
