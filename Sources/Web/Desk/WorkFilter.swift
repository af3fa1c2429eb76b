import Core
import Store

/// Which of the work an officer looks at (bộ lọc việc).
enum WorkFilter: String, CaseIterable, Sendable {
    case mine = "cua-toi"
    case unit = "don-vi"
    case toAssign = "cho-phan-cong"
    case toSign = "cho-ky"
    case waiting = "cho-nguoi-nop"

    /// Those that can hold anything for the officer, the usual one first.
    static func offered(to officer: DeskOfficer) -> [WorkFilter] {
        allCases.filter { filter in
            switch filter {
            case .mine: return officer.identity.holds(oneOf: [.handler, .leader, .signatory])
            case .toAssign: return officer.identity.holds(oneOf: [.handler, .leader])
            case .toSign: return officer.identity.holds(oneOf: [.signatory])
            case .unit, .waiting: return true
            }
        }
    }

    func list(of officer: DeskOfficer) -> DossierListKind {
        switch self {
        case .mine: return .mine(officer.actor.id)
        case .unit: return .desk(officer.agencies())
        case .toAssign: return .unassigned(officer.agencies([.handler, .leader]))
        case .toSign: return .toSign(officer.agencies([.signatory]))
        case .waiting: return .waiting(officer.agencies())
        }
    }

    /// Texts of the filter: `desk.filter.mine`.
    func key(_ start: String) -> TextKey { TextKey("desk.\(start).\(self)") }

    var path: Path { Path.work.with("loc", rawValue) }
}

/// How much waits in each list of an officer, and what presses in the one that is shown.
struct WorkCounts: Sendable {
    var all: [WorkFilter: Int] = [:]
    var late = 0
    /// Due today and not late yet.
    var today = 0

    /// Counting stops at 10,000.
    static func read(
        _ shown: WorkFilter, of officer: DeskOfficer, now: Instant, in sql: any SQLConnection
    ) throws -> WorkCounts {
        var counts = WorkCounts()
        for filter in WorkFilter.offered(to: officer) {
            counts.all[filter] = try DossierList.count(filter.list(of: officer), in: sql)
        }
        let kind = shown.list(of: officer)
        counts.late = try DossierList.count(kind, dueBefore: now, in: sql)
        let untilTonight = try DossierList.count(kind, dueBefore: DueWord.tonight(now), in: sql)
        counts.today = untilTonight - counts.late
        return counts
    }
}
