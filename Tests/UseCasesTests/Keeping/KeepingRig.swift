import Core
import Foundation
import Ledger
import Reports
import Store
import Synchronization
import TestEngines

@testable import UseCases

/// A province whose archives lie beside it, and what is restored from them.
final class KeepingRig: Sendable {
    static let master = [UInt8](repeating: 7, count: 32)
    /// In no list of names and no word of the program.
    static let marker = "Lường Thị Khuỳnh Mạch"
    static let markerNumber = "064199987654"

    let office: Office
    let data: DataFolder
    let archives: ArchiveFolder
    let keys: ArchiveFolder
    private let place: String
    private let restored = Mutex<[DataFolder]>([])

    init(_ test: TestOffice) {
        office = test.office
        data = DataFolder(test.folder.path)
        place = "\(FileManager.default.temporaryDirectory.path)/motcua-keeping-\(UUID().uuidString)"
        archives = ArchiveFolder(place + "/archives")
        keys = ArchiveFolder(place + "/keys")
    }

    deinit {
        if TestPostgres.connection != nil {
            for folder in restored.withLock({ $0 }) {
                do { try TestPostgres.remove(folder) } catch { print("left behind: \(folder.path)") }
            }
        }
        guard FileManager.default.fileExists(atPath: place) else { return }
        do { try FileManager.default.removeItem(atPath: place) } catch { print("left behind: \(place)") }
    }

    /// One run beside the office, which goes on writing.
    @discardableResult
    func backup(
        full: Bool = false, settings: Backup.Settings = Backup.Settings(), now: Instant? = nil,
        free: @escaping (String) throws -> Int = FreeDisk.bytes
    ) throws -> Backup.Outcome {
        let reading = try ChosenEngine.openReading(data, settings: .init(readers: 1))
        defer { reading.close() }
        return try Backup(reading, of: data, files: FolderFileStore(data), settings: settings, free: free).run(
            to: archives, keyring: keys, full: full, now: now ?? office.clock.now()
        ) { _, _ in }
    }

    /// What is restored, open, in a place of its own that goes with the rig.
    ///
    /// - Parameter open: makes the store that is restored into, the engine of the tests unless said.
    func restore(
        at: Instant? = nil,
        into open: (DataFolder) throws -> StoreEngine = { try ChosenEngine.open($0, settings: .init(readers: 1)) }
    ) throws -> (office: Office, found: RestoredLedger, folder: DataFolder) {
        let restore = try Restore(from: archives, keyring: keys, at: at)
        try restore.check { _, _ in }
        let folder = DataFolder("\(place)/restored-\(UUID().uuidString)")
        restored.withLock { $0.append(folder) }
        let store = try open(folder)
        let files = FolderFileStore(folder)
        try restore.load(into: store, files: files) { _, _ in }
        var random = SeededRandom(seed: 9)
        let office = try Office(
            store: store, keyring: Keyring(master: try MasterKey(KeepingRig.master), engine: store), files: files,
            log: "H21", sealer: MasterKeySealer(masterKey: KeepingRig.master), clock: office.clock,
            codes: CodeOnScreen(), random: &random)
        return (office, try restore.finish(office) { _, _ in }, folder)
    }

    /// Hands in at the counter, with a file under the dossier's key.
    static func receive(
        _ office: Office, name: String = "Nguyễn Thị Hương", number: String = "064199990001",
        file: [UInt8] = Array("%PDF-1.4 …".utf8), random: inout SeededRandom, in transaction: Transaction
    ) throws -> DossierID {
        let stream = DossierID(random.id())
        let now = office.clock.now()
        let key = try office.keyring.keyForWriting(stream.stream, now: now, random: &random, in: transaction)
        let stored = try office.files.put(file, key: key, random: &random)
        let submission = Submission(
            number: SubmissionNumber(random: &random), variant: "chung", channel: .direct,
            places: Places(intake: TestOffice.ward, competent: TestOffice.ward, result: TestOffice.ward),
            resultWay: .counter,
            components: [
                ComponentGiven(
                    component: "tp-1", originals: 1, files: [FileGiven(file: stored, kind: .pdf, size: file.count)])
            ],
            personal: Personal([
                PersonalKey.submitterName.text: name, PersonalKey.submitterNumber.text: number,
                PersonalKey.submitterPhone.text: "0905123987",
            ]))
        let receiver = Actor(id: "aa01", assignments: [Assignment(role: .receiver, agency: TestOffice.ward)])
        let request = DossierRequest(command: CommandID(random.id()), actor: receiver, seen: nil)
        _ = try DossierCommands(office, now: now, in: transaction).receiveAtCounter(
            submission, procedure: "1.000002", fee: .zero, as: stream, request, random: &random)
        return stream
    }

    /// Every figure that can be counted, as text: reports, facts and tallies.
    static func figures(_ office: Office) throws -> [String] {
        try office.store.readNow { sql in
            let day = office.clock.now().date
            let question = ReportQuestion(from: day.adding(days: -30), to: day)
            var lines = ["\(try SettlementReports.make(question, in: sql))"]
            lines += try FactLines.all(log: LogReading(office), in: sql).map(\.line)
            lines += try sql.query(
                "SELECT day, agency, sector, measure, n FROM tally ORDER BY day, agency, sector, measure", []
            ) { "\($0.integer(0)) \($0.text(1)) \($0.text(2)) \($0.integer(3)) \($0.integer(4))" }
            return lines
        }
    }

    static func head(_ office: Office) throws -> LedgerHead? { try office.store.readNow { try office.reader.head($0) } }

    /// Every file below a folder that holds one of these texts or byte strings.
    static func files(in folder: String, holding needles: [[UInt8]]) throws -> [String] {
        let found = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return try found.filter { name in
            var isFolder: ObjCBool = false
            let path = folder + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                return false
            }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            return needles.contains { bytes.range(of: Data($0)) != nil }
        }
    }

    /// The marker with its marks and without, whole and the word that nothing else has.
    static var traces: [[UInt8]] {
        [marker, TextFold.folded(marker), "Khuỳnh", "khuynh", markerNumber].map { Array($0.utf8) }
            + [Array(marker.decomposedStringWithCanonicalMapping.utf8)]
    }
}
