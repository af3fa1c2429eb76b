public import Core
public import Store

/// What an administrator does with accounts (quản trị tài khoản), each in one transaction with its audit line.
///
/// Who may is read from the tables within the transaction, so that an administrator who was locked a moment ago does
/// nothing more. Nobody locks themselves or takes their own authority away: there is always somebody left who can let
/// the others in again.
public struct AccountKeeping {
    /// Roles at agencies that one account may hold.
    public static let assignmentsMost = 20
    /// The roles that an account can be given; nobody is given those of applicants and of the office's own clock.
    public static let roles: [Role] = [
        .receiver, .deskHead, .handler, .leader, .signatory, .controller, .oversight, .administrator,
        .integration,
    ]

    let office: Office
    let keeper: Actor
    let scope: KeeperScope
    let now: Instant
    let transaction: Transaction
    var sql: any SQLConnection { transaction.sql }

    /// - Refuses: `.notKeeper` for whoever is not in use or holds no role of an administrator now.
    public init(_ office: Office, by actor: ActorID, now: Instant, in transaction: Transaction) throws {
        guard let kept = try KeptAccount.find(actor, in: transaction.sql), kept.account.state == .active else {
            throw KeepingRefusal.notKeeper
        }
        keeper = Actor(id: actor, assignments: kept.assignments)
        guard keeper.holds(.administrator) else { throw KeepingRefusal.notKeeper }
        scope = KeeperScope(keeper, root: office.catalogue.province?.code)
        self.office = office
        self.now = now
        self.transaction = transaction
    }

    /// Makes an account with what it holds; for an officer also the link with which they choose a password.
    ///
    /// - Refuses: what `Accounts.create` refuses, and assignments as `assign` does.
    /// - Returns: nil as the link of another system, which has tokens instead.
    public func make(
        login: String, name: String, assignments: [Assignment], language: String, random: inout some RandomSource
    ) throws -> (account: Account, link: Secret?) {
        let assignments = try checked(assignments, was: [])
        let account = try Accounts.create(
            login: login, name: name, language: language, by: keeper.id, now: now, random: &random, in: sql)
        try appoint(
            account.actor, assignments, Personal([PersonalKey.officerName.text: account.name]), random: &random)
        if KeptAccount.isSystem(assignments) { return (account, nil) }
        let link = try OneTimeLinks.makePassword(
            for: account.actor, by: keeper.id, now: now, random: &random, in: sql)
        return (account, link)
    }

    /// Gives an account other roles at agencies: those named, and no others.
    ///
    /// A link that another administrator made and that was not yet used ends, for its maker may know it and must not
    /// come to the new authority by it.
    /// - Refuses: `.stale`; `.assignmentsMissing`, `.assignmentsTooMany`, `.roleNotGiven`, `.agencyUnknown`,
    ///   `.systemAndOfficer`, `.overseerAndOfficer`; `.notYours` for what is given or taken beyond the administrator's
    ///   reach; `.ownAuthority`.
    public func assign(
        _ assignments: [Assignment], to actor: ActorID, seen: String, random: inout some RandomSource
    ) throws {
        let kept = try find(actor, seen: seen)
        if kept.account.state == .closed { throw AccessRefusal.accountClosed }
        let assignments = try checked(assignments, was: kept.assignments)
        if actor == keeper.id { try keepOwn(assignments) }
        if Set(assignments) == Set(kept.assignments) { return }
        try appoint(actor, assignments, kept.personal, random: &random)
        if let link = try OneTimeLinkTable.find(.password, of: actor, in: sql), link.madeBy != keeper.id {
            try OneTimeLinkTable.removeAll(.password, of: actor, in: sql)
        }
        try Audit.write(.accountAssigned, by: keeper.id, .account(actor), now: now, random: &random, in: sql)
    }

    /// The account, if it still is what the page showed.
    func find(_ actor: ActorID, seen: String) throws -> KeptAccount {
        guard let kept = try KeptAccount.find(actor, in: sql), scope.sees(kept.assignments) else {
            throw AccessRefusal.accountUnknown
        }
        if kept.picture != seen { throw KeepingRefusal.stale }
        return kept
    }

    private func appoint(
        _ actor: ActorID, _ assignments: [Assignment], _ personal: Personal, random: inout some RandomSource
    ) throws {
        let officer = Officer(id: actor, assignments: assignments, personal: personal.isEmpty ? nil : personal)
        try OfficeDecisions(office, by: keeper).record(
            .officerAppointed(officer), now: now, random: &random, in: transaction)
    }

    /// Each once, in the order in which they were named.
    private func checked(_ assignments: [Assignment], was old: [Assignment]) throws(KeepingRefusal) -> [Assignment] {
        var named: Set<Assignment> = []
        let assignments = assignments.filter { named.insert($0).inserted }
        if assignments.isEmpty { throw .assignmentsMissing }
        let most = AccountKeeping.assignmentsMost
        if assignments.count > most { throw .assignmentsTooMany(most: most) }
        for added in assignments where !old.contains(added) {
            guard AccountKeeping.roles.contains(added.role) else { throw .roleNotGiven(added.role) }
            let isKnown = office.catalogue.agencies[added.agency] != nil || added.agency == scope.root
            guard isKnown else { throw .agencyUnknown(added.agency) }
        }
        for changed in named.symmetricDifference(old) where !scope.holds(changed.agency) {
            throw .notYours(changed.agency)
        }
        if KeptAccount.isSystem(assignments), assignments.contains(where: { $0.role != .integration }) {
            throw .systemAndOfficer
        }
        let overseeing = assignments.filter { $0.role == .oversight }
        if !overseeing.isEmpty, overseeing.count < assignments.count { throw .overseerAndOfficer }
        return assignments
    }

    /// Refuses to leave the administrator without authority over what they keep now.
    private func keepOwn(_ assignments: [Assignment]) throws(KeepingRefusal) {
        let after = Actor(id: keeper.id, assignments: assignments)
        for held in keeper.assignments where held.role == .administrator {
            guard after.holds([.administrator], at: held.agency) else { throw .ownAuthority(held.agency) }
        }
    }
}
