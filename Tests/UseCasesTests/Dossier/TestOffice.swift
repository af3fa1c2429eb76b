import Core
import Foundation
import Ledger
import Store
import TestEngines

@testable import UseCases

/// A small province on a real store: one ward, two procedures, its officers, a clock that a test moves.
final class TestOffice {
    static let ward: AgencyCode = "H21.106"
    static let department: AgencyCode = "H21.24"

    let folder: URL
    let office: Office
    static let morning = Instant(CivilDate(dayNumber: 20_777), minute: 540)
    let clock = VirtualClock(TestOffice.morning)
    var random: SeededRandom
    let receiver = Actor(id: "aa01", assignments: [Assignment(role: .receiver, agency: ward)])
    let leader = Actor(id: "aa02", assignments: [Assignment(role: .leader, agency: ward)])
    let handler = Actor(id: "aa03", assignments: [Assignment(role: .handler, agency: ward)])
    let signatory = Actor(id: "aa04", assignments: [Assignment(role: .signatory, agency: ward)])
    let applicant = Actor(id: "aa05", assignments: [Assignment(role: .applicant, agency: "H21")])
    /// A handler of the department, whose opinion the ward asks for.
    let adviser = Actor(id: "aa06", assignments: [Assignment(role: .handler, agency: department)])

    /// - Parameter live: the office's clock, `clock` unless a test sets one wrong.
    /// - Parameter engine: opens the store, SQLite's unless a test watches it.
    /// - Parameter files: what a test puts before the folder of files.
    init(
        seed: UInt64 = 1, live: (any OfficeClock)? = nil,
        engine open: (DataFolder) throws -> StoreEngine = {
            try ChosenEngine.open($0, settings: .init(readers: 2))
        },
        files: (FolderFileStore) -> any FileStore = { $0 }
    ) throws {
        random = SeededRandom(seed: seed)
        folder = FileManager.default.temporaryDirectory.appending(path: "motcua-office-\(UUID().uuidString)")
        let master = [UInt8](repeating: 7, count: 32)
        let engine = try open(DataFolder(folder.path))
        office = try Office(
            store: engine, keyring: Keyring(master: try MasterKey(master), engine: engine),
            files: files(FolderFileStore(DataFolder(folder.path))), log: "H21",
            sealer: MasterKeySealer(masterKey: master),
            clock: live ?? clock, codes: CodeOnScreen(), random: &random)
        try found()
    }

    deinit {
        office.store.close()
        ChosenEngine.remove(DataFolder(folder.path))
    }

    private func found() throws {
        let calendar = CalendarFacts(version: 1, firstYear: 2025, lastYear: 2027, days: [])
        let founder = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
        let decisions = OfficeDecisions(office, by: founder)
        var changes: [OfficeChange] = [
            .calendarPublished(calendar),
            .agencyEntered(Agency(code: TestOffice.ward, name: "UBND phường Pleiku", kind: .commune)),
            .agencyEntered(
                Agency(code: TestOffice.department, name: "Sở Nông nghiệp và Môi trường", kind: .department)),
            .sectorEntered(Sector(code: "ho-tich", name: "Hộ tịch", english: "Civil status")),
        ]
        changes += [TimeLimit.sameDay, .workingDays(5)].enumerated().map { index, limit in
            .procedurePublished(TestOffice.procedure("1.00000\(index + 1)", limit))
        }
        changes.append(
            .procedurePublished(
                TestOffice.procedure("2.000001", .workingDays(5), competence: .agency(TestOffice.department))))
        changes += [receiver, leader, handler, signatory, adviser].map {
            .officerAppointed(
                Officer(
                    id: $0.id, assignments: $0.assignments,
                    personal: Personal([PersonalKey.officerName.text: "Cán bộ \($0.id.text)"])))
        }
        try write { transaction, random in
            for change in changes {
                try decisions.record(change, now: self.clock.now(), random: &random, in: transaction)
            }
        }
        try office.refresh()
    }

    private static func procedure(
        _ code: String, _ limit: TimeLimit, competence: Competence = .commune
    ) -> ProcedureVersion {
        let terms = Channel.allCases.map { Terms(channel: $0, limit: limit, fee: Fee(amount: .zero)) }
        let form = Component(code: "tp-1", name: "Tờ khai", originals: 1)
        let steps = [
            Step(
                code: "handle", name: "Xử lý", role: .handler, minutes: 30, moves: [.forward, .supplement, .consult],
                next: ["sign"]),
            Step(code: "sign", name: "Ký", role: .signatory, minutes: 30, moves: [.sign, .back, .refuse], next: []),
        ]
        return ProcedureVersion(
            code: ProcedureCode(code), version: 1, name: "Thủ tục \(code)", sector: "ho-tich", levels: [.commune],
            competence: competence, service: .full,
            variants: [Variant(code: "chung", name: "", components: [form], terms: terms)],
            workflow: Workflow(steps: steps))
    }

    func write<T>(_ body: (Transaction, inout SeededRandom) throws -> T) throws -> T {
        var drawn = random
        defer { random = drawn }
        return try office.store.writeNow { try body($0, &drawn) }
    }

    func request(_ actor: Actor, _ command: String? = nil, seen: Int? = nil) -> DossierRequest {
        DossierRequest(command: CommandID(command ?? random.id()), actor: actor, seen: seen)
    }

    func submission(_ channel: Channel, name: String = "Nguyễn Thị Hương") -> Submission {
        Submission(
            number: SubmissionNumber(random: &random), variant: "chung", channel: channel,
            places: Places(intake: TestOffice.ward, competent: TestOffice.ward, result: TestOffice.ward),
            resultWay: .counter, components: [ComponentGiven(component: "tp-1", originals: 1)],
            personal: Personal([
                PersonalKey.submitterName.text: name, PersonalKey.submitterNumber.text: "064199990001",
            ]))
    }

    /// Received at the counter.
    func received(_ procedure: ProcedureCode = "1.000002", command: String? = nil) throws -> DossierAnswer {
        let sent = submission(.direct)
        let request = request(receiver, command)
        let stream = DossierID(random.id())
        return try write { transaction, random in
            try DossierCommands(self.office, now: self.clock.now(), in: transaction)
                .receiveAtCounter(sent, procedure: procedure, fee: .zero, as: stream, request, random: &random)
        }
    }

    func give(_ command: DossierCommand, _ stream: DossierID, _ request: DossierRequest) throws -> DossierAnswer {
        try write { transaction, random in
            try DossierCommands(self.office, now: self.clock.now(), in: transaction)
                .give(command, to: stream, request, random: &random)
        }
    }

    /// From assignment to the result in the applicant's hands.
    func settle(_ stream: DossierID) throws {
        let acts: [(DossierCommand, Actor)] = [
            (.assign(handler.id), leader), (.completeStep(StepPassed(to: "sign")), handler),
            (.settle(Settlement()), signatory), (.returnResult(Handover(way: .counter)), receiver),
        ]
        for (command, actor) in acts {
            clock.move(to: clock.now().adding(minutes: 5))
            _ = try give(command, stream, request(actor))
        }
    }
}
