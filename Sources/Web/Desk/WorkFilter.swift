import Core
import Store

/// Which of the work an officer looks at, in the order of its tabs (bộ lọc việc).
enum WorkFilter: String, CaseIterable, Sendable {
    case mine = "cua-toi"
    case toSign = "cho-ky"
    case toAssign = "cho-phan-cong"
    case asked = "hoi-y-kien"
    case unit = "don-vi"
    case waiting = "cho-nguoi-nop"

    /// Those that can hold anything for the officer, the usual one first.
    static func offered(to officer: DeskOfficer) -> [WorkFilter] {
        allCases.filter { filter in
            switch filter {
            case .mine: return officer.identity.holds(oneOf: [.handler, .leader, .signatory])
            case .toAssign, .asked: return officer.identity.holds(oneOf: [.handler, .leader])
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
        case .asked: return .consulted(officer.agencies([.handler, .leader]))
        case .waiting: return .waiting(officer.agencies())
        }
    }

    /// Texts of the filter: `desk.filter.mine`.
    func key(_ start: String) -> TextKey { TextKey("desk.\(start).\(self)") }

    var path: Path { Path.work.with("loc", rawValue) }
}

/// A filter, and of what it holds perhaps only what presses (phần đang xem của danh sách).
struct WorkSelection: Sendable {
    var filter: WorkFilter
    /// Overdue, or due today; nil for all.
    var pressing: DueWord.Pressing?

    /// What the address asks for, else the first list that holds anything.
    init(_ call: Call, _ offered: [WorkFilter], _ counts: WorkCounts) {
        let asked = call.query["loc"].flatMap { WorkFilter(rawValue: $0) }
        let first = offered.first { counts.of($0).number > 0 } ?? offered.first ?? .unit
        filter = asked.flatMap { offered.contains($0) ? $0 : nil } ?? first
        switch call.query["han"] {
        case "qua-han" where filter.isPressing: pressing = .late
        case "hom-nay" where filter.isPressing: pressing = .today
        default: pressing = nil
        }
    }

    init(_ filter: WorkFilter, _ pressing: DueWord.Pressing?) {
        self.filter = filter
        self.pressing = pressing
    }

    var path: Path {
        switch pressing {
        case .late: return filter.path.with("han", "qua-han")
        case .today: return filter.path.with("han", "hom-nay")
        case .later, nil: return filter.path
        }
    }

    /// Where its rows begin in the whole list, if not at the start.
    func start(_ now: Instant) -> DossierListPosition? {
        // After every row that was due before this moment.
        pressing == .today ? DossierListPosition(sort: now.microseconds - 1, id: .max) : nil
    }

    /// Before which moment its rows are due; nil for no end.
    func end(_ now: Instant) -> Instant? {
        switch pressing {
        case .late: return now
        case .today: return DueWord.tonight(now)
        case .later, nil: return nil
        }
    }
}

extension WorkFilter {
    /// A clock that waits for the applicant presses nobody here.
    var isPressing: Bool { self != .waiting }
}

/// How much waits in each list of an officer, and what presses in the one that is shown.
struct WorkCounts: Sendable {
    private var all: [WorkFilter: ListCount] = [:]
    var late = ListCount.none
    /// Due today and not late yet.
    var today = ListCount.none

    /// As much as the names of the lists need.
    static func read(of officer: DeskOfficer, in sql: any SQLConnection) throws -> WorkCounts {
        var counts = WorkCounts()
        for filter in WorkFilter.offered(to: officer) {
            counts.all[filter] = try DossierList.count(filter.list(of: officer), most: ListCount.glance, in: sql)
        }
        return counts
    }

    /// Counts the list that is shown to its end, and what presses in it.
    mutating func show(_ shown: WorkFilter, of officer: DeskOfficer, now: Instant, in sql: any SQLConnection) throws {
        let kind = shown.list(of: officer)
        if of(shown).isMore { all[shown] = try DossierList.count(kind, in: sql) }
        guard shown.isPressing else { return }
        late = try DossierList.count(kind, dueBefore: now, in: sql)
        today = try DossierList.count(kind, from: now, dueBefore: DueWord.tonight(now), in: sql)
    }

    /// How many a list holds; none for one that the officer has not.
    func of(_ filter: WorkFilter) -> ListCount { all[filter] ?? .none }

    /// How many the selection holds.
    func count(_ selection: WorkSelection) -> ListCount {
        switch selection.pressing {
        case .late: return late
        case .today: return today
        case .later, nil: return of(selection.filter)
        }
    }
}
