import Core
import Ledger
import Store
import TestEngines
import Testing

@testable import UseCases

@Suite("Kiểm tra sổ cái", .enabled(if: !ChosenEngine.isPostgres, "the database is changed by SQLite's own words"))
struct LedgerCheckTests {
    private func check(_ published: PublishedOffice, keys: [NoteVerifierKey] = []) throws -> LedgerCheck.Outcome {
        try LedgerCheck(published.office.office, keys: keys).run { _, _ in }
    }

    @Test func `a whole ledger is counted with its checkpoints`() throws {
        let published = try PublishedOffice()
        let first = try published.sign()
        try published.office.settle(try published.office.received().stream)
        let second = try published.sign()
        let outcome = try check(published, keys: [published.signer.verifier])
        #expect(first.checkpoint.size < second.checkpoint.size)
        #expect(outcome.records == second.checkpoint.size)
        #expect(outcome.root == second.checkpoint.root)
        #expect(outcome.checkpoints == 2)
    }

    @Test(arguments: [1, 2, 3]) func `the threads do not change what is found`(threads: Int) throws {
        let published = try PublishedOffice(dossiers: 1)
        let outcome = try LedgerCheck(published.office.office).run(threads: threads) { _, _ in }
        #expect(outcome.records == (try published.noteOfNow().checkpoint.size))
    }

    @Test func `a changed record is named`() throws {
        let published = try PublishedOffice()
        try published.tamper("UPDATE record SET at = at + 1 WHERE seq = 9")
        #expect(throws: LedgerFlaw(seq: 9, reason: .leaf)) { try check(published) }
    }

    @Test func `a removed record is named by the one after it`() throws {
        let published = try PublishedOffice()
        try published.tamper("DELETE FROM record WHERE seq = 9")
        #expect(throws: LedgerFlaw(seq: 10, reason: .seq(due: 9))) { try check(published) }
    }

    @Test func `a record behind a head that was set back is named`() throws {
        let published = try PublishedOffice()
        let head = try published.office.office.store.readNow { sql in
            try sql.first("SELECT size, root, frontier FROM head") { ($0.integer(0), $0.blob(1), $0.blob(2)) }
        }
        try published.office.settle(try published.office.received().stream)
        let (size, root, frontier) = try #require(head)
        try published.office.office.store.writeNow { transaction in
            try transaction.sql.execute(
                "UPDATE head SET size = ?1, root = ?2, frontier = ?3", [.integer(size), .blob(root), .blob(frontier)])
        }
        #expect(throws: LedgerFlaw(seq: Int(size), reason: .size(head: Int(size)))) { try check(published) }
    }

    @Test func `a checkpoint that the records do not give is named`() throws {
        let published = try PublishedOffice()
        let size = try published.sign().checkpoint.size
        try published.tamper("UPDATE checkpoint SET root = zeroblob(32)")
        #expect(throws: ProofFlaw.note(size: size)) { try check(published) }
    }

    @Test func `a checkpoint over records that are gone is named`() throws {
        let published = try PublishedOffice(dossiers: 0)
        let size = try published.noteOfNow().checkpoint.size
        let beyond = try #require(
            Checkpoint(origin: "motcua/H21", size: size + 5, root: try published.noteOfNow().checkpoint.root))
        let note = CheckpointNote(beyond, signatures: [try published.signer.sign(beyond.text)])
        try published.office.office.store.writeNow { transaction in
            try CheckpointTable.insert(
                StoredCheckpoint(note: note, signed: Instant(microseconds: 0)), of: published.log, in: transaction.sql)
        }
        #expect(throws: ProofFlaw.beyond(size: size + 5, records: size)) { try check(published) }
    }

    @Test func `a checkpoint of another key is named where the key is known`() throws {
        let published = try PublishedOffice(dossiers: 0)
        let size = try published.sign().checkpoint.size
        let other = try #require(NoteSigner(name: "motcua/H21", kind: .log, seed: [UInt8](repeating: 3, count: 32)))
        #expect(throws: ProofFlaw.signature(size: size)) { try check(published, keys: [other.verifier]) }
    }

    @Test func `a kept node that its records do not give is named`() throws {
        let published = try PublishedOffice(dossiers: 0)
        try published.office.write { transaction, random in
            let decisions = OfficeDecisions(
                published.office.office, by: Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")]))
            for number in 0..<260 {
                try decisions.record(
                    .sectorEntered(Sector(code: SectorCode("linh-vuc-\(number)"), name: "Lĩnh vực", english: "Sector")),
                    now: published.office.clock.now(), random: &random, in: transaction)
            }
        }
        #expect(try check(published).nodes == 1)
        try published.tamper("UPDATE tree_node SET hash = zeroblob(32)")
        #expect(throws: ProofFlaw.node(level: 1, number: 0)) { try check(published) }
    }

    @Test func `tables that agree with the records have no difference, and one that does not is named`() throws {
        let agreeing = try PublishedOffice()
        #expect(try TableCheck(onCopy: agreeing.office.office).run { _, _ in } == [])
        let differing = try PublishedOffice()
        try differing.tamper("UPDATE sector SET stream = 'khác'")
        let found = try TableCheck(onCopy: differing.office.office).run { _, _ in }
        #expect(found == [TableCheck.Difference(table: "sector", surplus: 1, missing: 1)])
    }
}
