import Core
import Ledger
import Store
import TestEngines
import Testing

@testable import UseCases

/// An office each call of which upon its store can be made to fail, with a follower and a signer of the log beside it.
final class FaultyOffice {
    let calls = StoreCalls()
    let test: TestOffice
    let follower = TellingFollower()
    var process: FollowerProcess
    private let book: LogBook
    /// The most calls that one act has made so far.
    private(set) var longest = 0
    private(set) var begun: [DossierID] = []
    private var draws = SeededRandom(seed: 77)

    var office: Office { test.office }

    init() throws {
        let calls = calls
        test = try TestOffice(
            engine: { folder in
                StoreEngine(
                    backend: FailingBackend(try BareBackend.chosen(folder), calls), settings: .init(readers: 1))
            },
            files: { FailingFileStore($0, calls) })
        process = FollowerProcess(test, [follower])
        book = LogBook(test.office, keys: TestLogKeys())
    }

    /// A dossier from nothing to its result, with a file of the applicant's and one of the office's.
    ///
    /// In each act the call after `skipped` others fails, once; then the very same act is given again and must succeed.
    func live(failing skipped: Int, _ fault: CallFault, _ code: StoreError.Code) async throws {
        let (office, stream) = (office, DossierID(draws.id()))
        begun.append(stream)
        func act<T>(_ body: () async throws -> T) async throws -> T {
            try await again(failing: skipped, fault, code, body)
        }
        let paper = try await act { try await self.store("giấy tờ", of: stream) }
        try await act { try await self.submit(stream, paper) }
        try await command(act, on: stream, test.receiver) {
            try $0.receive(stream, fee: .zero, $1, random: &$2)
        }
        try await give(.assign(test.handler.id), act, on: stream, test.leader, seen: 2)
        try await give(.completeStep(StepPassed(to: "sign")), act, on: stream, test.handler, seen: 3)
        let refused = request(test.receiver)
        try await act {
            // A rule's no is an answer, and takes back what the command had begun.
            do {
                _ = try await self.carryOut { try $0.give(.settle(Settlement()), to: stream, refused, random: &$1) }
                Issue.record("a receiver has settled a dossier")
            } catch is UseCaseRefusal {}
        }
        let result = try await act { try await self.store("kết quả", of: stream) }
        try await give(.settle(Settlement(resultNumber: "7/KQ", files: [result])), act, on: stream, test.signatory)
        try await give(.returnResult(Handover(way: .counter)), act, on: stream, test.receiver)
        let dossier = try await act {
            try await office.store.read { DossierStories.fold(try DossierStories(office).events(of: stream, $0)) }
        }
        #expect(dossier?.phase == .returned && dossier?.version == 6)
        try await act { _ = try await office.store.offload { try office.files.get(paper.file, key: try key(stream)) } }
        @Sendable func key(_ stream: DossierID) throws -> DossierKey {
            guard case .open(let key) = try office.keyring.key(of: stream.stream) else { throw TellingFollower.Fault() }
            return key
        }
        test.clock.move(to: test.clock.now().adding(minutes: 1))
        try await act { try self.takeTurn() }
        try await act { try CheckpointChore(self.book).run(office) }
    }

    /// Fails one call of an act, and gives the act again where that was told to its caller.
    private func again<T>(
        failing skipped: Int, _ fault: CallFault, _ code: StoreError.Code, _ body: () async throws -> T
    ) async throws -> T {
        calls.arm(after: skipped, fault, code: code)
        do {
            let value = try await body()
            longest = max(longest, calls.disarm())
            return value
        } catch {
            longest = max(longest, calls.disarm())
            let failure = (error as? StoreError) ?? (error as? Faults)?.first
            guard failure?.reason.contains("injected") == true else { throw error }
            return try await body()
        }
    }

    /// The lead renewed, the ledger followed to its end; what the store failed in is thrown.
    private func takeTurn() throws {
        process.time.pass(10)
        try process.leadership.beat()
        let faults = process.run().faults.map(\.reason)
        if !faults.isEmpty { throw Faults(reasons: faults) }
        #expect(try test.place() == test.size())
    }

