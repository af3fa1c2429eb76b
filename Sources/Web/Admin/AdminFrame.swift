import Core
import HTML
import Store
import UseCases

/// What stands around every page of an administrator: the lists of accounts at the side (khung trang quản trị).
struct AdminFrame {
    enum Place: CaseIterable {
        case accounts, systems, new, followers
    }

    let page: PageContext
    var shown: Place?

    func written(_ title: String, hasErrors: Bool = false, content: HTMLWriter.Content) -> [UInt8] {
        Page(
            title: title, in: page, layout: .office(side), hidesSearch: true, isPrivate: true, hasErrors: hasErrors
        ).written(content: content).bytes
    }

    private var side: SideNavigation {
        SideNavigation(sections: [
            SideNavigation.Section(
                title: page.text("admin.side"),
                links: Place.allCases.map { place in
                    NavigationLink(
                        title: page.text(TextKey("admin.side.\(place)")), target: target(place).url,
                        isCurrent: place == shown)
                })
        ])
    }

    private func target(_ place: Place) -> Path {
        switch place {
        case .accounts: .admin
        case .systems: Path.admin.with("vai-tro", Role.integration.rawValue)
        case .new: .newAccount
        case .followers: .followers
        }
    }
}

/// The words in which accounts are told (tên gọi trên trang quản trị).
struct AccountWords {
    let page: PageContext
    let catalogue: Catalogue

    func role(_ role: Role) -> String { page.text(TextKey("role.\(role.rawValue)")) }

    func agency(_ code: AgencyCode) -> String {
        if let known = catalogue.agencies[code] { return known.name }
        guard let province = catalogue.province, province.code == code else { return code.text }
        return page.text("admin.agency.province", ["name": .text(province.name)])
    }

    /// Role and agency in a line.
    func assignment(_ held: Assignment) -> String { "\(role(held.role)), \(agency(held.agency))" }

    func standing(_ standing: AccountStanding) -> Tag {
        let word = page.text(TextKey("admin.standing.\(standing.rawValue)"))
        switch standing {
        case .active: return Tag(.onTime, word)
        case .waiting: return Tag(.waiting, word)
        case .locked: return Tag(.late, word)
        case .closed: return Tag(.plain, word)
        }
    }

    func lastUsed(_ account: Account) -> String {
        account.lastUsed.map { page.moment($0) } ?? page.text("admin.never")
    }
}

extension Call {
    /// The administrator who asks, as far as their authority reaches now.
    func keeperScope(_ catalogue: Catalogue) throws(Problem) -> KeeperScope {
        KeeperScope(try identity().actor, root: catalogue.province?.code)
    }
}
