import HTML

/// What was done, what is being done and what comes (tiến trình), from the first down.
struct Timeline: Component, Sendable {
    enum State: Sendable { case done, now, next }

    struct Entry: Sendable {
        var state: State
        var title: String
        /// Office or officer, in words.
        var who: String?
        /// Time in words, and as machines read it.
        var when: String?
        var instant: String?
        /// What was said then, shown as text.
        var note: String?
    }

    var entries: [Entry]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.ol(.class("plain timeline")) { p in
            for entry in entries {
                p.li(.class(styleClass(entry.state)), .ariaCurrent(entry.state == .now ? .step : nil)) { p in
                    p.h3 { p in
                        p.unseen(words(entry.state, in: page))
                        p.text(entry.title)
                    }
                    if let who = entry.who { p.p(who, .class("who")) }
                    if let when = entry.when {
                        p.p { p in p.time(when, entry.instant.map { .dateTime($0) } ?? .none) }
                    }
                    if let note = entry.note { p.p(note) }
                }
            }
        }
    }

    private func styleClass(_ state: State) -> StaticString {
        switch state {
        case .done: "done"
        case .now: "now"
        case .next: "next"
        }
    }

    private func words(_ state: State, in page: PageContext) -> String {
        switch state {
        case .done: page.text("timeline.done")
        case .now: page.text("timeline.now")
        case .next: page.text("timeline.next")
        }
    }
}
