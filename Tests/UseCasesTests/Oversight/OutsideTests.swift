import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Kiểm chứng từ bên ngoài")
struct OutsideTests {
    private func check(_ published: PublishedOffice) -> OutsideCheck {
        OutsideCheck(published, keys: [published.signer.verifier])
    }

    private func witness(_ published: PublishedOffice) throws -> Witness {
        let seed = [UInt8](repeating: 5, count: 32)
        let signer = try #require(NoteSigner(name: "hdnd", kind: .witness, seed: seed))
        return Witness(published, keys: [published.signer.verifier], signer: signer)
    }

    @Test func `a log that grew holds, quickly and wholly`() throws {
        let published = try PublishedOffice()
        let kept = try published.sign().checkpoint
        try published.office.settle(try published.office.received().stream)
        try published.sign()
        let newest = try check(published).newest().checkpoint
        try check(published).prove(kept, isPartOf: newest)
        try check(published).recompute(newest) { _, _ in }
    }

    @Test func `a checkpoint of another key is refused`() throws {
        let published = try PublishedOffice(dossiers: 0)
        let size = try published.sign().checkpoint.size
        let other = try #require(NoteSigner(name: "motcua/H21", kind: .log, seed: [UInt8](repeating: 9, count: 32)))
        #expect(throws: LogContradiction.signature(size: size)) {
            try OutsideCheck(published, keys: [other.verifier]).newest()
        }
    }

    @Test func `entries and tiles that do not agree are named`() throws {
        let published = try PublishedOffice()
        let newest = try published.sign().checkpoint
        let bundle = try #require(Tile(.entries, number: 0, width: newest.size))
        let truth = try published.bytes(bundle.path)
        published.forged[bundle.path] = Array(truth.dropLast())
        #expect(throws: LogContradiction.tile(path: bundle.path)) { try check(published).recompute(newest) { _, _ in } }
        var entries = try #require(bundle.entries(in: truth))
        entries.swapAt(2, 3)
        published.forged[bundle.path] = Tile.bytes(of: entries)
        #expect(throws: LogContradiction.entry(2)) { try check(published).recompute(newest) { _, _ in } }
        // Another commitment of the right form: only the hashes tell.
        let text = String(decoding: entries[0], as: UTF8.self).replacing("\"office\"", with: "\"rating\"")
        entries.swapAt(2, 3)
        entries[0] = Array(text.utf8)
        published.forged[bundle.path] = Tile.bytes(of: entries)
        let tile = try #require(Tile(.hashes(level: 0), number: 0, width: newest.size))
        #expect(throws: LogContradiction.tile(path: tile.path)) { try check(published).recompute(newest) { _, _ in } }
    }

    @Test func `a witness signs what grew, and nothing twice`() throws {
        let published = try PublishedOffice(dossiers: 1)
        try published.sign()
        guard case .signed(let first, let signature) = try witness(published).look(nil, now: 1_800_000_000) else {
            Issue.record("the first checkpoint was not signed")
            return
        }
        #expect(signature.witnessedAt == 1_800_000_000)
        guard case .same = try witness(published).look(first, now: 1_800_000_060) else {
            Issue.record("nothing new, and yet something was signed")
            return
        }
        try published.office.settle(try published.office.received().stream)
        try published.sign()
        guard case .signed(let second, _) = try witness(published).look(first, now: 1_800_000_120) else {
            Issue.record("the grown log was not signed")
            return
        }
        let taken = try published.office.office.store.writeNow { transaction in
            try Cosigning.take(
                second.text, witnesses: [try #require(second.signatures.last.flatMap { _ in try witnessKey() })],
                of: published.log, now: Instant(microseconds: 0), in: transaction.sql)
        }
        #expect(taken == ["hdnd"])
    }

    private func witnessKey() throws -> NoteVerifierKey? {
        NoteSigner(name: "hdnd", kind: .witness, seed: [UInt8](repeating: 5, count: 32))?.verifier
    }

    @Test func `a witness refuses a fork and a log that became shorter`() throws {
        let published = try PublishedOffice(dossiers: 1)
        let kept = try published.sign()
        let other = try PublishedOffice(dossiers: 2, seed: 2)
        other.shown = try other.noteOfNow()
        // Another history under the same name and key.
        guard case .fork(let found, .rewritten(kept.checkpoint.size, _)) = try witness(other).look(kept, now: 1) else {
            Issue.record("the fork was not seen")
            return
        }
        #expect(found == other.shown)
        let grown = try other.noteOfNow()
        guard
            case .fork(_, .shorter(grown.checkpoint.size, kept.checkpoint.size)) =
                try witness(published).look(grown, now: 1)
        else {
            Issue.record("the shorter log was not seen")
            return
        }
    }

    @Test func `signatures of strangers and under strange checkpoints are not taken`() throws {
        let published = try PublishedOffice(dossiers: 0)
        let note = try published.sign()
        let key = try #require(try witnessKey())
        func take(_ text: String) throws {
            _ = try published.office.office.store.writeNow { transaction in
                try Cosigning.take(
                    text, witnesses: [key], of: published.log, now: Instant(microseconds: 0), in: transaction.sql)
            }
        }
        #expect(throws: Cosigning.Refusal.note(.text)) { try take("") }
        #expect(throws: Cosigning.Refusal.unknownWitness) { try take(note.text) }
        let strange = try #require(
            Checkpoint(origin: "motcua/H21", size: note.checkpoint.size + 1, root: note.checkpoint.root))
        let signer = try #require(NoteSigner(name: "hdnd", kind: .witness, seed: [UInt8](repeating: 5, count: 32)))
        let signed = CheckpointNote(strange, signatures: [try signer.cosign(strange.text, at: 1)])
        #expect(throws: Cosigning.Refusal.unknownCheckpoint) { try take(signed.text) }
    }
}
