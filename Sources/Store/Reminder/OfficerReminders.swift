public import Core

/// A dossier somebody is reminded of, by its most pressing reason (dòng nhắc việc).
public struct RemindedDossier: Sendable {
    public var row: DossierRow
    public var reason: ReminderReason
    public var moment: Instant
}

/// The reminders of one officer (nhắc việc của tôi): their own, and those of the roles they hold, at their agencies
/// and below.
public enum OfficerReminders {
    /// Most dossiers that one page tells of.
    public static let rowsMost = 200

    /// Those not seen yet whose dossier still stands where it stood, by the moment they are about.
    public static func unseen(of actor: Actor, in sql: any SQLConnection) throws -> [RemindedDossier] {
        var reach = Reach(actor)
        let mine = reach.condition
        let columns = DossierRow.columns.split(separator: ",").map { "d." + $0.drop { $0 == " " } }
        let rows = try sql.query(
            """
            SELECT \(columns.joined(separator: ", ")), r.reason, r.moment \
            FROM reminder r JOIN dossier d ON d.id = r.dossier \
            WHERE (\(mine)) AND \(standing) ORDER BY r.moment, r.dossier LIMIT \(rowsMost * 2)
            """, reach.arguments
        ) { row -> RemindedDossier in
            guard let reason = ReminderReason(rawValue: row.text(columns.count)) else {
                throw StoreError(.corrupt, "a row cannot be read", at: "reminder")
            }
            return RemindedDossier(
                row: try DossierRow(row), reason: reason, moment: Instant(microseconds: row.integer(columns.count + 1)))
        }
        return pressing(rows)
    }

    /// How many dossiers that are; counting stops at as many as a page tells of.
    public static func count(of actor: Actor, in sql: any SQLConnection) throws -> Int {
        var reach = Reach(actor)
        let mine = reach.condition
        return try sql.first(
            """
            SELECT count(*) FROM (SELECT DISTINCT r.dossier FROM reminder r JOIN dossier d ON d.id = r.dossier \
            WHERE (\(mine)) AND \(standing) LIMIT \(rowsMost)) AS counted
            """, reach.arguments
        ) { Int($0.integer(0)) } ?? 0
    }

    /// Notes that the officer has seen those of one dossier, or all: their own and those of a role at the very agency
    /// where they hold it, for what lies below it is for its own heads to see. What is late is told again another
    /// morning.
    public static func see(
        _ dossier: Int64?, by actor: Actor, now: Instant, in sql: any SQLConnection
    ) throws {
        var reach = Reach(actor, column: "", goesBelow: dossier != nil)
        var text = "UPDATE reminder SET seen = \(reach.mark(.integer(now.microseconds)))"
        text += " WHERE (\(reach.condition))"
        if let dossier { text += " AND dossier = \(reach.mark(.integer(dossier)))" }
        try sql.execute(text, reach.arguments)
    }

    /// True while the dossier is where it was when it was reminded of.
    private static let standing = """
        d.phase IN ('received', 'processing') AND ((r.reason IN ('dueLate', 'dueSoon') AND d.due = r.moment) \
        OR (r.reason IN ('stepLate', 'stepSoon') AND d.step_due = r.moment))
        """

    /// One a dossier, by its most pressing reason.
    private static func pressing(_ rows: [RemindedDossier]) -> [RemindedDossier] {
        let order = ReminderReason.allCases
        func rank(_ row: RemindedDossier) -> Int { order.firstIndex(of: row.reason) ?? order.count }
        var places: [Int64: Int] = [:]
        var kept: [RemindedDossier] = []
        for row in rows {
            if let place = places[row.row.id] {
                if rank(row) < rank(kept[place]) { kept[place] = row }
            } else {
                places[row.row.id] = kept.count
                kept.append(row)
            }
        }
        return Array(kept.prefix(rowsMost))
    }
}

/// Which reminders are an officer's, as a condition and its arguments.
private struct Reach {
    private let actor: Actor
    private let column: String
    private let goesBelow: Bool
    private(set) var arguments: [SQLValue] = []

    init(_ actor: Actor, column: String = "r.", goesBelow: Bool = true) {
        self.actor = actor
        self.column = column
        self.goesBelow = goesBelow
    }

    mutating func mark(_ value: SQLValue) -> String {
        arguments.append(value)
        return "?\(arguments.count)"
    }

    /// Unseen ones: own, or of a role held at the agency or above it.
    ///
    /// Each part says all that its partial index says, or the planner would read every reminder of the province.
    var condition: String {
        mutating get {
            let own = mark(.text(actor.id.text))
            var parts = ["(\(column)officer = \(own) AND \(column)officer <> '' AND \(column)seen IS NULL)"]
            for held in actor.assignments {
                let role = mark(.text(held.role.rawValue))
                let from = mark(.text(held.agency.text))
                let place =
                    goesBelow
                    ? "\(column)agency >= \(from) AND \(column)agency < \(mark(held.agency.endOfRange))"
                    : "\(column)agency = \(from)"
                parts.append(
                    "(\(column)officer = '' AND \(column)seen IS NULL AND \(column)role = \(role) AND \(place))")
            }
            return parts.joined(separator: " OR ")
        }
    }
}
