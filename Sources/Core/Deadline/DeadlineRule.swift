/// The rule that a step of an explained deadline rests on (quy tắc tính thời hạn).
///
/// R1–R11 are the counting rules of the Civil Code 2015 (arts 147–148) and of one-stop practice; the others move a
/// clock that is already running.
public enum DeadlineRule: String, Codable, CaseIterable, Sendable {
    /// Hours run from the moment of the event (Civil Code art. 147).
    case fromTheMoment = "R1"
    /// The first day is not counted (art. 147).
    case firstDayNotCounted = "R2"
    /// A term in days ends on its last day; offices print their closing (art. 148).
    case endsAtClosing = "R3"
    /// A last day without work moves to the end of the next working day (art. 148).
    case lastDayMoves = "R4"
    /// Working days skip days without work.
    case workingDays = "R5"
    /// Days are calendar days.
    case calendarDays = "R6"
    /// Months end on the same day number, or on the last day of a shorter month.
    case months = "R7"
    /// Hours are counted within office hours.
    case workingHours = "R8"
    /// What comes outside hours starts at the next opening.
    case outsideHours = "R9"
    /// Same-day procedures: after 15:00 the next working day (Decree 23/2015 art. 7; Law 60/2014 art. 5).
    case sameDayCutoff = "R10"
    /// Papers are handed on within the day; after 15:00 at the start of the next (Decree 61/2018 art. 18).
    case transferCutoff = "R11"
    /// The full limit again from completion (Decree 61/2018 art. 19.4).
    case restart
    /// The unused rest from completion.
    case pause
    /// The due is moved by the time that does not count.
    case exclude
    /// A new appointment with an apology (Decree 61/2018 art. 19.9).
    case extend
}
