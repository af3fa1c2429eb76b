/// What somebody may do in an office (vai trò), given for one agency and all below it.
public enum Role: String, Codable, CaseIterable, Hashable, Sendable {
    /// Whoever handed the dossier in, proven by its secret (người nộp); given for the command on that dossier alone.
    case applicant
    /// Officer at a counter (người tiếp nhận).
    case receiver
    /// Head of a one-stop unit (người đứng đầu Bộ phận Một cửa).
    case deskHead
    /// Officer who appraises (người thụ lý).
    case handler
    /// Head of a division, who assigns (lãnh đạo phòng chuyên môn).
    case leader
    /// Whoever signs results (người có thẩm quyền ký).
    case signatory
    /// Procedure control of the province: sees and measures, changes nothing (kiểm soát thủ tục hành chính).
    case controller
    /// An elected body that oversees: sees facts and clocks, never names, changes nothing (giám sát).
    case oversight
    /// Keeps accounts and the catalogue (quản trị hệ thống).
    case administrator
    /// Another system that hands dossiers in (hệ thống liên thông).
    case integration
    /// The office's own clock: reminders and what time brings (hệ thống).
    case clock
}

/// A role held at an agency (phân công); it lasts until its officer is appointed anew without it.
public struct Assignment: Hashable, Codable, Sendable {
    public var role: Role
    public var agency: AgencyCode

    public init(role: Role, agency: AgencyCode) {
        self.role = role
        self.agency = agency
    }
}

/// Whoever gives a command, with what they hold at that moment.
public struct Actor: Hashable, Sendable {
    public var id: ActorID
    public var assignments: [Assignment]

    public init(id: ActorID, assignments: [Assignment]) {
        self.id = id
        self.assignments = assignments
    }

    /// True if the actor holds one of `roles` at `agency` or above it.
    public func holds(_ roles: Set<Role>, at agency: AgencyCode) -> Bool {
        assignments.contains { roles.contains($0.role) && $0.agency.holds(agency) }
    }

    /// True if the actor holds the role anywhere: for what belongs to no agency, as the applicant's own acts.
    public func holds(_ role: Role) -> Bool { assignments.contains { $0.role == role } }
}
