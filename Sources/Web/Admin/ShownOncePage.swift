import Core
import HTML
import Store
import UseCases

/// A secret, shown to the administrator this once and never again (trang chỉ hiện một lần).
///
/// It is the answer to the form itself: no address holds it, and coming back to the page shows it no more.
struct ShownOncePage {
    static let shownField = "hien-mot-lan"

    let pages: Pages
    let call: Call

    /// The link with which an officer chooses a password.
    func link(_ link: Secret, of account: Account, isNew: Bool) -> [UInt8] {
        let page = pages.context(call)
        let until = pages.now.adding(minutes: OneTimeLinks.hours * 60)
        return html(
            page, title: page.text(isNew ? "admin.once.made" : "admin.once.renewed", ["name": .text(account.name)]),
            label: page.text("admin.once.link"), secret: origin + Path.activation(link.text).url.text,
            lines: [
                page.text("admin.once.link.give", ["name": .text(account.name), "login": .text(account.login)]),
                page.text("admin.once.link.until", ["until": .text(page.fullMoment(until))]),
                page.text("admin.once.link.lost"),
            ], account: account.actor)
    }

    /// A token with which another system asks the API.
    func token(_ secret: Secret, _ token: BearerToken, of account: Account) -> [UInt8] {
        let page = pages.context(call)
        return html(
            page, title: page.text("admin.once.token.title", ["name": .text(account.name)]),
            label: page.text("admin.once.token"), secret: secret.text,
            lines: [
                page.text("admin.once.token.give", ["label": .text(token.label)]),
                page.text("admin.once.token.until", ["until": .text(page.fullMoment(token.expires))]),
                page.text("admin.once.token.lost"),
            ], account: account.actor)
    }

    private func html(
        _ page: PageContext, title: String, label: String, secret: String, lines: [String], account: ActorID
    ) -> [UInt8] {
        AdminFrame(page: page).written(title) { p in
            p.div(.class("measure")) { p in
                p.h1(title)
                p.put(
                    Notice(
                        standing: .soon, title: page.text("admin.once.title"),
                        lines: [page.text("admin.once.detail")], isSaidAloud: true), in: page)
                p.put(
                    Field(
                        kind: .longText(rows: 3), name: ShownOncePage.shownField, label: label,
                        hint: page.text("admin.once.copy"), value: secret, isReadOnly: true), in: page)
                p.ul { p in
                    for line in lines { p.li(line) }
                }
                p.actions { p in
                    p.put(
                        LinkButton(words: page.text("admin.once.onward"), target: Path.account(account).url), in: page)
                    p.a(.href(Path.newAccount)) { $0.text(page.text("admin.new.title")) }
                }
            }
        }
    }

    /// The site's own address as the browser of the administrator knows it, for the whole link; empty if it tells none.
    private var origin: String {
        guard let origin = call.header("Origin"), origin.utf8.count <= 200,
            origin.hasPrefix("https://") || origin.hasPrefix("http://"),
            origin.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
        else { return "" }
        return origin
    }
}
