public import Core
public import Store

/// What is written down beside the ledger (hành vi được ghi nhật ký); a name is never changed once it was used.
public enum AuditAction: String, CaseIterable, Hashable, Sendable {
    case signedIn = "session.signed-in"
    case signInRefused = "session.refused"
    case signInLocked = "session.locked"
    case signedOut = "session.signed-out"
    case signedOutEverywhere = "session.signed-out-everywhere"
    case passwordChanged = "password.changed"
    case passwordReset = "password.reset"
    case accountMade = "account.made"
    case accountUnlocked = "account.unlocked"
    case accountLocked = "account.locked"
    case accountClosed = "account.closed"
    /// Roles at agencies were given or taken (đổi phân công).
    case accountAssigned = "account.assigned"
    /// An administrator ended the sessions of somebody else.
    case sessionsEnded = "account.sessions-ended"
    case linkMade = "link.made"
    case linkUsed = "link.used"
    case tokenIssued = "token.issued"
    case tokenRevoked = "token.revoked"
    /// Somebody saw names, numbers or answers of a dossier (xem dữ liệu cá nhân).
    case personalRead = "personal.read"
    /// A list with names left the system (xuất danh sách).
    case listExported = "personal.exported"
    case codeMade = "code.made"
    case codeRefused = "code.refused"
    case settingsChanged = "settings.changed"
    /// Facts without names were handed to an auditor (cung cấp dữ kiện cho đoàn giám sát).
    case factsDisclosed = "facts.disclosed"
    /// Somebody decided about a record that a follower could not carry out (bản ghi bị treo).
    case recordRetried = "follower.retried"
    case recordDoneByHand = "follower.done-by-hand"
    case recordGivenUp = "follower.given-up"
}

/// What else tells a line apart: a closed list, so that nothing personal and nothing typed can get in.
public enum AuditDetail: Hashable, Sendable {
    case account(ActorID)
    case session(SessionID)
    case token(BearerTokenID)
    case link(LinkPurpose)
    case code(CodePurpose)
    case agency(AgencyCode)
    /// So many rows or sessions.
    case count(Int)
    /// Facts of this period, so many, went to this auditor; the one name that stands in a line, an office's.
    case facts(from: CivilDate, to: CivilDate, count: Int, for: AuditorName)
    /// A record of the ledger, by its number, that a follower of this name set aside.
    case record(Int, follower: String)

    var text: String {
        switch self {
        case .account(let id): "account \(id)"
        case .session(let id): "session \(id)"
        case .token(let id): "token \(id)"
        case .link(let purpose): "link \(purpose.rawValue)"
        case .code(let purpose): "code \(purpose.rawValue)"
        case .agency(let code): "agency \(code)"
        case .count(let number): "count \(number)"
        case .facts(let from, let to, let number, let auditor):
            "facts \(from.iso) \(to.iso) \(number) for \(auditor.text)"
        case .record(let number, let follower): "record \(number) of \(follower)"
        }
    }
}

/// Writes audit lines, in the transaction of what they tell about (ghi nhật ký).
public enum Audit {
    /// - Parameter actor: nil if nobody known did it.
    /// - Parameter subject: the dossier it concerns.
    public static func write(
        _ action: AuditAction, by actor: ActorID?, on subject: DossierID? = nil, _ detail: AuditDetail? = nil,
        now: Instant, random: inout some RandomSource, in sql: any SQLConnection
    ) throws {
        try AuditTable.insert(
            AuditLine(
                id: id(now, random: &random), at: now, actor: actor, action: action.rawValue, subject: subject,
                detail: detail?.text), in: sql)
    }

    /// Microseconds and 64 random bits, in hexadecimal: sorts by time, and two nodes never make the same.
    private static func id(_ now: Instant, random: inout some RandomSource) -> String {
        let moment = UInt64(bitPattern: max(0, now.microseconds))
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: moment >> UInt64(56 - $0 * 8)) }
        return hexadecimal(bytes + random.bytes(8))
    }
}
