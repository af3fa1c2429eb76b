/// A decision of the office itself (quyết định của cơ quan): what is published, who serves, which days are worked.
///
/// Why events: a figure or a due date rests on these as much as on a dossier; they must be provable too.
public enum OfficeChange: Hashable, Sendable {
    /// The ledger's province as it is shown (thông tin tỉnh); entered again, the newer one holds.
    case provinceFounded(Province)
    /// An agency, new or with changed facts (cơ quan, đơn vị).
    case agencyEntered(Agency)
    /// A sector, new or renamed (lĩnh vực).
    case sectorEntered(Sector)
    /// A version in force from now on; older ones stay for the dossiers received under them (công bố).
    case procedurePublished(ProcedureVersion)
    /// No new dossier is taken in under it; those received go on (bãi bỏ).
    case procedureWithdrawn(ProcedureCode)
    /// A calendar whole, under a number of its own; the highest number is counted with (lịch làm việc).
    case calendarPublished(CalendarFacts)
    /// Somebody with all they hold from now on; roles that are not named again have ended (phân công).
    case officerAppointed(Officer)
    /// The log signs its checkpoints with another key (đổi khóa ký sổ).
    case logKeyChanged(LogKeyChange)
    /// The personal data of a dossier was erased; the record names nobody (xóa dữ liệu cá nhân).
    case personErased(ErasedPerson)
}

/// The stored name of an office change; never renamed.
public enum OfficeChangeKind: String, Codable, CaseIterable, Hashable, Sendable {
    case provinceFounded, agencyEntered, sectorEntered, procedurePublished, procedureWithdrawn, calendarPublished
    case officerAppointed, personErased, logKeyChanged
}

extension OfficeChange {
    /// The stored name of this change.
    public var kind: OfficeChangeKind {
        switch self {
        case .provinceFounded: return .provinceFounded
        case .agencyEntered: return .agencyEntered
        case .sectorEntered: return .sectorEntered
        case .procedurePublished: return .procedurePublished
        case .procedureWithdrawn: return .procedureWithdrawn
        case .calendarPublished: return .calendarPublished
        case .officerAppointed: return .officerAppointed
        case .logKeyChanged: return .logKeyChanged
        case .personErased: return .personErased
        }
    }
}

/// A sector of procedures (lĩnh vực).
public struct Sector: Hashable, Codable, Sendable {
    public var code: SectorCode
    public var name: String
    public var english: String

    public init(code: SectorCode, name: String, english: String) {
        self.code = code
        self.name = name
        self.english = english
    }
}

/// Somebody who serves (cán bộ, công chức, viên chức): roles at agencies. The name is personal and sealed apart.
public struct Officer: Hashable, Codable, Sendable {
    public var id: ActorID
    public var assignments: [Assignment]
    public var personal: Personal?

    public init(id: ActorID, assignments: [Assignment], personal: Personal?) {
        self.id = id
        self.assignments = assignments
        self.personal = personal
    }

    enum CodingKeys: String, CodingKey { case id, assignments }
}

extension PersonalKey {
    public static let officerName = PersonalKey("officer.name")
    public static let officerTitle = PersonalKey("officer.title")
}
