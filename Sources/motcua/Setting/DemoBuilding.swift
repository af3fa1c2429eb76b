import Core
import Foundation
import Ledger
import PostgresEngine
import Store
import UseCases

/// Prepares the demonstration province in a data folder (chuẩn bị tỉnh mẫu).
///
/// Built beside the folder and moved into place when whole, so that an interrupted building is never taken for one.
struct DemoBuilding {
    static let now = Instant(CivilDate(dayNumber: 20_777), minute: 540)
    static let seed: UInt64 = 20_261_120
    let resources: ResourceFolder
    let data: String
    let scale: Int
    let settings: InstallationSettings

    /// True if the folder, or the schema on PostgreSQL, holds a demonstration already.
    var isPrepared: Bool {
        get throws {
            if let place = try settings.place { return try PostgresSchemas.holdsProvince(place) }
            return FileManager.default.fileExists(atPath: DataFolder(data).ledger)
        }
    }

    func prepare() throws {
        let isFolder = settings.database == nil
        if isFolder, FileManager.default.fileExists(atPath: data) { throw FolderTaken(path: data) }
        let building = isFolder ? data + ".building" : data
        if isFolder, FileManager.default.fileExists(atPath: building) {
            try FileManager.default.removeItem(atPath: building)
        }
        // The key is made where it stays: one that is there already may open another installation too.
        var keyed = settings
        keyed.masterKeyFile = MasterKeyFile(DataFolder(data), settings).path
        keyed.databaseSchema += "_building"
        let aside = try keyed.place
        if let aside { try PostgresSchemas.remove(aside) }
        let clock = VirtualClock(Instant(microseconds: 0))
        let lists = try lists()
        let office = try OpenOffice.writing(
            building, keyed, holder: "motcua demo", clock: clock, cachedKeys: 400_000, limits: OpenOffice.bulk,
            mayCreate: true)
        var random = SeededRandom(seed: DemoBuilding.seed)
        try DemoOffice(office, lists: lists).found(
            try DemoProvince.read(from: demo), files: try CatalogueFiles(from: catalogue, holding: [.forms]),
            calendar: try CatalogueFiles.calendar(from: catalogue), random: &random)
        try accounts(lists, office)
        let history = try DemoHistory(
            office, clock: clock, lists: lists, scale: scale, now: DemoBuilding.now, random: &random)
        var line = ProgressLine("demonstration")
        try history.run(random: &random) { line.tell($0.done, of: $0.total) }
        office.store.close()
        if let aside {
            try PostgresSchemas.rename(aside, to: settings.databaseSchema)
        } else {
            try FileManager.default.moveItem(atPath: building, toPath: data)
        }
    }

    func lists() throws -> DemoLists { try DemoLists(demo: demo, catalogue: catalogue) }

    private func accounts(_ lists: DemoLists, _ office: Office) throws {
        var random = SystemRandom()
        for account in lists.accounts {
            let verifier = try PasswordVerifier.make(
                Password(account.password), for: account.login, settings: AccessSettings(), random: &random)
            try office.store.writeNow { transaction in
                _ = try Accounts.create(
                    login: account.login, name: account.officer.personal?[.officerName] ?? account.login,
                    actor: account.officer.id, verifier: verifier, language: "vi", by: nil, now: DemoBuilding.now,
                    random: &random, in: transaction.sql)
            }
        }
    }

    private var demo: CatalogueFiles.Source { { [resources] in try resources.bytes("demo/" + $0) } }
    private var catalogue: CatalogueFiles.Source { { [resources] in try resources.bytes("catalogue/" + $0) } }
}

/// What the demonstration was to be built at is there already and is no installation.
struct FolderTaken: Error {
    var path: String
}
