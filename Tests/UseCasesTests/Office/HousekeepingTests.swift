import Core
import Foundation
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Dọn dẹp định kỳ")
struct HousekeepingTests {
    private let test: TestOffice
    private let visitor: String
    private var settings = AccessSettings()

    init() throws {
        test = try TestOffice()
        visitor = Secret(random: &test.random).text
        settings.cost = .lowest
    }

    private var office: Office { test.office }
    private var now: Instant { test.clock.now() }

    private func pass(days: Int) { test.clock.move(to: now.adding(minutes: days * 24 * 60)) }

    private func housekeeping() -> Housekeeping { Housekeeping(office, settings: settings, pause: .zero) }

    private func count(_ table: String) throws -> Int {
        try office.store.readNow { try $0.first("SELECT COUNT(*) FROM \(table)") { Int($0.integer(0)) } ?? 0 }
    }

    /// Where a file lies; encrypted files are named by the hash of what is stored.
    private func isOnDisk(_ file: FileID) -> Bool {
        FileManager.default.fileExists(
            atPath: test.folder.appending(path: "files/\(file.text.prefix(2))/\(file.text)").path)
    }

    /// A draft with a file, sealed under the key of `stream`, else of the dossier that the draft would become.
    private func draft(under stream: DossierID? = nil) throws -> (draft: Draft, file: FileID, stream: StreamID) {
        let (visitor, now) = (visitor, now)
        return try test.write { transaction, random in
            let draft = try Drafts.begin(
                "1.000001", step: "a", visitor: visitor, sealer: office.sealer, now: now, random: &random,
                in: transaction.sql)
            let stream = (stream ?? draft.dossier).stream
            let key = try office.keyring.keyForWriting(stream, now: now, random: &random, in: transaction)
            let file = try office.files.put(Array("một tờ giấy".utf8), key: key, random: &random)
            try Drafts.attach(
                DraftFile(file: file, component: "tp-1", name: "a.pdf", kind: "application/pdf", bytes: 9),
                to: draft.id, visitor: visitor, sealer: office.sealer, now: now, random: &random, in: transaction.sql)
            return (draft, file, stream)
        }
    }

    private func account(_ actor: ActorID, _ login: String) throws -> Account {
        let verifier = try PasswordVerifier.make(
            Password("Tre già măng mọc 2026"), for: login, settings: settings, random: &test.random)
        let now = now
        return try test.write { transaction, random in
            try Accounts.create(
                login: login, name: login, actor: actor, verifier: verifier, language: "vi", by: nil, now: now,
                random: &random, in: transaction.sql)
        }
    }

    private func state(_ actor: ActorID) throws -> AccountState? {
        try office.store.readNow { try AccountTable.find(actor, in: $0)?.state }
    }

    private func found(demonstration: Bool) throws {
        try decide(
            .provinceFounded(
                Province(
                    code: "H21", name: "Gia Lai", english: "Gia Lai", centre: "Trung tâm", centreEnglish: "Centre",
                    demonstration: demonstration)))
    }

    private func appoint(_ actor: ActorID, at agency: AgencyCode) throws {
        try decide(
            .officerAppointed(
                Officer(
                    id: actor, assignments: [Assignment(role: .administrator, agency: agency)],
                    personal: Personal([PersonalKey.officerName.text: "Nguyễn Thị Lan"]))))
    }

    private func decide(_ change: OfficeChange) throws {
        let founder = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
        let (now, office) = (now, office)
        try test.write { transaction, random in
            try OfficeDecisions(office, by: founder).record(change, now: now, random: &random, in: transaction)
        }
        try office.refresh()
    }

    // MARK: - What is over

    @Test func `what is over goes with its files and keys, what is fresh stays`() async throws {
        let account = try account("bb01", "lan.nt")
        func leave() throws {
            let now = now
            try test.write { transaction, random in
                _ = try Sessions.start(
                    for: account, administrator: false, browser: "Firefox", replacing: nil, settings: settings,
                    now: now, random: &random, in: transaction.sql)
                _ = try OneTimeCodes.make(
                    for: DossierID(random.id()), .fetch, by: CodeOnScreen(), sealer: office.sealer, now: now,
                    random: &random, in: transaction.sql)
            }
        }
        let old = try draft()
        try leave()
        pass(days: 7)
        let fresh = try draft()
        try leave()
        #expect(isOnDisk(old.file) && isOnDisk(fresh.file))
        var housekeeping = housekeeping()
        let outcome = await housekeeping.round()
        #expect(outcome.failures.isEmpty)
        #expect(outcome.files == 1)
        // Draft, session, code and the hour's count of codes.
        #expect(outcome.rows == 4)
        #expect(!isOnDisk(old.file))
        #expect(isOnDisk(fresh.file))
        #expect(try [count("draft"), count("draft_file")] == [1, 1])
        #expect(try [count("session"), count("one_time_code"), count("attempt")] == [1, 1, 1])
        guard case .destroyed = try office.keyring.key(of: old.stream) else {
            Issue.record("the key of the draft that is over is still there")
            return
        }
        guard case .open(let key) = try office.keyring.key(of: fresh.stream) else {
            Issue.record("the key of the fresh draft is gone")
            return
        }
        #expect(try office.files.get(fresh.file, key: key) == Array("một tờ giấy".utf8))
        #expect(await housekeeping.round().rows == 0)
    }

