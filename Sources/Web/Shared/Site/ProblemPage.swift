import Core
import HTML
import UseCases

/// The page of a problem in the site's frame: what happened, what to do, whom to ask (trang báo sự cố).
struct ProblemPage {
    let pages: Pages

    func html(_ text: ProblemText, _ visitor: Visitor) -> [UInt8] {
        let page = pages.context(visitor, target: Path.home.url.text)
        return Page(title: text.title, in: page, isPrivate: true, hasErrors: !text.fields.isEmpty).written { p in
            p.h1(text.title)
            p.p(text.detail, .class("lead"))
            if !text.fields.isEmpty {
                p.put(Notice(standing: .late, lines: text.fields.map(\.detail), isSaidAloud: true), in: page)
            }
            p.p(text.help)
            if let telephone = pages.catalogue.province?.phone {
                p.p { p in
                    p.text(page.text("access.telephone") + " ")
                    p.a(telephone, .href(SafeURL.telephone(telephone)))
                }
            }
            p.actions { p in
                let first = wayOn(text.code, visitor, page)
                if let first { p.put(first, in: page) }
                p.put(
                    LinkButton(
                        words: text.homeLink, target: Path.home.url, weight: first == nil ? .primary : .second),
                    in: page)
            }
            if !text.reference.isEmpty { p.p(text.referenceLine, .class("hint")) }
        }.bytes
    }

    /// Where somebody goes on from here; nil for everybody whom the home page serves best.
    private func wayOn(_ code: ProblemCode, _ visitor: Visitor, _ page: PageContext) -> LinkButton? {
        if code == .signInNeeded { return LinkButton(words: page.text("shell.signIn"), target: Path.signIn.url) }
        guard [.forbidden, .notPermitted, .otherAgency].contains(code),
            let landing = visitor.identity.flatMap({ Landing($0.actor) })
        else { return nil }
        return LinkButton(words: page.text(landing.title), target: landing.path.url)
    }
}
