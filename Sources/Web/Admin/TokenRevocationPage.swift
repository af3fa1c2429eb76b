import Core
import HTML
import HTTPTypes
import Store
import UseCases

/// Asks once more before another system is shut out, then revokes its token (trang thu hồi mã truy cập).
struct TokenRevocationPage {
    let pages: Pages
    let call: Call

    func form() async throws -> Reply {
        let opened = try await OpenedAccount.open(call, pages)
        let token = try token(of: opened)
        let page = pages.context(call)
        let words = AccountWords(page: page, catalogue: pages.catalogue)
        let isLive = token.revoked == nil && token.expires > pages.now
        guard isLive, opened.isWhole else {
            let key: TextKey = opened.isWhole ? "admin.refused.token" : "admin.refused.account"
            return refused(Notice(standing: .soon, lines: [page.text(key)], isSaidAloud: true), opened, page)
        }
        let title = page.text("admin.revoke.title")
        let confirm = ConfirmPage(
            title: title, explanation: [page.text("admin.revoke.explain")],
            facts: [
                SummaryList.Row(page.text("admin.token.label"), token.label),
                SummaryList.Row(page.text("access.activate.name"), opened.account.name),
                SummaryList.Row(page.text("admin.standing"), words.standing(opened.kept.standing).word),
                SummaryList.Row(
                    page.text("admin.token.lastUsed"),
                    token.lastUsed.map { page.day($0) } ?? page.text("admin.never")),
            ],
            confirm: page.text("admin.revoke.button"), isDangerous: true,
            action: Path.accountToken(opened.account.actor, token.id).url,
            back: Path.account(opened.account.actor).url, values: KeeperForm.values(KeeperForm.command(), picture: nil))
        return .page(AdminFrame(page: page).written(title) { $0.put(confirm, in: page) })
    }

    func done(_ form: Form) async throws -> Reply {
        let sent = try KeeperForm(form, of: call, pages, known: [])
        let opened = try await OpenedAccount.open(call, pages)
        let (id, token) = (opened.account.actor, try token(of: opened).id)
        do {
            _ = try await sent.carryOut { keeping, random in
                (try keeping.revokeToken(token, of: id, random: &random), id)
            }
        } catch {
            let page = pages.context(call)
            let words = AccountWords(page: page, catalogue: pages.catalogue)
            guard let refusal = KeepingNotice(error, in: words) else { throw error }
            return refused(refusal.notice, opened, page)
        }
        return .seeOther(Path.account(id).with("xong", AccountPage.revoked))
    }

    private func token(of opened: OpenedAccount) throws(Problem) -> BearerToken {
        let id = BearerTokenID(String(call.parameter("token").prefix(64)))
        guard let token = opened.tokens.first(where: { $0.id == id }) else { throw Problem(.notFound) }
        return token
    }

    private func refused(_ notice: Notice, _ opened: OpenedAccount, _ page: PageContext) -> Reply {
        let title = page.text("admin.notNow")
        let html = AdminFrame(page: page).written(title) { p in
            p.put(BackLink(target: Path.account(opened.account.actor).url), in: page)
            p.h1(title)
            p.put(notice, in: page)
        }
        return .page(html, .conflict)
    }
}
