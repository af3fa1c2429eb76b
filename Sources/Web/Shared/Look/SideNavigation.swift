import HTML

/// Lists and pages of an office, at the side of every page of its officers (điều hướng bên).
struct SideNavigation: Component, Sendable {
    struct Section: Sendable {
        var title: String?
        var links: [NavigationLink]
    }

    var sections: [Section]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.nav(.class("side"), .ariaLabel(page.text("shell.side"))) { p in
            for section in sections {
                if let title = section.title { p.h2(title) }
                p.ul(.class("plain")) { p in
                    for link in section.links {
                        p.li { p in
                            p.a(.href(link.target), .ariaCurrent(link.isCurrent ? .page : nil)) { p in
                                p.span(link.title)
                                if let count = link.count { p.span(count, .class("soft")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
