/// Why somebody is reminded (lý do nhắc việc), the most pressing first.
public enum ReminderReason: String, CaseIterable, Hashable, Sendable {
    /// The appointment with the applicant has passed (quá hạn trả).
    case dueLate
    /// The step's own working time is over (quá hạn bước).
    case stepLate
    /// The appointment is near (sắp đến hạn trả).
    case dueSoon
    /// The step's own time is nearly over (sắp đến hạn bước).
    case stepSoon

    /// True if its moment has passed.
    public var isLate: Bool {
        switch self {
        case .dueLate, .stepLate: true
        case .dueSoon, .stepSoon: false
        }
    }
}

/// Who is reminded (người được nhắc): an officer by id, or whoever has the role at the agency.
public struct ReminderHolder: Hashable, Sendable {
    /// Nil for whoever holds the role.
    public var officer: ActorID?
    public var role: Role
    public var agency: AgencyCode

    public init(officer: ActorID? = nil, role: Role, agency: AgencyCode) {
        self.officer = officer
        self.role = role
        self.agency = agency
    }
}

/// One reminder (nhắc việc): of one dossier, to one holder, for one reason and the moment it is about.
public struct Reminder: Hashable, Sendable {
    /// The dossier's row: the record that began it.
    public var dossier: Int64
    public var holder: ReminderHolder
    public var reason: ReminderReason
    /// The due that nears or has passed; once it moves, the reminder is over.
    public var moment: Instant

    public init(dossier: Int64, holder: ReminderHolder, reason: ReminderReason, moment: Instant) {
        self.dossier = dossier
        self.holder = holder
        self.reason = reason
        self.moment = moment
    }
}

/// How early an office reminds its officers (cài đặt nhắc việc).
public struct ReminderSettings: Hashable, Sendable {
    /// Working hours before a due moment from which it is near; 0 reminds of what is late alone.
    public var hoursBefore: Int

    public init(hoursBefore: Int = 4) { self.hoursBefore = hoursBefore }
}
