import Core
import Ledger
import Store

/// Takes what is left of an erased person out of tables and files (dọn dữ liệu của người đã xóa).
///
/// Safe to do again: after a crash between an erasure and its files, the next call ends it.
struct PersonRemoval {
    let office: Office

    init(_ office: Office) { self.office = office }

    /// Destroys the key, clears the tables and removes the files; for a restored copy that is older than the erasure.
    func removeAll(of dossier: DossierID) throws {
        let files = try office.store.writeNow { transaction in
            let files = try self.files(of: dossier, transaction.sql)
            try office.keyring.destroy(dossier.stream, now: office.clock.now(), in: transaction)
            try PersonClearing.clear(
                dossier, visitors: visitors(of: dossier, transaction.sql), in: transaction.sql)
            return files
        }
        for file in files { try office.files.remove(file) }
    }

    /// Every file that was ever part of the dossier, also those that newer ones took the place of, and those that its
    /// owner has laid aside for it.
    func files(of dossier: DossierID, _ sql: any SQLConnection) throws -> [FileID] {
        var files: [FileID] = []
        for event in try DossierStories(office).events(of: dossier, opened: false, sql) {
            switch event.event.change {
            case .submitted(let e): files += e.components.flatMap(\.files).map(\.file)
            case .supplied(let e): files += e.components.flatMap(\.files).map(\.file)
            case .settled(let e): files += e.files.map(\.file)
            case .procedureChanged(let e): files += e.components.flatMap(\.files).map(\.file)
            case .completionAsked, .receptionRefused, .received, .assigned, .stepCompleted, .sentBack, .consulted,
                .consultationAnswered, .supplementRequested, .paymentRequested, .paymentConfirmed, .extended,
                .apologised, .refused, .stopped, .withdrawn, .resultReturned, .corrected, .receptionVoided,
                .secretRenewed:
                break
            }
        }
        for draft in try PersonClearing.drafts(of: dossier, visitors: visitors(of: dossier, sql), in: sql) {
            files += try DraftFileTable.list(of: draft, in: sql).map(\.file)
        }
        return Array(Set(files))
    }

    /// Under which the owner has laid words and files aside, for each secret that the dossier had.
    func visitors(of dossier: DossierID, _ sql: any SQLConnection) throws -> [[UInt8]] {
        let events = try DossierStories(office).events(of: dossier, opened: false, sql)
        let generations = DossierStories.fold(events)?.secretGeneration ?? 0
        return (0...generations).compactMap { generation in
            Secret.digest(ifSecret: ApplicantActs.visitor(of: dossier, generation: generation, office.sealer))
        }
    }
}
