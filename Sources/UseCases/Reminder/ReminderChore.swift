public import Core
import Store

/// Reminds officers of what is nearly due or overdue, and their heads of what is overdue (nhắc trước hạn, quá hạn).
///
/// It looks at the tables as they stand and makes the kept reminders what they should be: those that lack are added,
/// those that are over are taken away, and what was seen and is still late is told again each working morning. Done
/// twice, or by two processes, it comes to the same.
public struct ReminderChore: Chore {
    public let name = "reminders"
    public let period: Duration
    private let settings: ReminderSettings

    /// Within so many days lies every moment that is only some working hours away, holidays of Tết among them.
    private static let daysAhead = 14
    /// Changes in one transaction, so that no counter waits.
    private static let batch = 200

    public init(_ settings: ReminderSettings, period: Duration = .seconds(60)) {
        self.settings = settings
        self.period = period
    }

    public func run(_ office: Office) throws {
        let now = office.clock.now()
        let calendar = office.catalogue.calendar
        let found = try office.store.readNow { sql in
            (
                work: try OpenWorkList.due(before: now.adding(minutes: Self.daysAhead * 24 * 60), in: sql),
                kept: try ReminderTable.all(in: sql)
            )
        }
        let wanted = Set(found.work.flatMap { $0.reminders(at: now, settings, calendar) })
        let known = Set(found.kept.map(\.reminder))
        var changes = found.kept.filter { !wanted.contains($0.reminder) }.map { Change.over($0.reminder) }
        changes += wanted.subtracting(known).map { .new($0) }
        changes += found.kept.filter { wanted.contains($0.reminder) && isToldAgain($0, now, calendar) }
            .map { .again($0.reminder, since: $0.reminded) }
        var next = changes[...]
        while !next.isEmpty {
            let part = next.prefix(Self.batch)
            try office.store.writeNow { transaction in
                for change in part { try change.carryOut(now, in: transaction.sql) }
            }
            next = next.dropFirst(Self.batch)
        }
    }

    /// What is to be done with one reminder.
    private enum Change {
        case over(Reminder)
        case new(Reminder)
        case again(Reminder, since: Instant)

        func carryOut(_ now: Instant, in sql: any SQLConnection) throws {
            switch self {
            case .over(let reminder): try ReminderTable.remove(reminder, in: sql)
            case .new(let reminder): try ReminderTable.add(reminder, now: now, in: sql)
            case .again(let reminder, let since): try ReminderTable.renew(reminder, since: since, now: now, in: sql)
            }
        }
    }

    /// Late, seen on an earlier day, and the holder's agency has opened today.
    private func isToldAgain(_ kept: KeptReminder, _ now: Instant, _ calendar: WorkingCalendar) -> Bool {
        guard kept.reminder.reason.isLate, let seen = kept.seen, seen.date < now.date else { return false }
        let site = SiteID(kept.reminder.holder.agency.text)
        guard calendar.isWorkingDay(now.date, at: site, for: .direct),
            let opening = calendar.intervals(of: now.date, at: site, for: .direct).first?.opens
        else { return false }
        return now >= Instant(now.date, minute: opening)
    }
}
