public import Core

/// Counters kept in the transaction of the event that changes them, by day, agency and sector (số đếm).
///
/// Why: public figures are asked for on every visit of the home page and must not count dossiers each time.
public enum Tally {
    /// What is counted (loại số đếm); the numbers are stored and never given to another measure.
    public enum Measure: Int, CaseIterable, Hashable, Sendable {
        case receivedOnline = 0, receivedDirect = 1, receivedPost = 2
        case settledEarly = 3, settledOnTime = 4, settledLate = 5
        case refusedAtReception = 6, withdrawn = 7, stopped = 8, voided = 9, returned = 10
    }

    /// What a number counts: one measure on one day, of one agency and sector or, with both empty, of all.
    public struct Key: Hashable, Sendable {
        public var day: Int
        public var agency: String
        public var sector: String
        public var measure: Measure
    }

    /// Counts what an event means on the day it happened; `dossier` is the state after it.
    public static func project(
        _ event: DossierEvent, after dossier: Dossier, into sql: any SQLConnection
    ) throws {
        for key in keys(of: event, after: dossier) { try add(1, to: key, in: sql) }
    }

    /// The numbers that an event adds one to.
    public static func keys(of event: DossierEvent, after dossier: Dossier) -> [Key] {
        guard let measure = measure(of: event, dossier) else { return [] }
        let day = event.at.date.dayNumber
        return [
            Key(day: day, agency: dossier.places.competent.text, sector: dossier.sector.text, measure: measure),
            Key(day: day, agency: "", sector: "", measure: measure),
        ]
    }

    /// Adds to a number.
    public static func add(_ count: Int, to key: Key, in sql: any SQLConnection) throws {
        try sql.post(
            """
            INSERT INTO tally (day, agency, sector, measure, n) VALUES (?1, ?2, ?3, ?4, ?5) \
            ON CONFLICT (day, agency, sector, measure) DO UPDATE SET n = tally.n + ?5
            """,
            [
                SQLValue(key.day), .text(key.agency), .text(key.sector), SQLValue(key.measure.rawValue),
                SQLValue(count),
            ])
    }

    private static func measure(of event: DossierEvent, _ dossier: Dossier) -> Measure? {
        switch event.change {
        case .received:
            switch dossier.channel {
            case .online: return .receivedOnline
            case .direct: return .receivedDirect
            case .post: return .receivedPost
            }
        case .settled, .refused:
            guard let clock = dossier.clock else { return nil }
            switch Deadline.classify(ended: event.at, due: clock.due, limit: clock.limit) {
            case .early: return .settledEarly
            case .onTime: return .settledOnTime
            case .late: return .settledLate
            }
        case .receptionRefused: return .refusedAtReception
        case .withdrawn: return dossier.clock == nil ? nil : .withdrawn
        case .stopped: return .stopped
        case .receptionVoided: return .voided
        case .resultReturned: return .returned
        case .submitted, .completionAsked, .procedureChanged, .assigned, .stepCompleted, .sentBack, .consulted,
            .consultationAnswered, .supplementRequested, .supplied, .paymentRequested, .paymentConfirmed, .extended,
            .apologised, .corrected, .secretRenewed:
            return nil
        }
    }

    /// Sums over a range of days for the whole province.
    public static func province(
        from: CivilDate, to: CivilDate, in sql: any SQLConnection
    ) throws -> [Measure: Int] {
        let rows = try sql.query(
            "SELECT measure, sum(n) FROM tally WHERE day BETWEEN ?1 AND ?2 AND agency = '' GROUP BY measure",
            [SQLValue(from.dayNumber), SQLValue(to.dayNumber)]
        ) { (Measure(rawValue: Int($0.integer(0))), Int($0.integer(1))) }
        var sums: [Measure: Int] = [:]
        for case (let measure?, let n) in rows { sums[measure] = n }
        return sums
    }
}
