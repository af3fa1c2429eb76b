import Core
import HTML

/// Pages for elected bodies that oversee: dossiers as facts and clocks, each line to be checked in the ledger (giám
/// sát).
struct OversightRoutes {
    /// Everything else that officers use refuses this role; what is open to everybody stays open to it.
    static let roles: Set<Role> = [.oversight]

    let pages: Pages

    var routes: [Route] {
        let pages = pages
        return [
            .get(.oversight, access: .roles(Self.roles)) { call in
                try await OverseenListPage(pages: pages).answer(call)
            },
            .get(.overseenDossier, access: .roles(Self.roles)) { call in
                try await OverseenDossierPage(pages: pages).answer(call)
            },
        ]
    }
}

/// What stands around an overseer's page: their own list, and what is open to everybody (khung trang giám sát).
struct OversightFrame {
    let page: PageContext
    var isList = false

    func written(_ title: String, content: HTMLWriter.Content) -> [UInt8] {
        Page(title: title, in: page, layout: .office(side), hidesSearch: true, isPrivate: true)
            .written(content: content).bytes
    }

    private var side: SideNavigation {
        SideNavigation(sections: [
            SideNavigation.Section(
                title: page.text("oversight.side"),
                links: [
                    NavigationLink(
                        title: page.text("oversight.title"), target: Path.oversight.url, isCurrent: isList)
                ]),
            SideNavigation.Section(
                title: page.text("oversight.side.open"),
                links: [
                    NavigationLink(title: page.text("open.title"), target: Path.statistics.url),
                    NavigationLink(title: page.text("log.title"), target: Path.ledger.url),
                    NavigationLink(title: page.text("proof.title"), target: Path.proof.url),
                ]),
        ])
    }
}