    /// A turn tells its faults by their codes alone.
    private struct Faults: Error {
        var reasons: [String]

        var first: StoreError? { reasons.first.map { StoreError(.disk, "injected: \($0)", at: "turn") } }
    }
}

extension FaultyOffice {
    typealias Act = (() async throws -> Void) async throws -> Void

    private func request(_ actor: Actor, seen: Int? = nil) -> DossierRequest {
        DossierRequest(command: CommandID(draws.id()), actor: actor, seen: seen)
    }

    /// In a commit shared with whoever writes now, as the server does it.
    private func carryOut(
        _ body: @escaping @Sendable (DossierCommands, inout SeededRandom) throws -> DossierAnswer
    ) async throws -> DossierAnswer {
        let (office, now, seed) = (office, test.clock.now(), draws.next())
        return try await office.store.write { transaction in
            var random = SeededRandom(seed: seed)
            return try body(DossierCommands(office, now: now, in: transaction), &random)
        }
    }

    private func command(
        _ act: Act, on stream: DossierID, _ actor: Actor, seen: Int? = nil,
        _ body: @escaping @Sendable (DossierCommands, DossierRequest, inout SeededRandom) throws -> DossierAnswer
    ) async throws {
        let request = request(actor, seen: seen)
        test.clock.move(to: test.clock.now().adding(minutes: 1))
        try await act {
            let answer = try await self.carryOut { try body($0, request, &$1) }
            #expect(answer.stream == stream && answer.events.count == 1)
        }
    }

    private func give(
        _ command: DossierCommand, _ act: Act, on stream: DossierID, _ actor: Actor, seen: Int? = nil
    ) async throws {
        try await self.command(act, on: stream, actor, seen: seen) { try $0.give(command, to: stream, $1, random: &$2) }
    }

    /// The key first, then the file: as pages do it.
    private func store(_ words: String, of stream: DossierID) async throws -> FileGiven {
        let (office, now, seed) = (office, test.clock.now(), draws.next())
        let key = try await office.store.write { transaction in
            var random = SeededRandom(seed: seed)
            return try office.keyring.keyForWriting(stream.stream, now: now, random: &random, in: transaction)
        }
        let bytes = Array("%PDF-1.4 \(words)".utf8)
        let name = try await office.store.offload {
            var random = SeededRandom(seed: seed &+ 1)
            return try office.files.put(bytes, key: key, random: &random)
        }
        return FileGiven(file: name, kind: .pdf, size: bytes.count)
    }

    /// Through the key under which the API repeats a request.
    private func submit(_ stream: DossierID, _ paper: FileGiven) async throws {
        let (office, now, applicant) = (office, test.clock.now(), test.applicant)
        var drawn = SeededRandom(seed: UInt64(begun.count))
        var submission = test.submission(.online)
        submission.number = SubmissionNumber(random: &drawn)
        submission.components = [ComponentGiven(component: "tp-1", originals: 1, files: [paper])]
        let (sent, seed) = (submission, drawn.next())
        let answer = try await office.store.write { transaction in
            var random = SeededRandom(seed: seed)
            return try Idempotency.once(
                try IdempotencyKey("key-\(stream.text)"), actor: applicant.id, route: "POST /api/v1/dossiers",
                body: [1],
                sealer: office.sealer, now: now, random: &random, in: transaction
            ) {
                var inner = SeededRandom(seed: seed &+ 1)
                let answer = try DossierCommands(office, now: now, in: transaction).submit(
                    sent, procedure: "1.000002", as: stream,
                    DossierRequest(command: CommandID("submit-\(stream.text)"), actor: applicant), random: &inner)
                return StoredAnswer(code: 201, body: Array(answer.stream.text.utf8))
            }.answer
        }
        #expect(answer == StoredAnswer(code: 201, body: Array(stream.text.utf8)))
    }
}
