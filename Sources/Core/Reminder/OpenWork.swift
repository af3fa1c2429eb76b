/// A dossier that an office has in hand, as far as reminding needs it (hồ sơ đang giữ).
public struct OpenWork: Hashable, Sendable {
    public var dossier: Int64
    /// Whose turn it is; before anybody is assigned, the head of the division who assigns.
    public var holder: ReminderHolder
    public var competent: AgencyCode
    public var channel: Channel
    public var due: Instant?
    /// Nil outside the workflow.
    public var stepDue: Instant?

    public init(
        dossier: Int64, holder: ReminderHolder, competent: AgencyCode, channel: Channel, due: Instant?,
        stepDue: Instant?
    ) {
        self.dossier = dossier
        self.holder = holder
        self.competent = competent
        self.channel = channel
        self.due = due
        self.stepDue = stepDue
    }

    /// Of what its holder is to be reminded now and, where it is late, the head of the unit too.
    ///
    /// A step that may take as long as the dossier itself adds nothing to the dossier's own reminder.
    public func reminders(
        at now: Instant, _ settings: ReminderSettings, _ calendar: WorkingCalendar
    ) -> [Reminder] {
        var reminders: [Reminder] = []
        if let due { reminders += self.reminders(of: due, .dueSoon, .dueLate, competent, now, settings, calendar) }
        if let stepDue, due.map({ stepDue < $0 }) ?? true {
            reminders += self.reminders(
                of: stepDue, .stepSoon, .stepLate, holder.agency, now, settings, calendar)
        }
        return reminders
    }

    private func reminders(
        of moment: Instant, _ soon: ReminderReason, _ late: ReminderReason, _ site: AgencyCode, _ now: Instant,
        _ settings: ReminderSettings, _ calendar: WorkingCalendar
    ) -> [Reminder] {
        func reminder(_ holder: ReminderHolder, _ reason: ReminderReason) -> Reminder {
            Reminder(dossier: dossier, holder: holder, reason: reason, moment: moment)
        }
        guard Deadline.isOverdue(due: moment, asOf: now) else {
            let left = calendar.workingMinutes(from: now, to: moment, at: SiteID(site.text), for: channel)
            return left < settings.hoursBefore * 60 ? [reminder(holder, soon)] : []
        }
        let head = ReminderHolder(role: .leader, agency: holder.agency)
        return (holder == head ? [holder] : [holder, head]).map { reminder($0, late) }
    }
}