    @Test func `what an applicant began for a dossier goes, and the dossier's key stays`() async throws {
        let dossier = try test.received().stream
        let begun = try draft(under: dossier)
        pass(days: 7)
        var housekeeping = housekeeping()
        #expect(await housekeeping.round().files == 1)
        #expect(!isOnDisk(begun.file))
        guard case .open = try office.keyring.key(of: dossier.stream) else {
            Issue.record("the key of the dossier is gone")
            return
        }
    }

    @Test func `many rows go in batches until none is left`() async throws {
        let visitors = (0..<Housekeeping.batch).map { _ in Secret(random: &test.random).text }
        let now = now
        try test.write { transaction, random in
            for visitor in visitors + visitors + visitors {
                _ = try Drafts.begin(
                    "1.000001", step: "a", visitor: visitor, sealer: office.sealer, now: now, random: &random,
                    in: transaction.sql)
            }
        }
        pass(days: 7)
        var housekeeping = housekeeping()
        #expect(await housekeeping.round().rows == 3 * Housekeeping.batch)
        #expect(try count("draft") == 0)
    }

    @Test func `a file that cannot be removed is tried again, and no further draft is taken away before`() async throws
    {
        let begun = try draft()
        pass(days: 7)
        // A folder of that name cannot be unlinked, not even by root.
        let place = test.folder.appending(path: "files/\(begun.file.text.prefix(2))/\(begun.file.text)")
        try FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        var housekeeping = housekeeping()
        let failed = await housekeeping.round()
        #expect(failed.failures.map(\.part) == [.drafts])
        #expect(failed.files == 0)
        let next = try draft()
        pass(days: 7)
        #expect(await housekeeping.round().failures.map(\.part) == [.drafts])
        #expect(isOnDisk(next.file))
        try FileManager.default.removeItem(at: place)
        let outcome = await housekeeping.round()
        #expect(outcome.failures.isEmpty)
        #expect(outcome.files == 2)
        #expect(!isOnDisk(next.file))
    }

    @Test func `a cancelled round ends at its pause`() async throws {
        let visitors = (0..<Housekeeping.batch * 2).map { _ in Secret(random: &test.random).text }
        let now = now
        try test.write { transaction, random in
            for visitor in visitors {
                _ = try Drafts.begin(
                    "1.000001", step: "a", visitor: visitor, sealer: office.sealer, now: now, random: &random,
                    in: transaction.sql)
            }
        }
        pass(days: 7)
        let begun = Housekeeping(office, settings: settings, pause: .seconds(600))
        let round = Task {
            var housekeeping = begun
            return await housekeeping.round()
        }
        while try count("draft") == visitors.count { try await Task.sleep(for: .milliseconds(5)) }
        round.cancel()
        #expect(await round.value.rows == Housekeeping.batch)
        #expect(try count("draft") == Housekeeping.batch)
    }

    // MARK: - Idle accounts

    @Test func `idle accounts are locked, never the last administrator of the province`() async throws {
        try found(demonstration: false)
        try appoint("bb01", at: "H21")
        try appoint("bb02", at: "H21")
        try appoint("bb03", at: TestOffice.ward)
        let first = try account("bb01", "lan.nt")
        pass(days: 1)
        for (actor, login) in [("bb02", "binh.tv"), ("bb03", "hoa.lt"), ("bb04", "nam.pv")] {
            _ = try account(ActorID(actor), login)
        }
        pass(days: 46)
        var housekeeping = housekeeping()
        let outcome = await housekeeping.round()
        #expect(outcome.locked == 3)
        #expect(outcome.keepsLastAdministrator)
        #expect(try state(first.actor) == .locked)
        #expect(try state("bb02") == .active)
        #expect(try [state("bb03"), state("bb04")] == [.locked, .locked])
        #expect(await housekeeping.round().locked == 0)
    }

    @Test func `an account that was unlocked has its full time again`() async throws {
        try appoint("bb01", at: "H21")
        _ = try account("bb01", "lan.nt")
        _ = try account("bb02", "binh.tv")
        pass(days: 46)
        var housekeeping = housekeeping()
        #expect(await housekeeping.round().locked == 1)
        let unlocked = now
        try test.write { transaction, random in
            try Accounts.setState(.active, of: "bb02", by: "bb01", now: unlocked, random: &random, in: transaction.sql)
        }
        #expect(await housekeeping.round().locked == 0)
        pass(days: 44)
        #expect(await housekeeping.round().locked == 0)
        pass(days: 2)
        #expect(await housekeeping.round().locked == 1)
    }

    @Test func `accounts of the demonstration are never locked for being idle`() async throws {
        _ = try account("bb01", "lan.nt")
        try found(demonstration: true)
        pass(days: 400)
        var housekeeping = housekeeping()
        #expect(await housekeeping.round().locked == 0)
        #expect(try state("bb01") == .active)
    }
}
