import Core
import HTML
import Store
import UseCases

/// One record that stands aside: why, and what to do about it (trang bản ghi bị treo).
struct FollowerRecordPage {
    /// Said where the record was over before the button was pressed.
    static let over = "da-het"

    let pages: Pages
    let call: Call

    private var page: PageContext { pages.context(call) }
    private var words: FollowerWords { FollowerWords(page: page) }

    /// The record with its reason and the three things that can be done.
    func answer() async throws -> Reply {
        guard let row = try await row() else { return .seeOther(Path.followers.with("xong", Self.over)) }
        let (page, parked) = (page, row.parked)
        let title = page.text("followers.record.title", ["seq": .number(parked.seq)])
        return .page(
            AdminFrame(page: page, shown: .followers).written(title) { p in
                p.div(.class("measure")) { p in
                    p.put(BackLink(target: Path.followers.url), in: page)
                    p.h1(title)
                    p.div(.class("card")) { $0.put(SummaryList(rows: facts(row)), in: page) }
                    if parked.state == .parked || parked.failed > 0 {
                        p.h2(page.text("followers.record.what"))
                        p.p(page.text("followers.record.help"))
                        p.postForm(to: target(.retry, parked), in: page, isMain: true) { p in
                            p.actions { p in
                                p.put(Button(words: page.text(FollowerAct.retry.key("button"))), in: page)
                                for act in [FollowerAct.done, .skip] {
                                    p.put(
                                        LinkButton(
                                            words: page.text(act.key("button")), target: target(act, parked).url,
                                            weight: .second), in: page)
                                }
                            }
                        }
                    } else {
                        p.put(Notice(lines: [page.text("followers.record.behind.help")]), in: page)
                    }
                }
            })
    }

    /// Asks once more.
    func form() async throws -> Reply {
        let act = try act()
        guard let row = try await row() else { return .seeOther(Path.followers.with("xong", Self.over)) }
        let page = page
        let title = page.text(act.key("title"), ["seq": .number(row.parked.seq)])
        let confirm = ConfirmPage(
            title: title, explanation: [page.text(act.key("explain"))], facts: facts(row),
            confirm: page.text(act.key("button")), isDangerous: act == .skip, action: target(act, row.parked).url,
            back: Path.followerRecord(row.parked.follower, row.parked.seq).url)
        return .page(AdminFrame(page: page, shown: .followers).written(title) { $0.put(confirm, in: page) })
    }

    /// Does it; a second click is told that it was over.
    func done(_ form: Form) async throws -> Reply {
        for field in form.fields.fields where field.name != FormKey.field { throw Problem.field(field.name, .unknown) }
        let act = try act()
        let (follower, seq) = try key()
        let acts = ParkedActs(by: try call.identity().actor, root: pages.catalogue.province?.code, now: pages.now)
        let isDone = try await pages.office.store.write { transaction in
            var random = SystemRandom()
            return try acts.give(act.act, follower: follower, seq: seq, random: &random, in: transaction)
        }
        return .seeOther(Path.followers.with("xong", isDone ? act.rawValue : Self.over))
    }

    // MARK: - The record

    private func key() throws(Problem) -> (follower: String, seq: Int) {
        guard ParkedActs.mayAct(try call.identity().actor, root: pages.catalogue.province?.code) else {
            throw Problem(.forbidden)
        }
        guard let seq = Int(call.parameter("seq")), seq >= 0 else { throw Problem(.notFound) }
        return (String(call.parameter("follower").prefix(64)), seq)
    }

    private func act() throws(Problem) -> FollowerAct {
        guard let act = FollowerAct(rawValue: call.parameter("act")) else { throw Problem(.notFound) }
        return act
    }

    /// Nil for one that does not stand aside, or no longer.
    private func row() async throws -> FollowerListPage.Row? {
        let (follower, seq) = try key()
        return try await pages.office.store.read { sql in
            guard let parked = try ParkedTable.open(follower, seq, in: sql) else { return nil }
            return FollowerListPage.Row(parked: parked, dossier: try FollowerListPage.dossier(of: parked, in: sql))
        }
    }

    private func target(_ act: FollowerAct, _ parked: ParkedRecord) -> Path {
        Path.followerAct(parked.follower, parked.seq, act: act.rawValue)
    }

    private func facts(_ row: FollowerListPage.Row) -> [SummaryList.Row] {
        let (page, parked) = (page, row.parked)
        var facts = [
            SummaryList.Row(page.text("followers.column.name"), words.title(parked.follower)),
            SummaryList.Row(page.text("followers.column.kind"), parked.kind, isCode: true),
            SummaryList.Row(page.text("followers.column.state"), words.state(parked).word),
            SummaryList.Row(page.text("followers.column.since"), page.fullMoment(parked.parked)),
        ]
        if let dossier = row.dossier {
            facts.insert(SummaryList.Row(page.text("followers.column.dossier"), dossier, isCode: true), at: 1)
        }
        guard parked.failed > 0 else { return facts }
        facts.append(SummaryList.Row(page.text("followers.column.reason"), parked.reason ?? "", isCode: true))
        facts.append(SummaryList.Row(page.text("followers.column.tries"), page.language.grouped(parked.failed)))
        if parked.state == .waiting {
            facts.append(SummaryList.Row(page.text("followers.column.tryAt"), page.fullMoment(parked.tryAt)))
        }
        return facts
    }
}
