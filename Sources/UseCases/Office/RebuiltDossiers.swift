import Core
import Ledger
import Store

/// The tables of dossiers while they are made again (dựng lại bảng hồ sơ), record after record.
///
/// What many events change is written once: the row of a dossier when its life has ended or when `write` is called, the
/// counters then too. Held in memory are dossiers that still live; one that is not held when it is spoken of again is
/// read back from its records.
struct RebuiltDossiers {
    private struct Held {
        /// The state that the row in the table shows.
        var shown: Dossier
        var now: Dossier
        /// That of its row; nil for one that was read back.
        var id: Int64?
    }

    private struct OrderKey: Hashable {
        var agency: AgencyCode
        var day: CivilDate
    }

    private let office: Office
    private let stories: DossierStories
    private var held: [DossierID: Held] = [:]
    private var changed: Set<DossierID> = []
    private var counts: [Tally.Key: Int] = [:]
    private var orders: [OrderKey: Int] = [:]

    init(_ office: Office) {
        self.office = office
        stories = DossierStories(office)
    }

    /// Takes the next record of a dossier.
    ///
    /// - Parameter sql: where the tables are that are made.
    mutating func add(_ record: Record, to sql: any SQLConnection, in transaction: Transaction) throws {
        let personal = record.version == 1 ? try office.keyring.openPersonal(record, in: transaction) : nil
        let recorded = try stories.recorded(record, personal: personal)
        let before = try held[recorded.stream] ?? ended(record, in: transaction)
        var dossier = before?.now
        if case .corrected = recorded.event.change {
            // What is corrected is laid over what was known of the person, which is not held here.
            dossier = try stories.dossier(
                of: recorded.stream, upTo: record.version, opened: true, in: transaction)
        } else {
            DossierDecider.evolve(&dossier, by: recorded.event)
        }
        guard let dossier else {
            throw StoreError(.corrupt, "a record of a dossier that never began", at: "record \(record.seq)")
        }
        let id = record.version == 1 ? recorded.seq : before?.id
        try DossierProjection.projectOnce(
            recorded, to: dossier, id: id, index: office.index, into: sql)
        for key in Tally.keys(of: recorded.event, after: dossier) { counts[key, default: 0] += 1 }
        if case .received = recorded.event.change {
            orders[OrderKey(agency: dossier.places.competent, day: recorded.event.at.date), default: 0] += 1
        }
        var lean = dossier
        lean.forgetPersonal()
        let next = Held(shown: before?.shown ?? lean, now: lean, id: id)
        if lean.phase.isAtRest {
            try write(next, recorded.stream, to: sql)
            held[recorded.stream] = nil
            changed.remove(recorded.stream)
        } else {
            held[recorded.stream] = next
            changed.insert(recorded.stream)
        }
    }

    /// Writes what was kept back, so that the tables show every record taken.
    ///
    /// - Parameter most: dossiers to hold on to for further records; where there are more, none is.
    mutating func write(to sql: any SQLConnection, keeping most: Int) throws {
        for stream in changed {
            guard let dossier = held[stream] else { continue }
            try write(dossier, stream, to: sql)
            held[stream]?.shown = dossier.now
        }
        for (key, count) in counts { try Tally.add(count, to: key, in: sql) }
        for (key, count) in orders { try DossierOrder.add(count, at: key.agency, on: key.day, in: sql) }
        (changed, counts, orders) = ([], [:], [:])
        if held.count > most { held = [:] }
    }

    private func write(_ dossier: Held, _ stream: DossierID, to sql: any SQLConnection) throws {
        guard dossier.now.version > dossier.shown.version else { return }
        try DossierTable.update(stream, from: dossier.shown, to: dossier.now, in: sql)
    }

    /// A dossier that is not held, as its records before this one left it; its row shows just that.
    private func ended(_ record: Record, in transaction: Transaction) throws -> Held? {
        guard record.version > 1 else { return nil }
        let stream = DossierID(record.stream.text)
        return try stories.dossier(of: stream, upTo: record.version - 1, opened: false, in: transaction)
            .map { Held(shown: $0, now: $0) }
    }
}

extension Phase {
    /// Hardly anything is done after it; what is done all the same is done rightly, only more slowly.
    fileprivate var isAtRest: Bool {
        switch self {
        case .receptionRefused, .returned, .withdrawn, .stopped, .voided: true
        case .submitted, .awaitingCompletion, .received, .processing, .awaitingSupplement, .awaitingPayment, .settled,
            .refused:
            false
        }
    }
}
