import HTML

/// Why the due date is this date, step by step and day by day (cách tính ngày hẹn trả).
///
/// The sentences come written by the caller from the same explanation that the due date was counted with.
struct ExplainedDeadline: Component, Sendable {
    /// What a day was to the clock.
    enum DayKind: Sendable { case start, counted, skipped, due }

    /// One day of the strip: "Thứ Hai", "23/11", "ngày thứ nhất".
    struct Day: Sendable {
        var kind: DayKind
        var weekday: String
        var date: String
        var words: String
    }

    var sentences: [String]
    /// Left out where the count is in hours or over many weeks.
    var days: [Day] = []
    var isOpen = true

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.details(.class("why"), .open(isOpen)) { p in
            p.summary(page.text("deadline.why"))
            if !days.isEmpty {
                p.ol(.class("plain strip"), .role(.list), .ariaLabel(page.text("deadline.days"))) { p in
                    for day in days {
                        p.li(.class(styleClass(day.kind))) { p in
                            p.text(day.weekday)
                            p.strong(day.date)
                            p.text(day.words)
                        }
                    }
                }
            }
            p.ol { p in
                for sentence in sentences { p.li(sentence) }
            }
        }
    }

    private func styleClass(_ kind: DayKind) -> StaticString? {
        switch kind {
        case .start: nil
        case .counted: "counted"
        case .skipped: "skipped"
        case .due: "due"
        }
    }
}
