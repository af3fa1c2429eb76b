import Core
import HTML
import Store

/// What stands around every page of the counter: its lists at the side, search and keys above (khung trang quầy).
struct CounterFrame {
    /// Which list the page belongs to.
    enum Place { case queue, reception, online, completion, results, none }

    let page: PageContext
    let counts: CounterCounts
    var place: Place = .none

    func written(
        _ title: String, typed: String = "", hasErrors: Bool = false, content: HTMLWriter.Content
    ) -> [UInt8] {
        Page(
            title: title, in: page, layout: .office(side), hidesSearch: true, isPrivate: true, hasErrors: hasErrors
        ).written { p in
            p.put(
                SearchForm(
                    target: Path.counterSearch.url, label: page.text("counter.search.label"),
                    hint: page.text("counter.search.hint"), button: page.text("shell.search.button"), value: typed,
                    weight: .second, isMain: true), in: page)
            keys(&p)
            content(&p)
        }.bytes
    }

    private func keys(_ p: inout HTMLWriter) {
        p.p(.class("keys")) { p in
            for (index, key) in ["F2", "Ctrl+/", "Ctrl+Enter"].enumerated() {
                if index > 0 { p.text(" · ") }
                p.kbd(key)
                p.text(" " + page.text(TextKey("counter.key.\(index + 1)")))
            }
        }
    }

    private var side: SideNavigation {
        func link(_ key: TextKey, _ path: Path, _ place: Place, _ count: ListCount? = nil) -> NavigationLink {
            NavigationLink(
                title: page.text(key), target: path.url, isCurrent: self.place == place,
                count: count.map { page.countWord($0) })
        }
        return SideNavigation(sections: [
            SideNavigation.Section(links: [
                link("counter.side.queue", .frontDesk, .queue),
                link("counter.side.new", .reception, .reception),
            ]),
            SideNavigation.Section(
                title: page.text("counter.side.lists"),
                links: [
                    link("counter.side.online", .onlineQueue, .online, counts.incoming),
                    link("counter.side.completion", .awaitingCompletion, .completion, counts.completion),
                    link("counter.side.results", .resultsToReturn, .results, counts.results),
                ]),
        ])
    }
}
