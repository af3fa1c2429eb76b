public import Core

/// Which dossiers a list holds (danh sách). Each is served by an index of its own, so that it stays quick as years
/// pass.
public enum DossierListKind: Hashable, Sendable {
    /// Online, not yet answered, at these intake units; by when they must be answered.
    case incoming([AgencyCode])
    /// Sent back to the applicant before reception.
    case awaitingCompletion([AgencyCode])
    /// Results and letters to hand over at these places; oldest first.
    case ready([AgencyCode])
    /// Received and nobody assigned, at these agencies and all below.
    case unassigned([AgencyCode])
    /// At a step, assigned to this officer.
    case mine(ActorID)
    /// At a step of these agencies and all below, whoever has it.
    case desk([AgencyCode])
    /// Waiting to be signed at these agencies and all below.
    case toSign([AgencyCode])
    /// Waiting for the applicant or a payment, at these agencies and all below.
    case waiting([AgencyCode])
    /// With a question that these agencies, or one below them, have not answered yet; by when they must answer.
    case consulted([AgencyCode])
    /// Handed in at these intake units, newest first, whatever became of them.
    case recent([AgencyCode])
}

/// Where the next page of a list begins: after this sort value and row (keyset, never an offset).
public struct DossierListPosition: Hashable, Sendable {
    public var sort: Int64
    public var id: Int64

    public init(sort: Int64, id: Int64) {
        self.sort = sort
        self.id = id
    }
}

/// A page of a list, and where the next one begins; nil at the end.
public struct DossierListPage: Sendable {
    public var rows: [DossierRow]
    /// The value each row is ordered by, as its list has it: an instant in microseconds, or the row itself.
    public var sorts: [Int64]
    public var next: DossierListPosition?
}

/// The working lists of counters and desks, read a page at a time (danh sách hồ sơ).
public enum DossierList {
    /// Most rows on one page.
    public static let pageMost = 200

    /// One page in the list's own order.
    ///
    /// - Parameter dueBefore: only dossiers whose sort instant lies before it (overdue, due soon).
    public static func page(
        _ kind: DossierListKind, after position: DossierListPosition? = nil, dueBefore: Instant? = nil,
        size: Int = 50, in sql: any SQLConnection
    ) throws -> DossierListPage {
        let size = min(max(1, size), pageMost)
        let plan = Plan(kind)
        var arguments = plan.arguments
        var conditions = [plan.condition]
        if let position {
            let (sort, id) = (arguments.count + 1, arguments.count + 2)
            let than = plan.descending ? "<" : ">"
            conditions.append("(\(plan.sort) \(than) ?\(sort) OR (\(plan.sort) = ?\(sort) AND id \(than) ?\(id)))")
            arguments += [.integer(position.sort), .integer(position.id)]
        }
        if let dueBefore {
            arguments.append(.integer(dueBefore.microseconds))
            conditions.append("\(plan.sort) < ?\(arguments.count)")
        }
        let order = plan.descending ? "DESC" : "ASC"
        let rows = try sql.query(
            "SELECT \(DossierRow.columns), \(plan.sort) FROM dossier WHERE " + conditions.joined(separator: " AND ")
                + " ORDER BY \(plan.sort) \(order), id \(order) LIMIT \(size + 1)", arguments
        ) { (try DossierRow($0), $0.integer(25)) }
        let shown = rows.prefix(size)
        let next = rows.count > size ? shown.last.map { DossierListPosition(sort: $0.1, id: $0.0.id) } : nil
        return DossierListPage(rows: shown.map(\.0), sorts: shown.map(\.1), next: next)
    }

    /// How many a list holds; counting stops at `most`.
    ///
    /// - Parameters:
    ///   - from: only dossiers whose sort instant is this one or a later one.
    ///   - dueBefore: only those whose sort instant lies before this one.
    public static func count(
        _ kind: DossierListKind, from: Instant? = nil, dueBefore: Instant? = nil, most: Int = ListCount.whole,
        in sql: any SQLConnection
    ) throws -> ListCount {
        let plan = Plan(kind)
        var arguments = plan.arguments
        var condition = plan.condition
        for (bound, sign) in [(from, ">="), (dueBefore, "<")] {
            guard let bound else { continue }
            arguments.append(.integer(bound.microseconds))
            condition += " AND \(plan.sort) \(sign) ?\(arguments.count)"
        }
        return try ListCount(of: "dossier WHERE \(condition)", arguments, most: most, in: sql)
    }
}

/// A list as a condition, its arguments and its order.
private struct Plan {
    var condition: String
    var arguments: [SQLValue]
    var sort: String
    var descending = false

    init(_ kind: DossierListKind) {
        switch kind {
        case .incoming(let units):
            self.init("phase = 'submitted' AND answer_by IS NOT NULL", "intake", exactly: units, "answer_by")
        case .awaitingCompletion(let units):
            // Always true; without it the planner takes the index of all that was ever handed in here.
            self.init("phase = 'awaitingCompletion' AND submitted_at > 0", "intake", exactly: units, "submitted_at")
        case .ready(let units): self.init("phase IN ('settled', 'refused')", "result", exactly: units, "ended_at")
        case .unassigned(let agencies): self.init("phase = 'received'", "competent", below: agencies, "due")
        case .mine(let officer):
            self.init(
                condition: "phase = 'processing' AND assignee = ?1", arguments: [.text(officer.text)], sort: "due")
        case .desk(let agencies): self.init("phase = 'processing'", "desk", below: agencies, "due")
        case .toSign(let agencies):
            self.init("phase = 'processing' AND step_role = 'signatory'", "desk", below: agencies, "due")
        case .waiting(let agencies):
            self.init("phase IN ('awaitingSupplement', 'awaitingPayment')", "desk", below: agencies, "due")
        case .consulted(let agencies):
            // Written out in both places, for a condition cannot name what is sorted by.
            let open = "FROM consultation c WHERE c.answered_at IS NULL AND "
            let asked = Plan("1 = 1", "c.agency", below: agencies, "").condition
            self.init(
                condition: "phase IN ('received', 'processing', 'awaitingSupplement', 'awaitingPayment') "
                    + "AND id IN (SELECT c.dossier \(open)\(asked))",
                arguments: Plan.range(agencies),
                sort: "(SELECT min(c.due) \(open)c.dossier = dossier.id AND \(asked))")
        case .recent(let units):
            self.init("1 = 1", "intake", exactly: units, "id")
            descending = true
        }
    }

    private init(condition: String, arguments: [SQLValue], sort: String) {
        self.condition = condition
        self.arguments = arguments
        self.sort = sort
    }

    private init(_ phase: String, _ column: String, exactly units: [AgencyCode], _ sort: String) {
        let marks = units.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        self.init(
            condition: "\(phase) AND \(column) IN (\(marks))", arguments: units.map { .text($0.text) }, sort: sort)
    }

    /// An agency and all below it are one range of codes.
    private init(_ phase: String, _ column: String, below agencies: [AgencyCode], _ sort: String) {
        let ranges = agencies.indices.map { "(\(column) >= ?\($0 * 2 + 1) AND \(column) < ?\($0 * 2 + 2))" }
        self.init(
            condition: "\(phase) AND (\(ranges.isEmpty ? "1 = 0" : ranges.joined(separator: " OR ")))",
            arguments: Plan.range(agencies), sort: sort)
    }

    private static func range(_ agencies: [AgencyCode]) -> [SQLValue] {
        agencies.flatMap { [.text($0.text), $0.endOfRange] }
    }
}
