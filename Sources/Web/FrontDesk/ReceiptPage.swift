import Core
import Documents
import HTML
import Ledger
import Store
import UseCases

/// The printed receipt with the date of the result (giấy tiếp nhận hồ sơ và hẹn trả kết quả, mẫu 01).
///
/// In Vietnamese whatever language the officer reads: it is a paper of the state.
struct ReceiptPage {
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let counter = try call.counter(in: pages.catalogue)
        let opened = try await CounterCase.open(call, counter, pages)
        guard let code = opened.dossier.code, let clock = opened.dossier.clock else {
            return .seeOther(.counterDossier(opened.id))
        }
        var page = pages.context(call)
        if let vietnamese = pages.texts[.vietnamese] { page.texts = vietnamese }
        let isLarge = call.query["kho"] == "lon"
        let here = Path.dossierReceipt(opened.id)
        let paper = Paper(
            page: page, title: page.text("counter.receipt.title"), format: isLarge ? .a4Large : .a5,
            back: Path.frontDesk.url, otherFormat: isLarge ? here.url : here.with("kho", "lon").url,
            printsAtOnce: call.query["in"] == "1")
        return .page(paper.written { p in write(&p, page, opened, code, clock) }.bytes)
    }

    private func write(
        _ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase, _ code: DossierCode, _ clock: DossierClock
    ) {
        let intake = name(opened.dossier.places.intake)
        p.put(PaperHeads(issuer: [intake, page.text("counter.receipt.unit")]), in: page)
        p.h1(page.text("counter.receipt.title"))
        marks(&p, page, opened, code)
        p.put(SummaryList(rows: facts(page, opened, clock)), in: page)
        papers(&p, page, opened)
        p.p(.class("due")) { p in
            p.text(
                page.text(
                    "counter.receipt.due",
                    [
                        "at": .text(page.fullMoment(clock.originalDue)),
                        "place": .text(name(opened.dossier.places.result)),
                    ]))
        }
        if clock.due == clock.originalDue {
            let words = DeadlineWords(page.texts)
            // One paragraph, so that a usual receipt stays on one A5 sheet.
            let sentences = clock.term.explanation.map { words.sentence($0) }
            p.p(([page.text("counter.receipt.why")] + sentences).joined(separator: " "))
        }
        secret(&p, page, opened, clock)
        p.put(
            PaperSignatures(people: [
                (title: page.text("counter.receipt.submitter"), name: opened.personal(.submitterName)),
                (title: page.text("counter.receipt.receiver"), name: receiver(opened)),
            ]), in: page)
    }

    /// The code in bars for the counter's scanner, the bare number in a square for telephones.
    private func marks(
        _ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase, _ code: DossierCode
    ) {
        let number = opened.dossier.number
        p.div(.class("marks")) { p in
            p.div { p in
                p.p { p in
                    p.text(page.text("counter.receipt.code") + " ")
                    p.span(code.text, .class("code"))
                }
                p.p { p in
                    p.text(page.text("counter.receipt.number") + " ")
                    p.span(number.grouped, .class("code"))
                }
                if let bars = BarCode(code.text) {
                    p.put(BarMark(widths: bars.widths, label: code.text), in: page)
                }
            }
            if let square = square(number) {
                p.put(
                    QRMark(width: square.width, modules: square.modules, label: number.grouped), in: page)
            }
        }
    }

    /// Nil leaves the mark out: the number stands beside it in letters.
    private func square(_ number: SubmissionNumber) -> QRCode? {
        do { return try QRCode(number.text) } catch { return nil }
    }

    private func facts(_ page: PageContext, _ opened: CounterCase, _ clock: DossierClock) -> [SummaryList.Row] {
        let places = opened.dossier.places
        func row(_ key: TextKey, _ value: String) -> SummaryList.Row { SummaryList.Row(page.text(key), value) }
        let owner = opened.personal(.ownerName)
        let isOther = !owner.isEmpty && owner != opened.personal(.submitterName)
        return [row("counter.receipt.from", opened.personal(.submitterName))]
            + (isOther ? [row("counter.owner", owner)] : [])
            + [
                row("counter.field.dia-chi", opened.personal(.submitterAddress)),
                row("counter.field.dien-thoai", opened.personal(.submitterPhone)),
                row("counter.receipt.content", opened.procedure.name),
                row("counter.receipt.received", page.fullMoment(clock.received)),
                row("procedure.fee", fee(page, clock.fee)),
                row("counter.field.co-quan", name(places.competent)),
                row("counter.receipt.way", page.text(TextKey("counter.way.\(opened.dossier.resultWay.rawValue)"))),
            ].filter { !$0.lines.allSatisfy(\.isEmpty) }
    }

    private func fee(_ page: PageContext, _ fee: Money) -> String {
        fee == .zero ? page.text("fee.free") : page.text("fee.amount", ["amount": .number(Int(fee.dong))])
    }

    private func papers(_ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase) {
        let given = opened.dossier.components
        guard !given.isEmpty else { return }
        let names = Dictionary(
            (opened.variant?.components ?? []).map { ($0.code, $0.name) }, uniquingKeysWith: { $1 })
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
                caption: page.text("counter.part.papers"), hidesCaption: false,
                columns: hasFiles ? columns : Array(columns.dropLast()),
                groups: [
                    DataTable.Group(
                        rows: given.map { paper in
                            let cells: [DataTable.Cell] = [
                                .text(names[paper.component] ?? paper.component.text), .number(paper.originals),
                                .number(paper.copies),
                            ]
                            return DataTable.Row(cells: hasFiles ? cells + [.number(paper.files.count)] : cells)
                        })
                ], staysTable: true), in: page)
    }

    /// Only where the dossier began at this counter, and only on that day; later a new one is given instead.
    private func secret(
        _ p: inout HTMLWriter, _ page: PageContext, _ opened: CounterCase, _ clock: DossierClock
    ) {
        let dossier = opened.dossier
        guard dossier.channel != .online, dossier.secretGeneration == 0, clock.received.date == pages.now.date
        else { return }
        let secret = pages.office.secrets.secret(of: opened.id.stream, generation: dossier.secretGeneration)
        p.p { p in
            p.text(page.text("counter.receipt.secret") + " ")
            p.span(secret.grouped, .class("code"))
        }
        p.p(page.text("counter.receipt.secret.use"))
    }

    private func receiver(_ opened: CounterCase) -> String {
        let event = opened.story.first { $0.event.change.kind == .received }?.event
        return event.flatMap { pages.catalogue.officers[$0.actor]?.name } ?? ""
    }

    private func name(_ code: AgencyCode) -> String { pages.catalogue.agencies[code]?.name ?? code.text }
}
