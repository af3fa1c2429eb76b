import Core
import UseCases

/// How much of its working hours an office has left to answer an online dossier (đồng hồ trả lời 8 giờ làm việc).
struct AnswerClock {
    /// Below this many minutes of office hours it is said that time is short.
    static let soonMinutes = 120

    let page: PageContext
    let catalogue: Catalogue
    let now: Instant

    /// The state in a word with the time left; hours in which the unit is closed do not count.
    func tag(answerBy: Instant, at intake: AgencyCode) -> Tag {
        if answerBy < now { return Tag(.late, page.text("counter.clock.late")) }
        let left = catalogue.calendar.workingMinutes(
            from: now, to: answerBy, at: SiteID(intake.text), for: .online)
        // Minutes matter once time is short; before that they only change under the eyes.
        let words =
            left < AnswerClock.soonMinutes
            ? page.text("counter.clock.left", ["hours": .number(left / 60), "minutes": .number(left % 60)])
            : page.text("counter.clock.hours", ["hours": .number(left / 60)])
        return Tag(left < AnswerClock.soonMinutes ? .soon : .onTime, words)
    }
}
