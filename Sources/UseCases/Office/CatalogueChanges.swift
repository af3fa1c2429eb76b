public import Core
import Ledger
public import Store

/// The decisions that bring what is published to what the files say; nothing is published twice (công bố danh mục).
///
/// A changed procedure becomes its next version; dossiers go on under the one they were received with. What the files
/// do not name stays as it is.
public struct CatalogueChanges: Sendable {
    /// What a decision does to the province.
    public enum Effect: String, CaseIterable, Sendable {
        case new, changed, withdrawn
    }

    /// One decision.
    public struct Entry: Sendable {
        public let change: OfficeChange
        public let effect: Effect
    }

    /// In the order in which they are recorded: what is referred to comes first.
    public private(set) var entries: [Entry] = []
    /// Procedures of the files that were withdrawn before and stay so, since no list of withdrawn ones came with them.
    public private(set) var stayWithdrawn: [ProcedureCode] = []
    /// What the new calendar changes; nil where it stays.
    public let calendar: CalendarDifference?

    /// - Parameter sql: the store that `present` was read from.
    /// - Throws: `CatalogueFault` for a calendar that does not hold together, `StoreError`.
    public init(to files: CatalogueFiles, from present: Catalogue, in sql: any SQLConnection) throws {
        let published = try CatalogueChanges.calendar(sql)
        let facts = try files.calendar.facts(after: published)
        calendar = CalendarDifference(from: published, to: facts)
        for agency in files.agencies {
            enter(agency, after: present.agencies[agency.code]) { .agencyEntered($0) }
        }
        for sector in files.sectors {
            enter(sector, after: present.sectors[sector.code]) { .sectorEntered($0) }
        }
        let numbers = try CatalogueChanges.newestVersions(sql)
        let withdrawn = files.withdrawn ?? []
        for procedure in files.procedures where !withdrawn.contains(procedure.code) {
            var next = procedure
            let old = try present.procedure(procedure.code)
            if old == nil, numbers[procedure.code] != nil, files.withdrawn == nil {
                stayWithdrawn.append(procedure.code)
                continue
            }
            if !files.sayForms { next.keepForms(of: old) }
            next.version = old?.version ?? 0
            if next == old { continue }
            next.version = (numbers[procedure.code] ?? 0) + 1
            entries.append(Entry(change: .procedurePublished(next), effect: old == nil ? .new : .changed))
        }
        for code in withdrawn.sorted() where present.entry(code) != nil {
            entries.append(Entry(change: .procedureWithdrawn(code), effect: .withdrawn))
        }
        if calendar != nil {
            entries.append(Entry(change: .calendarPublished(facts), effect: published == nil ? .new : .changed))
        }
    }

    private mutating func enter<Value: Equatable>(
        _ value: Value, after old: Value?, _ change: (Value) -> OfficeChange
    ) {
        if value != old { entries.append(Entry(change: change(value), effect: old == nil ? .new : .changed)) }
    }

    /// How many decisions of a kind do this.
    public func count(_ kind: OfficeChangeKind, _ effect: Effect) -> Int {
        entries.count { $0.change.kind == kind && $0.effect == effect }
    }

    /// The codes to which files may refer besides their own.
    public static func names(in present: Catalogue, _ sql: any SQLConnection) throws -> CatalogueNames {
        CatalogueNames(
            province: present.province?.code, agencies: Set(present.agencies.keys),
            sectors: Set(present.sectors.keys), procedures: Set(try newestVersions(sql).keys))
    }

    private static func newestVersions(_ sql: any SQLConnection) throws -> [ProcedureCode: Int] {
        let rows = try sql.query("SELECT code, MAX(number) FROM procedure_version GROUP BY code", []) {
            (ProcedureCode($0.text(0)), Int($0.integer(1)))
        }
        return Dictionary(rows, uniquingKeysWith: { max($0, $1) })
    }

    private static func calendar(_ sql: any SQLConnection) throws -> CalendarFacts? {
        let body = try sql.first("SELECT body FROM calendar ORDER BY number DESC LIMIT 1") { $0.blob(0) }
        guard let body else { return nil }
        do { return try CanonicalDecoder().decode(CalendarFacts.self, from: body) } catch {
            throw StoreError(.corrupt, "the published calendar cannot be read: \(error)", at: "calendar")
        }
    }
}
