public import Core

/// What a new version of the calendar takes away and brings (khác biệt giữa hai phiên bản lịch làm việc).
///
/// A day that is changed is both taken away and brought.
public struct CalendarDifference: Hashable, Sendable {
    public let version: Int
    public let years: ClosedRange<Int>
    public let daysLost: [DayRule]
    public let daysGained: [DayRule]
    public let closuresLost: [Closure]
    public let closuresGained: [Closure]

    /// Nil where the two say the same, in whatever order.
    init?(from old: CalendarFacts?, to new: CalendarFacts) {
        version = new.version
        years = new.firstYear...new.lastYear
        let (days, closures) = (Set(old?.days ?? []), Set(old?.closures ?? []))
        daysGained = new.days.filter { !days.contains($0) }
        closuresGained = new.closures.filter { !closures.contains($0) }
        let (kept, standing) = (Set(new.days), Set(new.closures))
        daysLost = old?.days.filter { !kept.contains($0) } ?? []
        closuresLost = old?.closures.filter { !standing.contains($0) } ?? []
        let sameYears = old.map { $0.firstYear == new.firstYear && $0.lastYear == new.lastYear } ?? false
        let nothing = daysGained.isEmpty && daysLost.isEmpty && closuresGained.isEmpty && closuresLost.isEmpty
        if sameYears && nothing { return nil }
    }
}
