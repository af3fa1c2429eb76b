import Core
import HTML
import Store
import UseCases

/// One account: how it stands, what it holds, its sessions and tokens, and what may be done (trang tài khoản).
struct AccountPage {
    /// What the address says was done, beside the acts.
    static let before = "da-lam"
    static let madeSystem = "he-thong"
    static let revoked = "thu-hoi"
    /// Tokens and sessions listed; more than these are of the past.
    static let rowsMost = 50

    let pages: Pages
    let call: Call

    func answer() async throws -> Reply {
        let opened = try await OpenedAccount.open(call, pages)
        let words = AccountWords(page: pages.context(call), catalogue: pages.catalogue)
        return .page(html(opened, words))
    }

    private func html(_ opened: OpenedAccount, _ words: AccountWords) -> [UInt8] {
        let page = words.page
        return AdminFrame(page: page).written(opened.account.name) { p in
            p.put(BackLink(target: Path.admin.url, words: page.text("admin.back")), in: page)
            if let done = done(page) { p.put(done, in: page) }
            p.h1(opened.account.name)
            p.div(.class("card measure")) { $0.put(SummaryList(rows: facts(opened, words)), in: page) }
            writeActs(&p, opened, page)
            p.h2(page.text("admin.assignments"))
            if opened.kept.assignments.isEmpty {
                p.p(page.text("admin.assignments.none"))
            } else {
                p.put(assignments(opened, words), in: page)
            }
            if opened.kept.isSystem { writeTokens(&p, opened, page) }
            writeSessions(&p, opened, page)
        }
    }

    /// What the last act did.
    private func done(_ page: PageContext) -> Notice? {
        guard let word = call.query["xong"] else { return nil }
        let key: TextKey
        switch word {
        case AccountPage.before: key = "admin.done.before"
        case AccountPage.madeSystem: key = "admin.done.system"
        case AccountPage.revoked: key = "admin.done.revoked"
        default:
            guard let act = AccountAct(rawValue: word) else { return nil }
            switch act {
            case .assignments: key = "admin.done.assignments"
            case .sessions: key = "admin.done.sessions"
            case .lock: key = "admin.done.lock"
            case .unlock: key = "admin.done.unlock"
            case .link, .token: return nil
            }
        }
        let standing: Standing = word == AccountPage.before ? .soon : .done
        return Notice(standing: standing, lines: [page.text(key)], isSaidAloud: true)
    }

    private func facts(_ opened: OpenedAccount, _ words: AccountWords) -> [SummaryList.Row] {
        let (page, account) = (words.page, opened.account)
        var rows = [
            SummaryList.Row(page.text("access.signIn.login"), account.login, isCode: true),
            SummaryList.Row(page.text("admin.standing"), words.standing(opened.kept.standing).word),
            SummaryList.Row(page.text("admin.created"), page.moment(account.created)),
            SummaryList.Row(page.text("admin.lastUsed"), words.lastUsed(account)),
        ]
        if !opened.kept.isSystem {
            rows.append(
                SummaryList.Row(
                    page.text("admin.passwordSet"),
                    account.password.map { page.moment($0.set) } ?? page.text("admin.passwordSet.never")))
        }
        if let link = opened.link, link.expires > pages.now {
            rows.append(
                SummaryList.Row(
                    page.text("admin.link"),
                    page.text("admin.link.until", ["until": .text(page.moment(link.expires))])))
        }
        return rows
    }

    private func writeActs(_ p: inout HTMLWriter, _ opened: OpenedAccount, _ page: PageContext) {
        let acts = opened.acts
        if opened.isOwn {
            p.p { p in
                p.text(page.text("admin.own") + " ")
                p.a(.href(Path.passwordChange)) { $0.text(page.text("access.change.title")) }
            }
        } else if !opened.isWhole {
            p.p(page.text("admin.partly"), .class("hint"))
        }
        guard !acts.isEmpty else { return }
        p.actions { p in
            for act in acts {
                p.put(
                    LinkButton(
                        words: page.text(act.key("act")),
                        target: Path.account(opened.account.actor, act: act.rawValue).url,
                        weight: act.isDangerous ? .danger : .second), in: page)
            }
        }
    }

