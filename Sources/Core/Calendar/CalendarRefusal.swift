/// Why a calendar is not made, or a deadline not computed (lý do từ chối tính thời hạn): a rule said no, with its data.
public enum CalendarRefusal: Error, Hashable, Sendable {
    /// A date needed for the answer lies in a year the calendar does not hold; the year is named, then those held.
    case yearOutside(Int, ClosedRange<Int>)
    /// A calendar holds years 1–9999, and at most `WorkingCalendar.yearsMax` of them.
    case badYears(ClosedRange<Int>)
    /// Office hours that overlap, run backwards or leave the day; the weekday is 1 Monday … 7 Sunday.
    case badHours(weekday: Int)
    /// Two rules were given for one day.
    case duplicateDay(CivilDate)
    /// A working Saturday (ngày làm bù) that does not say which day it replaces has no hours.
    case swapWithoutPair(CivilDate)
    /// A closure that ends before it begins.
    case closureReversed(from: CivilDate, to: CivilDate)
    /// A setting outside its range; the key is that of the settings file.
    case badSetting(key: String)
    /// A limit of nothing, or of more than `TimeLimit.countMax`.
    case badLimit(TimeLimit)
    /// The due has passed, so the clock can no longer be restarted, paused or moved.
    case duePassed(due: Instant)
    /// A request that was complete before it was made.
    case completedBeforeRequest(requested: Instant, completed: Instant)
    /// A request from before the clock's present run, or while an earlier one was still open.
    case requestedBeforeStart(requested: Instant, start: Instant)
    /// An extension is refused from the calendar day of the due on.
    case extensionTooLate(due: Instant)
    /// An extension has to give a later day.
    case extensionNotLater(than: Instant)
}
