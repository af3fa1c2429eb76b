public import Core
import Ledger
public import Store

/// Reads dossiers back from their records (đọc hồ sơ từ sổ cái).
public struct DossierStories: Sendable {
    private let office: Office

    public init(_ office: Office) { self.office = office }

    /// All that happened to a dossier, in order; empty for a stream nobody has heard of.
    ///
    /// - Parameter opened: whether personal parts are opened; without them names and reasons are nil.
    public func events(
        of stream: DossierID, opened: Bool = true, _ sql: any SQLConnection
    ) throws -> [RecordedEvent] {
        try office.reader.records(ofStream: stream.stream, sql).map { record in
            try recorded(record, personal: opened ? try office.keyring.openPersonal(record) : nil)
        }
    }

    /// The same inside a transaction, its own records among them.
    func events(of stream: DossierID, opened: Bool, in transaction: Transaction) throws -> [RecordedEvent] {
        try office.reader.records(ofStream: stream.stream, transaction.sql).map { record in
            let personal = opened ? try office.keyring.openPersonal(record, in: transaction) : nil
            return try recorded(record, personal: personal)
        }
    }

    /// A dossier as its first records left it, all of them unless `last` says up to which; nil where there are none.
    func dossier(
        of stream: DossierID, upTo last: Int = .max, opened: Bool, in transaction: Transaction
    ) throws -> Dossier? {
        DossierStories.fold(Array(try events(of: stream, opened: opened, in: transaction).prefix(last)))
    }

    func recorded(_ record: Record, personal: [UInt8]?) throws -> RecordedEvent {
        let form = StoredForm(event: record.event, body: record.body, personal: personal)
        let change = try DossierEventForm.change(form)
        return RecordedEvent(
            stream: DossierID(record.stream.text), seq: Int64(record.seq), version: record.version,
            recorded: record.recorded, event: DossierEvent(at: record.at, actor: record.actor, change: change))
    }

    public static func fold(_ events: [RecordedEvent]) -> Dossier? {
        var dossier: Dossier?
        for recorded in events { DossierDecider.evolve(&dossier, by: recorded.event) }
        return dossier
    }
}

/// The tables of dossiers, all at once: what live work and `motcua rebuild` both call.
enum DossierProjection {
    static func project(
        _ recorded: RecordedEvent, from before: Dossier?, to dossier: Dossier, index: any ContactIndex,
        in transaction: Transaction
    ) throws {
        let sql = transaction.sql
        try DossierTable.project(recorded, from: before, to: dossier, index: index, into: sql)
        try ClockTable.project(recorded, after: dossier, into: sql)
        try ConsultationTable.project(recorded, into: sql)
        transaction.count(Tally.keys(of: recorded.event, after: dossier))
    }

    /// The same for whoever makes the tables again; see `DossierTable.projectOnce`. The counters are left to them.
    ///
    /// - Parameter id: the row of the dossier, where it is known.
    static func projectOnce(
        _ recorded: RecordedEvent, to dossier: Dossier, id: Int64?, index: any ContactIndex,
        into sql: any SQLConnection
    ) throws {
        try DossierTable.projectOnce(recorded, to: dossier, index: index, into: sql)
        try ClockTable.project(recorded, after: dossier, id: id, into: sql)
        try ConsultationTable.project(recorded, into: sql)
    }
}
