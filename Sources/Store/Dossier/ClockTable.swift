public import Core
public import Reports

/// What the clocks of all dossiers noticed, in the order it was written down: what reports are counted from.
public enum ClockTable {
    /// Adds what an event means to the dossier's clock; nothing where it means nothing, or none ever ran.
    ///
    /// - Parameters:
    ///   - dossier: the state after the event; its row is in the dossier table already.
    ///   - id: that of its row, where the caller knows it; the rows of many events are then added together.
    public static func project(
        _ recorded: RecordedEvent, after dossier: Dossier, id: Int64? = nil, into sql: any SQLConnection
    ) throws {
        guard let change = ClockChange(recorded.event.change, sector: dossier.sector) else { return }
        // A dossier that was never received has no clock, so its end is none of the report's.
        guard dossier.clock != nil else { return }
        let row = ClockRow(change)
        let place = id == nil ? "(SELECT id FROM dossier WHERE stream = ?1)" : "?1"
        try sql.post(
            """
            INSERT INTO clock_entry (dossier, version, at, recorded, kind, detail, sector, time_limit, due) \
            VALUES (\(place), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """,
            [
                id.map { .integer($0) } ?? .text(recorded.stream.text), SQLValue(recorded.version),
                .integer(recorded.event.at.microseconds), .integer(recorded.recorded.microseconds), SQLValue(row.kind),
                SQLValue(row.detail), SQLValue(row.sector), SQLValue(row.limit), SQLValue(row.due),
            ])
    }

    /// Gives every received dossier of an agency and all below it to `body`, one at a time.
    public static func each(
        in agency: AgencyCode?, of sql: any SQLConnection, _ body: (DossierFacts) throws -> Void
    ) throws {
        var current: (id: Int64, facts: DossierFacts)?
        let filter = agency == nil ? "" : "WHERE d.competent >= ?1 AND d.competent < ?2 "
        let arguments: [SQLValue] = agency.map { [.text($0.text), $0.endOfRange] } ?? []
        _ = try sql.query(
            "SELECT e.dossier, e.at, e.recorded, e.kind, e.detail, e.sector, e.time_limit, e.due, d.code, "
                + "d.competent, d.intake, d.channel FROM clock_entry e JOIN dossier d ON d.id = e.dossier "
                + filter + "ORDER BY e.dossier, e.version", arguments
        ) { row in
            let id = row.integer(0)
            if current?.id != id {
                if let current { try body(current.facts) }
                current = (id, try facts(row))
            }
            if let change = ClockRow(row).change {
                current?.facts.entries.append(
                    ClockEntry(
                        at: Instant(microseconds: row.integer(1)), recorded: Instant(microseconds: row.integer(2)),
                        change: change))
            }
        }
        if let current { try body(current.facts) }
    }

    private static func facts(_ row: any SQLRow) throws -> DossierFacts {
        guard let code = DossierCode(typed: row.text(8)), let channel = Channel(rawValue: Int(row.integer(11))) else {
            throw StoreError(.corrupt, "a row of the dossier table cannot be read; run motcua rebuild", at: "dossier")
        }
        return DossierFacts(
            code: code, competent: AgencyCode(row.text(9)), intake: AgencyCode(row.text(10)), channel: channel,
            entries: [])
    }
}

/// A clock entry as columns.
struct ClockRow {
    var kind: Int
    var detail: String?
    var sector: String?
    var limit: String?
    var due: Int64?

    init(_ change: ClockChange) {
        switch change {
        case .received(let terms): self.init(0, terms)
        case .retermed(let terms): self.init(1, terms)
        case .dueMoved(let to): self.init(kind: 2, due: to.microseconds)
        case .waitStarted(let wait): self.init(kind: 3, detail: wait.rawValue)
        case .waitEnded(let to): self.init(kind: 4, due: to?.microseconds)
        case .ended(let outcome): self.init(kind: 5, detail: outcome.rawValue)
        }
    }

    private init(_ kind: Int, _ terms: ClockTerms) {
        self.init(
            kind: kind, sector: terms.sector.text, limit: terms.limit.compact, due: terms.due.microseconds)
    }

    private init(
        kind: Int, detail: String? = nil, sector: String? = nil, limit: String? = nil, due: Int64? = nil
    ) {
        self.kind = kind
        self.detail = detail
        self.sector = sector
        self.limit = limit
        self.due = due
    }

    /// Columns 3 to 7 of the query above.
    init(_ row: any SQLRow) {
        self.init(
            kind: Int(row.integer(3)), detail: row.textOrNil(4), sector: row.textOrNil(5), limit: row.textOrNil(6),
            due: row.integerOrNil(7))
    }

    var change: ClockChange? {
        let due = due.map { Instant(microseconds: $0) }
        switch kind {
        case 0: return terms.map { .received($0) }
        case 1: return terms.map { .retermed($0) }
        case 2: return due.map { .dueMoved($0) }
        case 3: return detail.flatMap { WaitKind(rawValue: $0) }.map { .waitStarted($0) }
        case 4: return .waitEnded(due: due)
        case 5: return detail.flatMap { OutcomeKind(rawValue: $0) }.map { .ended($0) }
        default: return nil
        }
    }

    private var terms: ClockTerms? {
        guard let sector, let due, let limit = limit.flatMap({ TimeLimit(compact: $0) }) else { return nil }
        return ClockTerms(sector: SectorCode(sector), limit: limit, due: Instant(microseconds: due))
    }
}
