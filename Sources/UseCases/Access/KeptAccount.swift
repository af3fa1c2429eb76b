public import Core
import Ledger
public import Store

/// An account with what it holds, as an administrator sees it (tài khoản kèm phân công).
public struct KeptAccount: Hashable, Sendable {
    public var account: Account
    public var assignments: [Assignment]
    /// Grows with each decision about what it holds; 0 before the first.
    public var version: Int
    /// Name and title as the office's decision has them.
    var personal: Personal

    /// The account of that id, with what the office's decisions say of it now; nil if there is none.
    public static func find(_ actor: ActorID, in sql: any SQLConnection) throws -> KeptAccount? {
        guard let account = try AccountTable.find(actor, in: sql) else { return nil }
        let found = try sql.first("SELECT body, version, name, title FROM officer WHERE id = ?1", [.text(actor.text)]) {
            row in
            var personal = Personal()
            personal[.officerName] = row.textOrNil(2)
            personal[.officerTitle] = row.textOrNil(3)
            return (body: row.blob(0), version: Int(row.integer(1)), personal: personal)
        }
        guard let found else {
            return KeptAccount(
                account: account, assignments: [], version: 0,
                personal: Personal([PersonalKey.officerName.text: account.name]))
        }
        let officer: Officer
        do { officer = try CanonicalDecoder().decode(Officer.self, from: found.body) } catch {
            throw StoreError(.corrupt, "a stored officer cannot be read: \(error)", at: "officer")
        }
        return KeptAccount(
            account: account, assignments: officer.assignments, version: found.version, personal: found.personal)
    }

    /// What a page shows it had seen, so that an act on an older picture is refused.
    public var picture: String { "\(version).\(account.state.rawValue)" }

    /// True for another system: it has tokens and no password (hệ thống liên thông).
    public var isSystem: Bool { KeptAccount.isSystem(assignments) }

    static func isSystem(_ assignments: [Assignment]) -> Bool { assignments.contains { $0.role == .integration } }

    public var standing: AccountStanding { AccountStanding(account, isSystem: isSystem) }
}

/// How an account stands, as lists say it (tình trạng tài khoản).
public enum AccountStanding: String, CaseIterable, Hashable, Sendable {
    case active
    /// Made, and its owner has not yet chosen a password (chưa kích hoạt).
    case waiting
    case locked
    case closed

    init(_ account: Account, isSystem: Bool) {
        switch account.state {
        case .active: self = account.password == nil && !isSystem ? .waiting : .active
        case .locked: self = .locked
        case .closed: self = .closed
        }
    }

    /// The stored state of all accounts that stand so.
    var state: AccountState {
        switch self {
        case .active, .waiting: .active
        case .locked: .locked
        case .closed: .closed
        }
    }
}
