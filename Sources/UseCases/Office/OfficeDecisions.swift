public import Core
import Ledger
public import Store

/// Records decisions of the office itself and projects their tables (quyết định của cơ quan).
public struct OfficeDecisions {
    private let office: Office
    private let actor: Actor

    /// - Parameter actor: an administrator, or the office's own clock at its founding.
    public init(_ office: Office, by actor: Actor) {
        self.office = office
        self.actor = actor
    }

    /// Records one decision. The catalogue in memory is unchanged until `Office.refresh()`.
    ///
    /// - Throws: `OfficeRefusal.notPermitted`, `ClockFault`, `StoreError`, `EventFormError`.
    public func record(
        _ change: OfficeChange, now: Instant, random: inout some RandomSource, in transaction: Transaction
    ) throws {
        guard actor.holds(.administrator) || actor.holds(.clock) || actor.holds(.leader) && change.kind == .personErased
        else { throw OfficeRefusal.notPermitted }
        let now = try office.moment(now, in: transaction)
        let place = try OfficeTables.position(change.table, key: change.key, in: transaction.sql)
        let form = try OfficeEventForm.stored(change, random: &random)
        let stream = StreamID(place?.stream ?? random.id())
        let new = NewRecord(
            stream: stream, recordClass: .office, event: form.event, expectedVersion: place?.version ?? 0, at: now,
            actor: actor.id, command: CommandID(random.id()), body: form.body, personal: form.personal)
        for record in try office.writer.append([new], now: now, random: &random, in: transaction) {
            try OfficeTables.project(
                change, body: record.body, stream: record.stream.text, version: record.version, into: transaction.sql)
        }
    }
}

/// Why a decision of the office is not recorded.
public enum OfficeRefusal: Error, Hashable, Sendable {
    /// Only an administrator decides for the office.
    case notPermitted
}

extension OfficeChange {
    var table: OfficeTable {
        switch self {
        case .provinceFounded: return .province
        case .agencyEntered: return .agency
        case .sectorEntered: return .sector
        case .procedurePublished, .procedureWithdrawn: return .procedure
        case .calendarPublished: return .calendar
        case .officerAppointed: return .officer
        case .logKeyChanged: return .logKey
        case .personErased: return .erasure
        }
    }

    /// What finds the row that holds the present state.
    var key: SQLValue {
        switch self {
        case .provinceFounded(let province): return .text(province.code.text)
        case .agencyEntered(let agency): return .text(agency.code.text)
        case .sectorEntered(let sector): return .text(sector.code.text)
        case .procedurePublished(let procedure): return .text(procedure.code.text)
        case .procedureWithdrawn(let code): return .text(code.text)
        case .calendarPublished(let facts): return SQLValue(facts.version)
        case .officerAppointed(let officer): return .text(officer.id.text)
        case .logKeyChanged(let change): return .text(change.logName)
        case .personErased(let erased): return .text(erased.dossier.text)
        }
    }
}