    private func assignments(_ opened: OpenedAccount, _ words: AccountWords) -> DataTable {
        let page = words.page
        return DataTable(
            caption: page.text("admin.assignments"),
            columns: [
                DataTable.Column(title: page.text("admin.role"), kind: .main),
                DataTable.Column(title: page.text("admin.agency"), isLabelled: false),
                DataTable.Column(title: page.text("admin.agency.code"), kind: .short),
            ],
            groups: [
                DataTable.Group(
                    rows: opened.kept.assignments.map { held in
                        DataTable.Row(cells: [
                            .text(words.role(held.role)), .text(words.agency(held.agency)), .text(held.agency.text),
                        ])
                    })
            ])
    }

    private func writeSessions(_ p: inout HTMLWriter, _ opened: OpenedAccount, _ page: PageContext) {
        if opened.kept.isSystem && opened.sessions.isEmpty { return }
        p.h2(page.text("admin.sessions"))
        guard !opened.sessions.isEmpty else { return p.p(page.text("admin.sessions.none")) }
        p.put(
            DataTable(
                caption: page.text("admin.sessions"),
                columns: [
                    DataTable.Column(title: page.text("admin.session.browser"), kind: .main),
                    DataTable.Column(title: page.text("admin.session.started"), kind: .short),
                    DataTable.Column(title: page.text("admin.session.seen"), kind: .short),
                ],
                groups: [
                    DataTable.Group(
                        rows: opened.sessions.prefix(AccountPage.rowsMost).map { session in
                            let browser = session.browser.isEmpty ? page.text("admin.unknown") : session.browser
                            return DataTable.Row(cells: [
                                .text(browser), .text(page.moment(session.started)), .text(page.moment(session.seen)),
                            ])
                        })
                ]), in: page)
    }

    private func writeTokens(_ p: inout HTMLWriter, _ opened: OpenedAccount, _ page: PageContext) {
        p.h2(page.text("admin.tokens"))
        guard !opened.tokens.isEmpty else {
            p.put(
                EmptyState(title: page.text("admin.tokens.none"), explanation: page.text("admin.tokens.none.detail")),
                in: page)
            return
        }
        p.put(TokenTable(opened: opened, page: page, now: pages.now).table, in: page)
    }
}

/// The tokens of another system, the newest first, each with its end and when it was last used (mã truy cập).
struct TokenTable {
    let opened: OpenedAccount
    let page: PageContext
    let now: Instant

    var table: DataTable {
        DataTable(
            caption: page.text("admin.tokens"),
            columns: [
                DataTable.Column(title: page.text("admin.token.label"), kind: .main),
                DataTable.Column(title: page.text("admin.standing"), kind: .short, isLabelled: false),
                DataTable.Column(title: page.text("admin.token.expires"), kind: .short),
                DataTable.Column(title: page.text("admin.token.lastUsed"), kind: .short),
                DataTable.Column(title: page.text("admin.token.revoke"), kind: .short, isLabelled: false),
            ],
            groups: [DataTable.Group(rows: opened.tokens.prefix(AccountPage.rowsMost).map { row($0) })])
    }

    private func row(_ token: BearerToken) -> DataTable.Row {
        let isOver = token.revoked != nil || token.expires <= now
        let tag =
            token.revoked != nil
            ? Tag(.plain, page.text("admin.token.revoked"))
            : isOver ? Tag(.plain, page.text("admin.token.over")) : Tag(.onTime, page.text("admin.token.live"))
        let revoke: DataTable.Cell =
            isOver || !opened.isWhole
            ? .blank
            : .link(page.text("admin.token.revoke"), Path.accountToken(opened.account.actor, token.id).url)
        return DataTable.Row(cells: [
            .text(token.label), .tag(tag), .text(page.moment(token.expires)),
            .text(token.lastUsed.map { page.day($0) } ?? page.text("admin.never")), revoke,
        ])
    }
}
