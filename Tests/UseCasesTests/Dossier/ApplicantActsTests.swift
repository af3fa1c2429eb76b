import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Việc của người nộp sau khi nộp hồ sơ")
struct ApplicantActsTests {
    private func open(_ test: TestOffice, _ typed: String, _ secret: String) throws -> SecretOpening.Outcome {
        try test.write { transaction, random in
            try SecretOpening.open(
                typed, secret: secret, test.office, now: test.clock.now(), random: &random, in: transaction)
        }
    }

    private func audit(_ test: TestOffice, _ stream: DossierID) throws -> [AuditLine] {
        try test.office.store.readNow { try AuditTable.list(subject: stream, limit: 100, in: $0) }
    }

    @Test func `number and secret open a dossier, and that is written down`() throws {
        let test = try TestOffice()
        let received = try test.received()
        let secret = test.office.secrets.secret(of: received.stream.stream, generation: 0)
        let code = try #require(received.dossier.code).text
        #expect(try open(test, code, "AAAAA-AAAAA") == .wrong)
        #expect(try audit(test, received.stream).isEmpty)
        #expect(try open(test, code.lowercased(), secret.grouped) == .opened(received.stream, generation: 0))
        #expect(try open(test, received.dossier.number.grouped, secret.text) == .opened(received.stream, generation: 0))
        let lines = try audit(test, received.stream)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.action == "personal.read" })
        #expect(lines.allSatisfy { $0.actor == ApplicantActor.of(received.stream, test.office).id })
    }

    @Test func `right secrets count as tries, and the eleventh is not looked at`() throws {
        let test = try TestOffice()
        let received = try test.received()
        let secret = test.office.secrets.secret(of: received.stream.stream, generation: 0).text
        for _ in 1...10 {
            #expect(try open(test, received.dossier.number.text, secret) == .opened(received.stream, generation: 0))
        }
        let until = test.clock.now().adding(minutes: 60)
        #expect(try open(test, received.dossier.number.text, secret) == .wait(until: until))
        #expect(try open(test, "N000000000", secret) == .unknown)
    }

    private func made(_ test: TestOffice, _ stream: DossierID) throws -> String {
        let making = try test.write { transaction, random in
            try OneTimeCodes.make(
                for: stream, .withdraw, by: CodeOnScreen(), sealer: test.office.sealer, now: test.clock.now(),
                random: &random, in: transaction.sql)
        }
        guard case .made(.onScreen(let code), _) = making else { throw UseCaseRefusal.dossierNotFound }
        return code
    }

    private func withdraw(
        _ test: TestOffice, _ stream: DossierID, code: String, seen: Int, isRepeat: Bool = false
    ) throws -> ApplicantActs.Outcome<Int> {
        let office = test.office
        return try test.write { transaction, random in
            var drawn = SeededRandom(seed: 9)
            return try ApplicantActs.confirmed(
                by: code, .withdraw, on: stream, isRepeat: isRepeat, sealer: office.sealer, now: test.clock.now(),
                random: &random, in: transaction.sql
            ) {
                let request = DossierRequest(
                    command: ApplicantActs.command(.withdraw, on: stream, seen: seen, office.sealer),
                    actor: ApplicantActor.of(stream, office), seen: seen)
                return try DossierCommands(office, now: test.clock.now(), in: transaction)
                    .give(.withdraw(Grounds(personal: Personal())), to: stream, request, random: &drawn).dossier.version
            }
        }
    }

    private func waits(_ test: TestOffice, _ stream: DossierID) throws -> Bool {
        try test.office.store.readNow {
            try OneTimeCodes.waiting(for: stream, .withdraw, now: test.clock.now(), in: $0) != nil
        }
    }

    @Test func `a wrong code is counted and does nothing; a refused act gives the right code back`() throws {
        let test = try TestOffice()
        let received = try test.received()
        let stream = received.stream
        #expect(try !waits(test, stream))
        let code = try made(test, stream)
        #expect(try waits(test, stream))
        let wrong = code == "000000" ? "000001" : "000000"
        guard case .codeRefused(.wrong(let left)) = try withdraw(test, stream, code: wrong, seen: 2) else {
            Issue.record("a wrong code was taken")
            return
        }
        #expect(left == OneTimeCodes.triesMax - 1)
        // The page was of an older version: the code is not used up by that.
        #expect(throws: UseCaseRefusal.stale(seen: 1, now: 2)) { try withdraw(test, stream, code: code, seen: 1) }
        #expect(try waits(test, stream))
        guard case .done(let version) = try withdraw(test, stream, code: code, seen: 2) else {
            Issue.record("the right code was refused")
            return
        }
        #expect(version == 3)
        #expect(try !waits(test, stream))
        // A second click is known by its command, and needs no second code.
        guard case .done(3) = try withdraw(test, stream, code: code, seen: 2, isRepeat: true) else {
            Issue.record("the repeat was not answered as before")
            return
        }
    }

    @Test func `a grant holds for half an hour, keeps for half a day, and is read by this office alone`() throws {
        let test = try TestOffice()
        let (sealer, now) = (test.office.sealer, test.clock.now())
        var grants = ApplicantGrants(cookie: nil, sealer: sealer)
        for number in 1...7 {
            grants.add(ApplicantGrant(dossier: DossierID("\(number)"), generation: 0, given: now))
        }
        let cookie = try grants.cookie(sealer: sealer, random: &test.random)
        #expect(cookie.utf8.count <= ApplicantGrants.charactersMax)
        let read = ApplicantGrants(cookie: cookie, sealer: sealer)
        #expect(read.grants.map(\.dossier.text) == ["7", "6", "5", "4", "3"])
        let grant = try #require(read["7"])
        #expect(grant.holds(at: now.adding(minutes: 29)) && !grant.holds(at: now.adding(minutes: 30)))
        #expect(grant.keeps(at: now.adding(minutes: 719)) && !grant.keeps(at: now.adding(minutes: 720)))
        // Made in the future: a clock was set back.
        #expect(!grant.holds(at: now.adding(minutes: -10)))
        let other = MasterKeySealer(masterKey: [UInt8](repeating: 8, count: 32))
        #expect(ApplicantGrants(cookie: cookie, sealer: other).grants.isEmpty)
        #expect(ApplicantGrants(cookie: String(cookie.dropLast(2)) + "00", sealer: sealer).grants.isEmpty)
        #expect(ApplicantGrants(cookie: "không phải", sealer: sealer).grants.isEmpty)
    }

    @Test func `names of files come back with the dossier, and stand nowhere in clear`() throws {
        let test = try TestOffice()
        var sent = test.submission(.online)
        sent.components = [ComponentGiven(component: "tp-1", files: [FileGiven(file: "f1", kind: .pdf, size: 9)])]
        sent.personal[.fileName("f1")] = "giấy-khai-sinh-Nguyễn-Văn-Tí.pdf"
        let stream = DossierID(test.random.id())
        let submission = sent
        let applicant = test.request(test.applicant)
        _ = try test.write { transaction, random in
            try DossierCommands(test.office, now: test.clock.now(), in: transaction)
                .submit(submission, procedure: "1.000001", as: stream, applicant, random: &random)
        }
        let asked = PapersAsked(components: ["tp-1"], personal: Personal([PersonalKey.reason.text: "Mờ"]))
        _ = try test.give(.askCompletion(asked), stream, test.request(test.receiver))
        var names = Personal()
        names[.fileName("f2")] = "chụp lại.pdf"
        let brought = ComponentGiven(component: "tp-1", files: [FileGiven(file: "f2", kind: .pdf, size: 9)])
        _ = try test.give(
            .supply(Supply(components: [brought], personal: names)), stream, test.request(test.applicant))
        let story = try test.office.store.readNow { try DossierStories(test.office).events(of: stream, $0) }
        let dossier = try #require(DossierStories.fold(story))
        #expect(dossier.name(of: "f1") == "giấy-khai-sinh-Nguyễn-Văn-Tí.pdf")
        #expect(dossier.name(of: "f2") == "chụp lại.pdf")
        let bodies = try test.office.store.readNow { sql in
            try test.office.reader.records(ofStream: stream.stream, sql).map {
                String(decoding: $0.body, as: UTF8.self)
            }
        }
        #expect(bodies.allSatisfy { !$0.contains(".pdf") && !$0.contains("file.") })
    }
}
