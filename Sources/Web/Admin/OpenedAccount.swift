import Core
import Store
import UseCases

/// What an administrator does with an account that is there (thao tác với tài khoản).
enum AccountAct: String, CaseIterable, Sendable {
    case assignments = "phan-cong"
    case link = "lien-ket"
    case token = "ma-truy-cap"
    case sessions = "ket-thuc-phien"
    case unlock = "mo-khoa"
    case lock = "khoa"

    /// Takes something away from somebody at once.
    var isDangerous: Bool {
        switch self {
        case .lock, .sessions: true
        case .assignments, .link, .token, .unlock: false
        }
    }

    /// Texts of the act: `admin.act.lock`.
    func key(_ start: String) -> TextKey { TextKey("admin.\(start).\(self)") }
}

/// An account as its page opens it, with all that belongs to it (tài khoản đang xem).
struct OpenedAccount: Sendable {
    let kept: KeptAccount
    let sessions: [Session]
    let tokens: [BearerToken]
    let link: OneTimeLink?
    let scope: KeeperScope
    /// The administrator's own account.
    let isOwn: Bool

    var account: Account { kept.account }
    /// Held where the administrator's authority reaches.
    var reached: [Assignment] { kept.assignments.filter { scope.holds($0.agency) } }
    var unreached: [Assignment] { kept.assignments.filter { !scope.holds($0.agency) } }
    var isWhole: Bool { scope.keeps(kept.assignments) }

    /// Refuses, as not found, what is on none of the administrator's lists.
    static func open(_ call: Call, _ pages: Pages) async throws -> OpenedAccount {
        let id = ActorID(String(call.parameter("id").prefix(64)))
        let (identity, scope, now) = (try call.identity(), try call.keeperScope(pages.catalogue), pages.now)
        let opened = try await pages.office.store.read { sql -> OpenedAccount? in
            guard let kept = try KeptAccount.find(id, in: sql), scope.sees(kept.assignments) else { return nil }
            return OpenedAccount(
                kept: kept, sessions: try Sessions.list(of: id, now: now, in: sql),
                tokens: try BearerTokens.list(of: id, in: sql),
                link: try OneTimeLinkTable.find(.password, of: id, in: sql), scope: scope,
                isOwn: id == identity.actor.id)
        }
        guard let opened else { throw Problem(.notFound) }
        return opened
    }

    /// What may be done with it now, by this administrator.
    var acts: [AccountAct] {
        if account.state == .closed { return [] }
        return AccountAct.allCases.filter { act in
            switch act {
            case .assignments: return true
            case .link: return isWhole && !isOwn && !kept.isSystem
            case .token: return isWhole && kept.isSystem && account.state == .active
            case .sessions: return isWhole && !isOwn && !sessions.isEmpty
            case .unlock: return isWhole && account.state == .locked
            case .lock: return isWhole && !isOwn && account.state == .active
            }
        }
    }
}
