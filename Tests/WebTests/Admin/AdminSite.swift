import Core
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Logging
import Store
import UseCases
import TestEngines

@testable import Web

/// The whole site on a fresh province with one ward and one administrator who is signed in, by real accounts.
final class AdminSite: Sendable {
    static let password = "Tre già măng mọc 2026"

    let office: Office
    let pages: Pages
    let administrator: Account
    let cookie: HTTPFields
    private let site: Site
    private let folder: URL
    private let secret: String
    let clock = VirtualClock(Instant(CivilDate(dayNumber: 20_777), minute: 540))
    var application: Application<SiteResponder> { Application(responder: SiteResponder(site: site)) }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "motcua-admin-\(UUID().uuidString)")
        let master = [UInt8](repeating: 7, count: 32)
        let engine = try ChosenEngine.open(DataFolder(folder.path), settings: .init(readers: 2))
        var random = SeededRandom(seed: 1)
        office = try Office(
            store: engine, keyring: Keyring(master: try MasterKey(master), engine: engine),
            files: FolderFileStore(DataFolder(folder.path)), log: "H21", sealer: MasterKeySealer(masterKey: master),
            clock: clock, codes: CodeOnScreen(), random: &random)
        var settings = MotCuaServer.Settings(listen: ListenAddress(host: "127.0.0.1", port: 0))
        settings.access.cost = .lowest
        (administrator, secret) = try AdminSite.found(office, settings.access, clock.now(), &random)
        cookie = [.cookie: "motcua-phien=\(secret)"]
        let assets = try AssetShelf(resources: TestSite.resources)
        pages = try SiteParts.pages(
            office, resources: TestSite.resources, assets, settings, texts: try SiteParts.texts(TestSite.resources),
            search: SiteParts.search(office.catalogue, TestSite.resources))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var siteSettings = SiteSettings()
        siteSettings.addressRate = nil
        site = Site(
            settings: siteSettings, routes: RouteTable(SiteParts.routes(pages, siteSettings)),
            doorkeeper: OfficeDoorkeeper(office: office), formKey: TestSite.formKey,
            words: ProblemWords(pages.texts), hooks: SiteParts.hooks(pages, logger),
            rates: RateLimiter { 0 },
            uploads: UploadBudget(), metrics: RequestMetrics(Metrics()),
            logger: logger)
    }

    deinit {
        office.store.close()
        ChosenEngine.remove(DataFolder(folder.path))
    }

    private static func found(
        _ office: Office, _ settings: AccessSettings, _ now: Instant, _ random: inout SeededRandom
    ) throws -> (Account, String) {
        let founder = Actor(id: "founder", assignments: [Assignment(role: .clock, agency: "H21")])
        let verifier = try PasswordVerifier.make(
            Password(password), for: "quan.tri", settings: settings, random: &random)
        let made = try office.store.writeNow { transaction in
            let account = try Accounts.create(
                login: "quan.tri", name: "Rơ Châm Tuấn", verifier: verifier, language: "vi", by: nil, now: now,
                random: &random, in: transaction.sql)
            let province = Province(
                code: "H21", name: "Gia Lai", english: "Gia Lai", centre: "Trung tâm", centreEnglish: "Centre")
            let keeper = Assignment(role: .administrator, agency: "H21")
            for change in [
                OfficeChange.provinceFounded(province),
                .agencyEntered(Agency(code: "H21.106", name: "UBND phường Pleiku", kind: .commune)),
                .agencyEntered(Agency(code: "H21.107", name: "UBND phường Hội Phú", kind: .commune)),
                .officerAppointed(Officer(id: account.actor, assignments: [keeper], personal: nil)),
            ] {
                try OfficeDecisions(office, by: founder).record(change, now: now, random: &random, in: transaction)
            }
            let session = try Sessions.start(
                for: account, administrator: true, browser: "Firefox, Linux", replacing: nil, settings: settings,
                now: now, random: &random, in: transaction.sql)
            return (account, session.cookie.text)
        }
        try office.refresh()
        return made
    }

    /// Sends a form of the administrator's own pages.
    func post(
        _ client: any TestClientProtocol, _ path: String, _ fields: KeyValuePairs<String, String>
    ) async throws -> TestResponse {
        let token = FormProtection(key: TestSite.formKey, session: secret, cookie: nil, random: { [] }).token
        let body = (fields.map { "\($0.key)=\(PercentCoding.encode($0.value))" } + ["csrf=\(token)"])
            .joined(separator: "&")
        return try await client.post(path, Array(body.utf8), "application/x-www-form-urlencoded", cookie)
    }

    func account(_ login: String) throws -> KeptAccount? {
        try office.store.readNow { sql in
            try AccountTable.find(login: login, in: sql).flatMap { try KeptAccount.find($0.actor, in: sql) }
        }
    }

    /// A receiver of the ward, made by the administrator's form.
    func made(_ client: any TestClientProtocol, _ login: String = "lan.nt") async throws -> KeptAccount {
        _ = try await post(
            client, "/quan-tri/tai-khoan-moi",
            [
                "lenh": String(repeating: "b", count: 32), "name": "Nguyễn Thị Lan", "login": login,
                "phan-cong": "receiver@H21.106",
            ])
        guard let account = try account(login) else { throw NotMade() }
        return account
    }

    struct NotMade: Error {}
}
