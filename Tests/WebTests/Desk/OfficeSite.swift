import Core
import Foundation
import Hummingbird
import Ledger
import Logging
import Store
import Synchronization
import UseCases
import TestEngines

@testable import Web

/// The whole site on a small province with a real store: a ward, a department, one procedure with two cases, and an
/// officer in each role. Whoever comes with the session `receiver` is the receiver, and so on.
final class OfficeSite: Sendable {
    static let ward: AgencyCode = "H21.106"
    static let department: AgencyCode = "H21.24"
    /// Has nothing to do with the ward's dossiers, but for those it helped somebody to hand in.
    static let commune: AgencyCode = "H21.107"

    /// Everybody who has something to do with a dossier of the ward.
    enum Person: String, CaseIterable {
        case receiver, deskHead, handler, leader, signatory
        /// A handler of the department that the ward asks for its opinion.
        case adviser
        /// Watches over the procedures of the whole province.
        case controller
        /// Of the People's Council: facts and clocks, never names.
        case overseer
        /// At the counter of another commune.
        case helper
        /// At the desks of a third one.
        case stranger
        /// Another program that hands in for people.
        case system

        var identity: Identity {
            let held: Assignment
            switch self {
            case .receiver: held = Assignment(role: .receiver, agency: ward)
            case .deskHead: held = Assignment(role: .deskHead, agency: ward)
            case .handler: held = Assignment(role: .handler, agency: ward)
            case .leader: held = Assignment(role: .leader, agency: ward)
            case .signatory: held = Assignment(role: .signatory, agency: ward)
            case .adviser: held = Assignment(role: .handler, agency: department)
            case .controller: held = Assignment(role: .controller, agency: "H21")
            case .overseer: held = Assignment(role: .oversight, agency: "H21")
            case .helper: held = Assignment(role: .receiver, agency: commune)
            case .stranger: held = Assignment(role: .handler, agency: "H21.108")
            case .system: held = Assignment(role: .integration, agency: "H21")
            }
            return Identity(actor: Actor(id: ActorID(rawValue), assignments: [held]), name: rawValue)
        }
        var actor: Actor { identity.actor }
    }

    private struct Door: Doorkeeper {
        func identity(session secret: String) async throws -> Identity? { Person(rawValue: secret)?.identity }
        func identity(token: String) async throws -> Identity? { Person(rawValue: token)?.identity }
    }

    let office: Office
    let pages: Pages
    private let site: Site
    var application: Application<SiteResponder> { Application(responder: SiteResponder(site: site)) }
    let clock = VirtualClock(Instant(CivilDate(dayNumber: 20_777), minute: 540))
    private let folder: URL
    private let random = Mutex(SeededRandom(seed: 2))

