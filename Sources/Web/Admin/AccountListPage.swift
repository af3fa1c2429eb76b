import Core
import HTML
import Store
import UseCases

/// The accounts that an administrator keeps, sought and narrowed, page by page (danh sách tài khoản).
struct AccountListPage {
    static let rowsMost = 50
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let page = pages.context(call)
        let words = AccountWords(page: page, catalogue: pages.catalogue)
        let scope = try call.keeperScope(pages.catalogue)
        let search = try AccountSearch(call, AgencyFinder(pages.catalogue, within: nil))
        if ListExport.isAsked(call) {
            return try await AccountExport(pages: pages, words: words).reply(
                search.filter, of: scope, by: try call.identity().actor.id)
        }
        let after = try call.query.optional("sau", most: 40)
        let catalogue = pages.catalogue
        let shown = try await pages.office.store.read { sql in
            try AccountList.page(
                search.filter, of: scope, after: after, size: AccountListPage.rowsMost, catalogue: catalogue, in: sql)
        }
        let title = page.text("admin.title")
        let isSystems = search.filter.role == .integration
        return .page(
            AdminFrame(page: page, shown: isSystems ? .systems : .accounts).written(title) { p in
                p.h1(title)
                if pages.catalogue.agencies.isEmpty { p.put(NoAgencies(), in: page) }
                p.p { p in
                    p.put(
                        LinkButton(words: page.text("admin.new.title"), target: Path.newAccount.url, isNew: true),
                        in: page)
                }
                p.div(.class("card")) { search.write(to: &$0, words) }
                if shown.rows.isEmpty {
                    p.put(
                        EmptyState(
                            title: page.text("admin.empty"), explanation: page.text("admin.empty.detail"),
                            action: LinkButton(
                                words: page.text("admin.empty.all"), target: Path.admin.url, weight: .second)),
                        in: page)
                } else {
                    p.put(table(shown.rows, words), in: page)
                    p.put(
                        ListFoot(
                            shown: page.text("admin.shown", ["count": .number(shown.rows.count)]),
                            next: shown.next.map { search.path.with("sau", $0).url },
                            start: after == nil ? nil : search.path.url, csv: ListExport.path(search.path).url),
                        in: page)
                }
            })
    }

    private func table(_ rows: [AccountList.Row], _ words: AccountWords) -> DataTable {
        let page = words.page
        return DataTable(
            caption: page.text("admin.title"),
            columns: [
                DataTable.Column(title: page.text("access.activate.name"), kind: .main),
                DataTable.Column(title: page.text("access.signIn.login"), kind: .short),
                DataTable.Column(title: page.text("admin.assignments"), isLabelled: false),
                DataTable.Column(title: page.text("admin.standing"), kind: .short, isLabelled: false),
                DataTable.Column(title: page.text("admin.lastUsed"), kind: .short),
            ],
            groups: [
                DataTable.Group(
                    rows: rows.map { row in
                        DataTable.Row(cells: [
                            .link(row.account.name, Path.account(row.account.actor).url), .text(row.account.login),
                            held(row.assignments, words), .tag(words.standing(row.standing)),
                            .text(words.lastUsed(row.account)),
                        ])
                    })
            ])
    }

    private func held(_ assignments: [Assignment], _ words: AccountWords) -> DataTable.Cell {
        guard let first = assignments.first else { return .text(words.page.text("admin.assignments.none")) }
        var under = words.agency(first.agency)
        if assignments.count > 1 {
            under += words.page.text("admin.assignments.more", ["count": .number(assignments.count - 1)])
        }
        return .lines(words.role(first.role), under)
    }
}

/// What the list is narrowed by, as its address and its form have it (tìm và lọc tài khoản).
struct AccountSearch: Sendable {
    enum Name {
        static let words = "q"
        static let role = "vai-tro"
        static let agency = "co-quan"
        static let standing = "tinh-trang"
    }
    static let wordsMost = 100

    private(set) var filter = AccountFilter()
    private let agency: String?
    /// Agencies that the typed name means; none if it means none.
    private let found: [Agency]

    /// Refuses, by the field's name, a role or state that is not offered and a text that is too long.
    init(_ call: Call, _ finder: AgencyFinder) throws(Problem) {
        filter.words = try call.query.optional(Name.words, most: AccountSearch.wordsMost) ?? ""
        agency = try call.query.optional(Name.agency, most: AgencyFinder.typedMost)
        found = agency.map { finder.find($0) } ?? []
        if agency != nil { filter.agencies = Set(found.map(\.code)) }
        if let role = call.query[Name.role], !role.isEmpty {
            filter.role = AccountKeeping.roles.first { $0.rawValue == role }
            if filter.role == nil { throw .field(Name.role, .notOffered) }
        }
        if let standing = call.query[Name.standing], !standing.isEmpty {
            filter.standing = AccountStanding(rawValue: standing)
            if filter.standing == nil { throw .field(Name.standing, .notOffered) }
        }
    }

    var path: Path {
        Path.admin.with("q", filter.words.isEmpty ? nil : filter.words).with("vai-tro", filter.role?.rawValue)
            .with("co-quan", agency).with("tinh-trang", filter.standing?.rawValue)
    }

    func write(to p: inout HTMLWriter, _ words: AccountWords) {
        let page = words.page
        p.p(meaning(page), .class("hint"), .role(.status))
        p.form(.class("inline"), .role(.search), .method(.get), .action(Path.admin)) { p in
            p.put(
                Field(
                    kind: .text, name: Name.words, label: page.text("admin.search"), value: filter.words,
                    maxLength: AccountSearch.wordsMost, autocomplete: "off"), in: page)
            p.put(
                Field(
                    kind: .text, name: Name.agency, label: page.text("admin.agency"), value: agency ?? "",
                    maxLength: AgencyFinder.typedMost, autocomplete: "off"), in: page)
            p.put(
                select(
                    Name.role, page.text("admin.role"), filter.role?.rawValue, page,
                    AccountKeeping.roles.map { ($0.rawValue, words.role($0)) }), in: page)
            p.put(
                select(
                    Name.standing, page.text("admin.standing"), filter.standing?.rawValue, page,
                    AccountStanding.allCases.map { ($0.rawValue, words.standing($0).word) }), in: page)
            p.put(Button(words: page.text("admin.search.button"), weight: .second), in: page)
        }
    }

    /// Which agencies the typed name was taken for.
    private func meaning(_ page: PageContext) -> String {
        guard let agency else { return page.text("admin.search.hint") }
        if found.isEmpty { return page.text("admin.agency.none", ["typed": .text(agency)]) }
        if found.count == 1 { return page.text("admin.search.one", ["agency": .text(found[0].name)]) }
        return page.text("admin.search.many", ["count": .number(found.count)])
    }

    private func select(
        _ name: String, _ label: String, _ value: String?, _ page: PageContext, _ choices: [(String, String)]
    ) -> Field {
        Field(
            kind: .select(
                [Field.Choice(value: "", label: page.text("admin.search.any"))]
                    + choices.map { Field.Choice(value: $0.0, label: $0.1) }), name: name, label: label,
            value: value ?? "")
    }
}
