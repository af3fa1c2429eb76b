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
            try purge(database, of: place, voice)
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
    private func purge(_ database: PostgresPlace, of place: WorkPlace, _ voice: any CommandVoice) throws {
        let steps = PostgresKeeping.Step.allCases.count
        let remains = try PostgresKeeping.purge(database) { voice.progress("purge", $0.rawValue, of: steps) }
        voice.progress("purge", steps, of: steps)
        let isMovedOn = !remains.contains { PurgeWork.isToBeArchived($0) }
        let term = ArchivedLogTerm(
            days: place.settings.walArchiveDays, purged: isMovedOn ? place.office.clock.now() : nil)
        for remain in remains { voice.note("not purged / chưa dọn: \(PurgeWork.words(remain, term))") }
    }

    /// True for what the server still has of the log from before: the archive may yet be given it.
    private static func isToBeArchived(_ remain: PostgresKeeping.Remains) -> Bool {
        switch remain {
        case .forbidden, .segments: true
        case .archive, .replica: false
        }
    }

    private static func words(_ remain: PostgresKeeping.Remains, _ term: ArchivedLogTerm) -> String {
        switch remain {
        case .forbidden(let statement): "the log (WAL); an administrator runs, then purge again: \(statement)"
        case .segments(let count): "\(count) WAL segments that the server keeps (a slot, wal_keep_size)"
        case .archive: words(term)
        case .replica(let name):
            // Segments that it renamed for later hold old bytes until the log has moved past them.
            "replica or slot \(name): set wal_recycle = off there; here "
                + "SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal() as often as pg_wal has files there; "
                + "CHECKPOINT here, then there once it followed"
        }
    }

    private static func words(_ term: ArchivedLogTerm) -> String {
        let key = SettingKey.walArchiveDays.rawValue
        return switch term {
        case .unknown:
            "archived WAL from before; until when is not known to the program: set \(key), or remove it "
                + "/ WAL đã lưu trữ từ trước; chương trình không biết giữ đến ngày nào: hãy đặt khóa \(key)"
        case .notBegun:
            "archived WAL from before; its days (\(key)) begin once a purge leaves no segment behind "
                + "/ WAL đã lưu trữ từ trước; thời hạn chỉ tính từ lần dọn không còn để lại đoạn WAL cũ"
        case .until(let moment):
            "archived WAL from before, until \(moment.date.iso) (\(key)); or remove it "
                + "/ WAL đã lưu trữ từ trước, giữ đến \(moment.date.iso)"
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
