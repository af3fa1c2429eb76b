import HTML
import Store

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
                        count: counts.map { page.countWord($0.of(filter)) })
                })
        ])
    }
}

extension PageContext {
    /// A count of a list, with a plus where there are more: `1.000+`.
    func countWord(_ count: ListCount) -> String {
        language.grouped(count.number) + (count.isMore ? "+" : "")
    }
}
