import Core
import Store
import UseCases

/// The accounts of a list as a file (tải danh sách tài khoản): all that it holds, a line each.
struct AccountExport {
    let pages: Pages
    let words: AccountWords

    /// Reads the whole list and writes down that it left the system, since it holds names.
    func reply(_ filter: AccountFilter, of scope: KeeperScope, by actor: ActorID) async throws -> Reply {
        let (now, catalogue) = (pages.now, pages.catalogue)
        let rows = try await pages.office.store.read { sql in
            try AccountList.page(
                filter, of: scope, after: nil, size: ListExport.rowsMost, catalogue: catalogue, in: sql
            ).rows
        }
        try await pages.office.store.write { transaction in
            var random = SystemRandom()
            try Audit.write(
                .listExported, by: actor, .count(rows.count), now: now, random: &random, in: transaction.sql)
        }
        return CSVTable(head: AccountExport.columns.map { words.page.text($0) }, rows: rows.map { cells($0) })
            .download("tai-khoan-\(now.date.iso)")
    }

    private static let columns: [TextKey] = [
        "access.activate.name", "access.signIn.login", "admin.standing", "admin.assignments", "admin.created",
        "admin.passwordSet", "admin.lastUsed",
    ]

    private func cells(_ row: AccountList.Row) -> [String] {
        let account = row.account
        return [
            account.name, account.login, words.standing(row.standing).word,
            row.assignments.map { words.assignment($0) }.joined(separator: "; "), moment(account.created),
            moment(account.password?.set), moment(account.lastUsed),
        ]
    }

    private func moment(_ instant: Instant?) -> String {
        guard let instant else { return "" }
        return "\(words.page.day(instant.date)) \(words.page.texts.hour(instant))"
    }
}
