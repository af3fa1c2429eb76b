public import Core
public import Store

/// Which accounts are looked for (bộ lọc tài khoản); nil narrows nothing.
public struct AccountFilter: Hashable, Sendable {
    /// Parts of name or login, in any order, with or without marks.
    public var words = ""
    public var role: Role?
    /// At one of these or below it; with `role`, that very role there.
    public var agencies: Set<AgencyCode>?
    public var standing: AccountStanding?

    public init() {}

    func admits(_ assignments: [Assignment]) -> Bool {
        if role == nil && agencies == nil { return true }
        return assignments.contains { held in
            (role == nil || held.role == role)
                && (agencies?.contains { $0.holds(held.agency) } ?? true)
        }
    }
}

/// The accounts that an administrator keeps, by login (danh sách tài khoản).
public enum AccountList {
    public struct Row: Hashable, Sendable {
        public var account: Account
        public var assignments: [Assignment]
        public var standing: AccountStanding
    }

    /// Rows read from the table at a time while rows are sought that a filter admits.
    static let batch = 500

    /// At most `size` rows after `login`, and the login after which the next page begins; nil on the last one.
    ///
    /// What somebody holds is taken from `catalogue`, which is the office's newest picture.
    public static func page(
        _ filter: AccountFilter, of scope: KeeperScope, after login: String?, size: Int, catalogue: Catalogue,
        in sql: any SQLConnection
    ) throws -> (rows: [Row], next: String?) {
        let words = TextFold.folded(filter.words).split(whereSeparator: \.isWhitespace).map(String.init)
        var rows: [Row] = []
        var last = login ?? ""
        while true {
            let batch = try AccountTable.list(
                after: last, state: filter.standing?.state, limit: AccountList.batch, in: sql)
            for account in batch {
                let held = catalogue.officers[account.actor]?.assignments ?? []
                let standing = AccountStanding(account, isSystem: KeptAccount.isSystem(held))
                guard scope.sees(held), filter.admits(held), filter.standing.map({ $0 == standing }) ?? true,
                    isNamed(account, words)
                else { continue }
                if rows.count == size { return (rows, rows.last?.account.login) }
                rows.append(Row(account: account, assignments: held, standing: standing))
            }
            guard batch.count == AccountList.batch, let end = batch.last else { return (rows, nil) }
            last = end.login
        }
    }

    private static func isNamed(_ account: Account, _ words: [String]) -> Bool {
        if words.isEmpty { return true }
        let named = TextFold.folded(account.name) + " " + account.login
        return words.allSatisfy { named.contains($0) }
    }
}
