import Core
import Foundation
import Ledger
import Store
import TestEngines

@testable import UseCases

/// The demonstration on the repository's own catalogue, with hardly any history: made once, read by every test.
struct LivingProvince: Sendable {
    static let made = Result { try LivingProvince() }
    static let now = Instant(CivilDate(dayNumber: 20_777), minute: 540)

    /// A dossier with all that happened to it.
    struct Life: Sendable {
        var dossier: Dossier
        var changes: [DossierChange]
        /// The result's files, opened with the dossier's key.
        var files: [[UInt8]] = []

        func has(_ kind: DossierChangeKind) -> Bool { changes.contains { $0.kind == kind } }
    }

    private(set) var lives: [Life] = []
    /// How much waits for each account in the lists of its work.
    private(set) var work: [String: [WaitingWork: Int]] = [:]
    /// When each record was recorded, in the order of the ledger.
    private(set) var recorded: [(at: Int64, recorded: Int64)] = []
    /// Acts as two plannings with one seed drew them.
    private(set) var plans: [[DemoStep]] = []

    func shows(_ wanted: (Life) -> Bool) -> Bool { lives.contains(where: wanted) }

    private init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "motcua-living-\(UUID().uuidString)")
        let master = [UInt8](repeating: 7, count: 32)
        let engine = try ChosenEngine.open(DataFolder(folder.path), settings: .init(readers: 1))
        defer {
            engine.close()
            ChosenEngine.remove(DataFolder(folder.path))
        }
        let clock = VirtualClock(Instant(microseconds: 0))
        var random = SeededRandom(seed: 3)
        let office = try Office(
            store: engine, keyring: Keyring(master: try MasterKey(master), engine: engine),
            files: FolderFileStore(DataFolder(folder.path)), log: "H21", sealer: MasterKeySealer(masterKey: master),
            clock: clock, codes: CodeOnScreen(), random: &random)
        let (demo, catalogue) = (Self.resources("demo"), Self.resources("catalogue"))
        let lists = try DemoLists(demo: demo, catalogue: catalogue)
        try DemoOffice(office, lists: lists).found(
            try DemoProvince.read(from: demo), files: try CatalogueFiles(from: catalogue),
            calendar: try CatalogueFiles.calendar(from: catalogue), random: &random)
        var again = random
        func history(_ random: inout SeededRandom) throws -> DemoHistory {
            try DemoHistory(office, clock: clock, lists: lists, scale: 20_000, now: Self.now, random: &random)
        }
        let first = try history(&random)
        plans = [first.plan.steps, try history(&again).plan.steps]
        try first.run(random: &random) { _ in }
        try read(office, lists)
    }

    private mutating func read(_ office: Office, _ lists: DemoLists) throws {
        var (lives, work): ([Life], [String: [WaitingWork: Int]]) = ([], [:])
        recorded = try office.store.readNow { sql in
            for stream in try sql.query("SELECT stream FROM dossier", [], { DossierID($0.text(0)) }) {
                let events = try DossierStories(office).events(of: stream, sql)
                guard let dossier = DossierStories.fold(events) else { continue }
                var life = Life(dossier: dossier, changes: events.map(\.event.change))
                if case .open(let key) = try office.keyring.key(of: stream.stream) {
                    life.files = try (dossier.outcome?.files ?? []).map { try office.files.get($0.file, key: key) }
                }
                lives.append(life)
            }
            for account in lists.accounts {
                for kind in WaitingWork.allCases {
                    work[account.login, default: [:]][kind] = try DossierList.count(
                        kind.list(of: account.officer), in: sql
                    ).number
                }
            }
            return try sql.query("SELECT at, recorded FROM record ORDER BY seq", []) { ($0.integer(0), $0.integer(1)) }
        }
        (self.lives, self.work) = (lives, work)
    }

    private static func resources(_ name: String) -> CatalogueFiles.Source {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let folder = root.appending(path: "Resources/\(name)")
        return { file in Array(try Data(contentsOf: folder.appending(path: file))) }
    }
}

/// A list on the page that an account comes to first.
enum WaitingWork: CaseIterable, Sendable {
    case mine, toAssign, toSign, asked, incoming, results

    func list(of officer: Officer) -> DossierListKind {
        let agencies = officer.assignments.map(\.agency)
        switch self {
        case .mine: return .mine(officer.id)
        case .toAssign: return .unassigned(agencies)
        case .toSign: return .toSign(agencies)
        case .asked: return .consulted(agencies)
        case .incoming: return .incoming(agencies)
        case .results: return .ready(agencies)
        }
    }
}
