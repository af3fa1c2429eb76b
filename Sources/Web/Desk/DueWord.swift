import Core
import UseCases

/// How long a dossier still has, in a word with its shape (thời gian còn lại).
struct DueWord {
    /// When a dossier presses.
    enum Pressing: CaseIterable { case late, today, later }

    let page: PageContext
    let catalogue: Catalogue
    let now: Instant

    /// The first moment that no longer belongs to today; a due at 24:00 still does.
    static func tonight(_ now: Instant) -> Instant {
        Instant(microseconds: Instant(now.date.adding(days: 1), minute: 0).microseconds + 1)
    }

    func pressing(_ due: Instant) -> Pressing {
        if Deadline.isOverdue(due: due, asOf: now) { return .late }
        return due < DueWord.tonight(now) ? .today : .later
    }

    /// The state and, while a clock runs, what is left of it in the hours of the competent agency.
    func tag(_ phase: Phase, due: Instant?, at competent: AgencyCode, _ channel: Channel) -> Tag {
        switch phase {
        case .submitted, .awaitingCompletion, .awaitingSupplement, .awaitingPayment:
            return Tag(.waiting, page.text(TextKey("desk.phase.\(phase.rawValue)")))
        case .received, .processing:
            guard let due else { return Tag(.onTime, page.text(TextKey("desk.phase.\(phase.rawValue)"))) }
            return left(due, SiteID(competent.text), channel)
        case .settled, .refused, .returned, .receptionRefused, .withdrawn, .stopped, .voided:
            return Tag(.done, page.text(TextKey("desk.phase.\(phase.rawValue)")))
        }
    }

    private func left(_ due: Instant, _ site: SiteID, _ channel: Channel) -> Tag {
        switch pressing(due) {
        case .late:
            let days = now.date.dayNumber - due.dueDay.dayNumber
            return Tag(
                .late,
                days > 0
                    ? page.text("desk.left.late", ["days": .number(days)]) : page.text("desk.left.lateToday"))
        case .today:
            let minutes = catalogue.calendar.workingMinutes(from: now, to: due, at: site, for: channel)
            // Whole hours while there are any: a row is read at a glance, and the appointment stands beside it.
            return Tag(
                .soon,
                minutes >= 60
                    ? page.text("desk.left.hours", ["hours": .number(minutes / 60)])
                    : page.text("desk.left.minutes", ["minutes": .number(minutes)]))
        case .later:
            let days = catalogue.calendar.workingDays(after: now.date, through: due.dueDay, at: site, for: channel)
            return Tag(days > 1 ? .onTime : .soon, page.text("desk.left.days", ["days": .number(max(1, days))]))
        }
    }
}
