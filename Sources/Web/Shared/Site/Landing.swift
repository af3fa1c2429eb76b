import Core

/// Where somebody's day begins (nơi bắt đầu công việc): the counter for whoever receives, the accounts for whoever
/// keeps these alone, facts and clocks for whoever oversees, the work list for everybody else who works here.
enum Landing: Hashable, Sendable {
    case frontDesk, work, admin, oversight

    /// Nil for an account that has no page of its own, such as a system's.
    init?(_ actor: Actor) {
        if actor.holds(.receiver) || actor.holds(.deskHead) {
            self = .frontDesk
        } else if actor.assignments.contains(where: { DeskOfficer.roles.contains($0.role) }) {
            self = .work
        } else if actor.holds(.administrator) {
            self = .admin
        } else if actor.holds(.oversight) {
            self = .oversight
        } else {
            return nil
        }
    }

    var path: Path {
        switch self {
        case .frontDesk: .frontDesk
        case .work: .work
        case .admin: .admin
        case .oversight: .oversight
        }
    }

    /// The page's name, as the menu has it.
    var title: TextKey {
        switch self {
        case .frontDesk: "shell.menu.frontDesk"
        case .work: "shell.menu.work"
        case .admin: "shell.menu.admin"
        case .oversight: "shell.menu.oversight"
        }
    }
}
