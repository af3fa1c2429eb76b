public import Core

/// Which dossiers an overseer looks at (bộ lọc của giám sát); what is nil or empty narrows nothing.
public struct OverseenFilter: Hashable, Sendable {
    /// Where the role is held: dossiers taken in or settled there or below.
    public var scope: [AgencyCode]
    /// Settled at one of these agencies or below; nil for all.
    public var agencies: [AgencyCode]?
    public var procedure: ProcedureCode?
    public var phase: Phase?
    /// Only those whose appointment was missed, or is by this moment.
    public var lateAt: Instant?
    /// Received at this moment or later.
    public var receivedFrom: Instant?
    /// Received before this moment.
    public var receivedBefore: Instant?

    public init(scope: [AgencyCode]) { self.scope = scope }
}

/// A part of the list, newest first.
public struct OverseenPage: Sendable {
    public var rows: [OverseenRow]
    /// The next part begins before this record; nil where nothing older is left.
    public var next: Int64?
    /// False where fewer rows were found than asked for, and older records were not looked at yet.
    public var isFull: Bool
}

/// Dossiers by facts alone, for those who oversee (danh sách hồ sơ cho giám sát).
public enum OverseenList {
    /// How many records one part looks through.
    ///
    /// Why a limit: any wish may be combined with any other, and no index serves them all; so a rare one costs a
    /// little time a part instead of a long time at once.
    public static let recordsMost: Int64 = 100_000

    /// Looks from the newest record back, or from before `position`.
    public static func page(
        _ filter: OverseenFilter, before position: Int64? = nil, size: Int, recordsMost: Int64 = recordsMost,
        in sql: any SQLConnection
    ) throws -> OverseenPage {
        let newest = try sql.first("SELECT id FROM dossier ORDER BY id DESC LIMIT 1") { $0.integer(0) } ?? 0
        let before = min(position ?? newest + 1, newest + 1)
        let from = max(0, before - recordsMost)
        var wish = Wish(arguments: [.integer(from), .integer(before)], conditions: ["id >= ?1", "id < ?2"])
        wish.add(filter)
        let rows = try sql.query(
            "SELECT \(OverseenRow.columns) FROM dossier WHERE " + wish.conditions.joined(separator: " AND ")
                + " ORDER BY id DESC LIMIT \(size + 1)", wish.arguments
        ) { try OverseenRow($0) }
        if rows.count > size {
            return OverseenPage(rows: Array(rows.prefix(size)), next: rows[size - 1].seq, isFull: true)
        }
        return OverseenPage(rows: rows, next: from > 0 ? from : nil, isFull: from == 0)
    }

    /// The stream of a dossier within the overseer's reach; nil for any other.
    public static func stream(
        of seq: Int64, scope: [AgencyCode], in sql: any SQLConnection
    ) throws -> DossierID? {
        var wish = Wish(arguments: [.integer(seq)], conditions: ["id = ?1"])
        wish.add(OverseenFilter(scope: scope))
        return try sql.first(
            "SELECT stream FROM dossier WHERE " + wish.conditions.joined(separator: " AND "), wish.arguments
        ) { DossierID($0.text(0)) }
    }
}

/// A filter as conditions and their arguments.
private struct Wish {
    var arguments: [SQLValue]
    var conditions: [String]

    mutating func add(_ filter: OverseenFilter) {
        conditions.append("(\(below("competent", filter.scope)) OR \(below("intake", filter.scope)))")
        if let agencies = filter.agencies { conditions.append(below("competent", agencies)) }
        if let procedure = filter.procedure { conditions.append("procedure = \(mark(.text(procedure.text)))") }
        if let phase = filter.phase { conditions.append("phase = \(mark(.text(phase.rawValue)))") }
        if let now = filter.lateAt {
            conditions.append(
                "((phase IN ('received', 'processing') AND due < \(mark(.integer(now.microseconds)))) "
                    + "OR (outcome IN ('settled', 'refused') AND ended_at > due))")
        }
        if let from = filter.receivedFrom { conditions.append("received_at >= \(mark(.integer(from.microseconds)))") }
        if let before = filter.receivedBefore {
            conditions.append("received_at < \(mark(.integer(before.microseconds)))")
        }
    }

    private mutating func mark(_ value: SQLValue) -> String {
        arguments.append(value)
        return "?\(arguments.count)"
    }

    /// An agency and all below it are one range of codes.
    private mutating func below(_ column: String, _ agencies: [AgencyCode]) -> String {
        let ranges = agencies.map { agency in
            let (from, to) = (mark(.text(agency.text)), mark(agency.endOfRange))
            return "(\(column) >= \(from) AND \(column) < \(to))"
        }
        return ranges.isEmpty ? "1 = 0" : "(" + ranges.joined(separator: " OR ") + ")"
    }
}