    /// - Parameter more: procedures beside the usual one.
    /// - Parameter isDemonstration: whether the province is one that is made up.
    /// - Parameter witnesses: whose signatures under checkpoints are taken.
    init(
        _ more: [ProcedureVersion] = [], isDemonstration: Bool = false, witnesses: [NoteVerifierKey] = []
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "motcua-site-\(UUID().uuidString)")
        let master = [UInt8](repeating: 7, count: 32)
        let engine = try ChosenEngine.open(DataFolder(folder.path), settings: .init(readers: 2))
        var drawn = SeededRandom(seed: 1)
        office = try Office(
            store: engine, keyring: Keyring(master: try MasterKey(master), engine: engine),
            files: FolderFileStore(DataFolder(folder.path)), log: "H21", sealer: MasterKeySealer(masterKey: master),
            clock: clock, codes: CodeOnScreen(), random: &drawn)
        let province = Province(
            code: "H21", name: "Gia Lai", english: "Gia Lai", centre: "Trung tâm", centreEnglish: "Centre",
            demonstration: isDemonstration)
        let procedures = [OfficeSite.procedure] + more
        try OfficeSite.found(
            office, [.provinceFounded(province)] + procedures.map { .procedurePublished($0) }, clock.now(), &drawn)
        var settings = MotCuaServer.Settings(listen: ListenAddress(host: "127.0.0.1", port: 0))
        settings.witnessKeys = witnesses
        let assets = try AssetShelf(resources: TestSite.resources)
        pages = try SiteParts.pages(
            office, resources: TestSite.resources, assets, settings, texts: try SiteParts.texts(TestSite.resources),
            search: SiteParts.search(office.catalogue, TestSite.resources))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var siteSettings = SiteSettings()
        siteSettings.addressRate = nil
        site = Site(
            settings: siteSettings, routes: RouteTable(SiteParts.routes(pages, siteSettings)), doorkeeper: Door(),
            formKey: TestSite.formKey, words: ProblemWords(pages.texts), hooks: SiteParts.hooks(pages, logger),
            rates: RateLimiter { 0 }, uploads: UploadBudget(), metrics: RequestMetrics(Metrics()),
            logger: logger)
    }

    deinit {
        office.store.close()
        ChosenEngine.remove(DataFolder(folder.path))
    }

    private static func found(
        _ office: Office, _ more: [OfficeChange], _ now: Instant, _ random: inout SeededRandom
    ) throws {
        let founder = Actor(id: "founder", assignments: [Assignment(role: .clock, agency: "H21")])
        let decisions = OfficeDecisions(office, by: founder)
        var changes: [OfficeChange] = [
            .calendarPublished(CalendarFacts(version: 1, firstYear: 2025, lastYear: 2027, days: [])),
            .agencyEntered(Agency(code: ward, name: "UBND phường Pleiku", kind: .commune)),
            .agencyEntered(Agency(code: commune, name: "UBND xã Ia Grai", kind: .commune)),
            .agencyEntered(Agency(code: department, name: "Sở Nông nghiệp và Môi trường", kind: .department)),
            .sectorEntered(Sector(code: "ho-tich", name: "Hộ tịch", english: "Civil status")),
        ]
        changes += Person.allCases.map {
            .officerAppointed(
                Officer(
                    id: $0.actor.id, assignments: $0.actor.assignments,
                    personal: Personal([PersonalKey.officerName.text: $0.rawValue])))
        }
        changes += more
        try office.store.writeNow { transaction in
            for change in changes { try decisions.record(change, now: now, random: &random, in: transaction) }
        }
        try office.refresh()
    }

    static let procedure: ProcedureVersion = {
        let terms = Channel.allCases.map { Terms(channel: $0, limit: .workingDays(5), fee: Fee(amount: .zero)) }
        let papers = [
            Component(code: "tp-1", name: "Tờ khai", originals: 1),
            Component(code: "tp-2", name: "Giấy chứng sinh", required: false, originals: 1),
        ]
        let steps = [
            Step(
                code: "handle", name: "Xử lý", role: .handler, minutes: 30,
                moves: [.forward, .supplement, .financialDuty, .consult, .refuse], next: ["sign"]),
            Step(code: "sign", name: "Ký", role: .signatory, minutes: 30, moves: [.sign, .back, .refuse], next: []),
        ]
        return ProcedureVersion(
            code: "1.000001", version: 1, name: "Đăng ký khai sinh", sector: "ho-tich", levels: [.commune],
            competence: .commune, service: .full,
            variants: ["chung", "luu-dong"].map {
                Variant(code: VariantCode($0), name: "Trường hợp \($0)", components: papers, terms: terms)
            }, workflow: Workflow(steps: steps))
    }()

    // MARK: - Dossiers

    /// Handed in online, its papers complete.
    ///
    /// - Parameters:
    ///   - sender: who hands it in for the applicant; nil for the applicant.
    ///   - file: a file to hand in with it.
    ///   - personal: what names somebody.
    func submitted(
        _ procedure: ProcedureCode = "1.000001", _ variant: VariantCode = "chung", by sender: Person? = nil,
        help: AgencyCode? = nil, file: [UInt8]? = nil,
        personal: Personal = Personal([PersonalKey.submitterName.text: "Nguyễn Thị Hương"])
    ) throws -> DossierID {
        let (stream, number) = random.withLock { drawn in
            (DossierID(hexadecimal(drawn.bytes(16))), SubmissionNumber(random: &drawn))
        }
        let files = try file.map { [try stored($0, of: stream)] } ?? []
        let submission = Submission(
            number: number, variant: variant, channel: .online,
            places: Places(
                help: help, intake: OfficeSite.ward, competent: OfficeSite.ward, result: OfficeSite.ward),
            resultWay: .counter, components: [ComponentGiven(component: "tp-1", originals: 1, files: files)],
            personal: personal)
        let applicant = Actor(id: "applicant", assignments: [Assignment(role: .applicant, agency: "H21")])
        try act { commands, random in
            _ = try commands.submit(
                submission, procedure: procedure, as: stream,
                DossierRequest(
                    command: CommandID(hexadecimal(random.bytes(16))), actor: sender?.actor ?? applicant),
                random: &random)
        }
        return stream
    }

    /// Sealed under the dossier's key, before the record that names it.
    private func stored(_ bytes: [UInt8], of stream: DossierID) throws -> FileGiven {
        let now = clock.now()
        var drawn = random.withLock { $0 }
        let key = try office.store.writeNow { transaction in
            try self.office.keyring.keyForWriting(stream.stream, now: now, random: &drawn, in: transaction)
        }
        let name = try office.files.put(bytes, key: key, random: &drawn)
        random.withLock { $0 = drawn }
        return FileGiven(file: name, kind: .pdf, size: bytes.count)
    }

    /// Puts a newer version of a procedure in force.
    func publish(_ procedure: ProcedureVersion) throws {
        let founder = Actor(id: "founder", assignments: [Assignment(role: .clock, agency: "H21")])
        let now = clock.now()
        var drawn = random.withLock { $0 }
        try office.store.writeNow { transaction in
            try OfficeDecisions(self.office, by: founder).record(
                .procedurePublished(procedure), now: now, random: &drawn, in: transaction)
        }
        random.withLock { $0 = drawn }
        try office.refresh()
    }

    func receive(_ id: DossierID) throws {
        try act { commands, random in
            let command = CommandID(hexadecimal(random.bytes(16)))
            _ = try commands.receive(
                id, fee: .zero, DossierRequest(command: command, actor: Person.receiver.actor), random: &random)
        }
    }

    func give(_ command: DossierCommand, _ id: DossierID, by person: Person) throws {
        try act { commands, random in
            let name = CommandID(hexadecimal(random.bytes(16)))
            _ = try commands.give(
                command, to: id, DossierRequest(command: name, actor: person.actor), random: &random)
        }
    }

    private func act(_ body: (DossierCommands, inout SeededRandom) throws -> Void) throws {
        clock.move(to: clock.now().adding(minutes: 1))
        let now = clock.now()
        var drawn = random.withLock { $0 }
        try office.store.writeNow { transaction in
            try body(DossierCommands(self.office, now: now, in: transaction), &drawn)
        }
        random.withLock { $0 = drawn }
    }

    /// The dossier as its desk page opens it.
    func opened(_ id: DossierID) throws -> DeskCase {
        let story = try office.store.readNow { try DossierStories(self.office).events(of: id, $0) }
        guard let dossier = DossierStories.fold(story) else { throw UseCaseRefusal.dossierNotFound }
        return DeskCase(id: id, dossier: dossier, story: story, procedure: OfficeSite.procedure)
    }
}
