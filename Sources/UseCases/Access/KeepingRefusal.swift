public import Core

/// Why something is not done with an account (lý do từ chối khi quản trị tài khoản).
public enum KeepingRefusal: Error, Hashable, Sendable {
    /// Whoever asks is no administrator, or no longer one.
    case notKeeper
    /// The administrator's authority does not reach there.
    case notYours(AgencyCode?)
    /// Somebody changed the account after the page was opened.
    case stale
    /// One's own account is neither locked nor given a link: another administrator does that.
    case ownAccount
    /// The administrator's own authority there; another one takes it away.
    case ownAuthority(AgencyCode)
    /// Somebody without any role is locked, not kept.
    case assignmentsMissing
    case assignmentsTooMany(most: Int)
    /// A role that no account is given.
    case roleNotGiven(Role)
    case agencyUnknown(AgencyCode)
    /// Another system holds no role of an officer, and an officer none of a system.
    case systemAndOfficer
    /// Whoever oversees holds no other role: by it they would see names, or oversee their own work.
    case overseerAndOfficer
    /// A system has no password, and so no link that sets one.
    case systemWithoutPassword
    /// Tokens are for other systems alone.
    case tokenForOfficer
}
