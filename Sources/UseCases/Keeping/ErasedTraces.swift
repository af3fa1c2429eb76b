public import Core
import Ledger
public import Store

/// What is left of erased people outside the tables: files that a crash left behind, and archives from before.
public struct ErasedTraces {
    /// Somebody who was erased, by times alone.
    public struct Person: Hashable, Sendable {
        public var dossier: DossierID
        /// When the dossier began, and when its person was erased.
        public var begun: Instant
        public var erased: Instant

        public init(dossier: DossierID, begun: Instant, erased: Instant) {
            self.dossier = dossier
            self.begun = begun
            self.erased = erased
        }

        /// True if an archive may still hold the person.
        ///
        /// A copy of the keyring does if it was made while the key was there: with it the sealed part of the records
        /// opens, in whatever archive they lie. An archive of the ledger does by the tables of drafts and answers,
        /// which begin before the dossier.
        public func isIn(_ archive: Archive) -> Bool {
            let made = archive.manifest.made
            // By its last record too: an erasure leaves one, and a demonstration's clock is not the machine's.
            let isFromBefore = made <= erased || archive.manifest.recorded < erased
            return isFromBefore && begun.adding(minutes: -Drafts.days * 24 * 60) <= made
        }
    }

    private let office: Office

    public init(_ office: Office) { self.office = office }

    /// Everybody who was erased.
    public func people() throws -> [Person] {
        try office.store.readNow { sql in
            try ErasureTable.all(in: sql).map { erased in
                let row = try DossierFinding.row(stream: erased.dossier, in: sql)
                return Person(dossier: erased.dossier, begun: row?.submittedAt ?? erased.at, erased: erased.at)
            }
        }
    }

    /// Removes files of erased dossiers that are still there; a second time there is nothing to do.
    public func removeLeftFiles() throws {
        let removal = PersonRemoval(office)
        for person in try people() {
            let files = try office.store.readNow { try removal.files(of: person.dossier, $0) }
            for file in files { try office.files.remove(file) }
        }
    }
}
