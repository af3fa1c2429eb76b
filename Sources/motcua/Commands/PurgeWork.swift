import Core
import PostgresEngine
import SQLiteEngine
import Store
import UseCases

/// `motcua purge` on an open folder; its output is for `PurgeCommand` to read.
struct PurgeWork: HandedWork {
    static let name = "purge"

    func run(in place: WorkPlace, _ voice: any CommandVoice) throws {
        let traces = ErasedTraces(place.office)
        try traces.removeLeftFiles()
        if let database = try place.settings.place {
            try purge(database, voice)
        } else {
            try purge(place.folder, of: place.office.store, voice)
        }
        for person in try traces.people() {
            voice.tell("\(person.dossier.text) \(person.begun.microseconds) \(person.erased.microseconds)")
        }
    }

    private func purge(_ folder: DataFolder, of store: StoreEngine, _ voice: any CommandVoice) throws {
        let (needed, free) = (try SQLiteKeeping.room(for: folder), try FreeDisk.bytes(at: folder.path))
        guard needed < free else { throw ArchiveFault.noRoom(folder.path, needed: needed, free: free) }
        let steps = SQLiteKeeping.Step.allCases.count
        try SQLiteKeeping.purge(folder, of: store) { voice.progress("purge", $0.rawValue, of: steps) }
        voice.progress("purge", steps, of: steps)
    }

    /// What this role cannot reach is told, for an administrator of the database.
    private func purge(_ database: PostgresPlace, _ voice: any CommandVoice) throws {
        let steps = PostgresKeeping.Step.allCases.count
        let remains = try PostgresKeeping.purge(database) { voice.progress("purge", $0.rawValue, of: steps) }
        voice.progress("purge", steps, of: steps)
        for remain in remains { voice.note("not purged / chưa dọn: \(PurgeWork.words(remain))") }
    }

    private static func words(_ remain: PostgresKeeping.Remains) -> String {
        switch remain {
        case .forbidden(let statement): "the log (WAL); an administrator runs, then purge again: \(statement)"
        case .segments(let count): "\(count) WAL segments that the server keeps (a slot, wal_keep_size)"
        case .archive: "archived WAL from before; remove it, or let it expire"
        case .replica(let name): "replica or slot \(name): set wal_recycle = off there, run CHECKPOINT once it followed"
        }
    }

    /// Reads back a line of the output.
    static func person(_ line: Substring) -> ErasedTraces.Person? {
        let parts = line.split(separator: " ")
        guard parts.count == 3, let begun = Int64(parts[1]), let erased = Int64(parts[2]) else { return nil }
        return ErasedTraces.Person(
            dossier: DossierID(String(parts[0])), begun: Instant(microseconds: begun),
            erased: Instant(microseconds: erased))
    }
}
