public import Core
import Ledger
public import Store
import Synchronization

/// What the office has published, as of one moment (danh mục đang hiệu lực): an unchanging picture, made anew on
/// change.
///
/// Procedures are kept as stored and read when asked for, so that a start is quick however long the catalogue.
public final class Catalogue: Sendable {
    public let province: Province?
    public let agencies: [AgencyCode: Agency]
    public let sectors: [SectorCode: Sector]
    public let officers: [ActorID: OfficerEntry]
    public let calendar: WorkingCalendar
    /// Active procedures in the order of their codes.
    public let entries: [ProcedureEntry]
    /// The agencies where dossiers can be handed in, communes by name.
    public let intakes: [Agency]
    /// Sectors that have active procedures, by name, with how many.
    public let listedSectors: [(sector: Sector, procedures: Int)]
    private let entryByCode: [ProcedureCode: ProcedureEntry]
    private let bodies: [ProcedureCode: [UInt8]]
    private let read: Mutex<[ProcedureCode: ProcedureVersion]>

    /// Reads all tables of the office's decisions.
    ///
    /// - Throws: `StoreError`, or `.corrupt` for a row that this program cannot read.
    public init(from sql: any SQLConnection) throws {
        province = try rows("SELECT body FROM province", sql, as: Province.self).first
        agencies = Dictionary(
            try rows("SELECT body FROM agency", sql, as: Agency.self).map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        sectors = Dictionary(
            try rows("SELECT body FROM sector", sql, as: Sector.self).map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        officers = Dictionary(
            try sql.query("SELECT name, title, body FROM officer", []) { row in
                let officer = try stored(Officer.self, row.blob(2), at: "officer")
                return OfficerEntry(
                    id: officer.id, name: row.textOrNil(0), title: row.textOrNil(1), assignments: officer.assignments)
            }.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        calendar = try Catalogue.calendar(sql)
        var bodies: [ProcedureCode: [UInt8]] = [:]
        entries = try sql.query(
            "SELECT code, name, sector, body FROM procedure_version WHERE active = 1 ORDER BY code", []
        ) { row in
            let code = ProcedureCode(row.text(0))
            bodies[code] = row.blob(3)
            return ProcedureEntry(code: code, name: row.text(1), sector: SectorCode(row.text(2)))
        }
        self.bodies = bodies
        read = Mutex([:])
        // Put in order once: comparing Vietnamese names costs more than writing the page they stand on.
        intakes = agencies.values.filter(\.receives).sorted { $0.name < $1.name }
        entryByCode = Dictionary(entries.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        let counts = Dictionary(grouping: entries, by: \.sector).mapValues(\.count)
        listedSectors = sectors.values.compactMap { sector in
            counts[sector.code].map { (sector, $0, TextFold.folded(sector.name)) }
        }.sorted { $0.2 < $1.2 }.map { ($0.0, $0.1) }
    }

    /// The newest calendar; an office that has published none yet counts no time at all.
    private static func calendar(_ sql: any SQLConnection) throws -> WorkingCalendar {
        let newest = try rows("SELECT body FROM calendar ORDER BY number DESC LIMIT 1", sql, as: CalendarFacts.self)
        do {
            return try newest.first?.calendar() ?? WorkingCalendar(version: 0, years: 2000...2000, days: [])
        } catch {
            throw StoreError(.corrupt, "the published calendar is refused: \(error)", at: "calendar")
        }
    }

    /// The active version of a procedure; nil for a code that is not in force.
    public func procedure(_ code: ProcedureCode) throws -> ProcedureVersion? {
        if let known = read.withLock({ $0[code] }) { return known }
        guard let body = bodies[code] else { return nil }
        let procedure = try stored(ProcedureVersion.self, body, at: "procedure \(code)")
        read.withLock { $0[code] = procedure }
        return procedure
    }

    /// The version a dossier is pinned to, also one that is no longer in force.
    public func procedure(_ reference: ProcedureReference, in sql: any SQLConnection) throws -> ProcedureVersion? {
        if let active = try procedure(reference.code), active.version == reference.version { return active }
        let body: [UInt8]? = try sql.first(
            "SELECT body FROM procedure_version WHERE code = ?1 AND number = ?2",
            [.text(reference.code.text), SQLValue(reference.version)]
        ) { $0.blob(0) }
        return try body.map { try stored(ProcedureVersion.self, $0, at: "procedure \(reference.code)") }
    }

    /// The form that a dossier's answers were given on; empty where that version is not known here.
    public func form(answered: CaseReference, in sql: any SQLConnection) throws -> [FormField] {
        try procedure(answered.procedure, in: sql)?.variant(answered.variant)?.form ?? []
    }

    /// An active procedure as lists show it; nil for a code that is not in force.
    public func entry(_ code: ProcedureCode) -> ProcedureEntry? { entryByCode[code] }

    /// Somebody with what they hold; an actor the office does not know holds nothing.
    public func actor(_ id: ActorID) -> Actor { Actor(id: id, assignments: officers[id]?.assignments ?? []) }
}

/// A procedure as lists and the search need it.
public struct ProcedureEntry: Hashable, Sendable {
    public var code: ProcedureCode
    public var name: String
    public var sector: SectorCode
}

/// An officer with the name that pages show; nil once erased.
public struct OfficerEntry: Hashable, Sendable {
    public var id: ActorID
    public var name: String?
    public var title: String?
    public var assignments: [Assignment]
}

private func rows<Value: Decodable>(
    _ query: String, _ sql: any SQLConnection, as type: Value.Type
) throws -> [Value] {
    try sql.query(query, []) { try stored(type, $0.blob(0), at: query) }
}

private func stored<Value: Decodable>(_ type: Value.Type, _ body: [UInt8], at place: String) throws -> Value {
    do { return try CanonicalDecoder().decode(type, from: body) } catch {
        throw StoreError(.corrupt, "a stored body cannot be read: \(error)", at: place)
    }
}
