import HTML

/// What stands around every page of a desk: the officer's lists at the side (khung trang cán bộ).
struct DeskFrame {
    let page: PageContext
    let officer: DeskOfficer
    var shown: WorkFilter?
    /// Nil on pages that count nothing.
    var counts: WorkCounts?

    func written(_ title: String, hasErrors: Bool = false, content: HTMLWriter.Content) -> [UInt8] {
        Page(
            title: title, in: page, layout: .office(side), hidesSearch: true, isPrivate: true, hasErrors: hasErrors
        ).written(content: content).bytes
    }

    private var side: SideNavigation {
        SideNavigation(sections: [
            SideNavigation.Section(
                title: page.text("desk.side"),
                links: WorkFilter.offered(to: officer).map { filter in
                    NavigationLink(
                        title: page.text(filter.key("filter")), target: filter.path.url, isCurrent: filter == shown,
                        count: counts?.all[filter].map { page.countWord($0) })
                })
        ])
    }
}

extension PageContext {
    /// A count of a list; counting stops at 10,000, so that says "and more".
    func countWord(_ count: Int) -> String {
        language.grouped(count) + (count >= 10_000 ? "+" : "")
    }
}
