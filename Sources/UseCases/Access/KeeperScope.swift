public import Core

/// How far an administrator's authority over accounts reaches (phạm vi quản trị): the agencies where the role is held,
/// and all below them.
///
/// Why it is looked at: who keeps the accounts of a ward must not become an officer of a department, neither by giving
/// the role to themselves nor by a link that sets the password of somebody there.
public struct KeeperScope: Hashable, Sendable {
    let keeper: Actor
    /// The province itself; whoever keeps it keeps every account.
    let root: AgencyCode?

    public init(_ keeper: Actor, root: AgencyCode?) {
        self.keeper = keeper
        self.root = root
    }

    public func holds(_ agency: AgencyCode) -> Bool { keeper.holds([.administrator], at: agency) || holdsAll }

    var holdsAll: Bool { root.map { keeper.holds([.administrator], at: $0) } ?? false }

    /// True if the account is on the administrator's lists.
    public func sees(_ assignments: [Assignment]) -> Bool {
        holdsAll || assignments.contains { holds($0.agency) }
    }

    /// True if the whole account is theirs: its password, state, sessions and tokens.
    public func keeps(_ assignments: [Assignment]) -> Bool {
        holdsAll || (!assignments.isEmpty && assignments.allSatisfy { holds($0.agency) })
    }
}
