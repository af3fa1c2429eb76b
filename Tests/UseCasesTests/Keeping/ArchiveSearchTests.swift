import Core
import Foundation
import Store
import Testing

@testable import UseCases

@Suite("Archives that still hold somebody who was erased")
struct ArchiveSearchTests {
    private let test: TestOffice
    private let rig: KeepingRig
    private let second = Actor(id: "aa07", assignments: [Assignment(role: .administrator, agency: "H21")])

    init() throws {
        test = try TestOffice()
        rig = KeepingRig(test)
    }

    /// Receives a dossier, makes an archive an hour later, and erases the person after another hour.
    private func eraseAfterBackup() throws -> (made: Backup.Outcome, people: [ErasedTraces.Person]) {
        let stream = try test.write { transaction, random in
            try KeepingRig.receive(rig.office, name: KeepingRig.marker, random: &random, in: transaction)
        }
        pass(minutes: 60)
        let made = try rig.backup(settings: Backup.Settings(keepDays: 180, keyringDays: 35))
        pass(minutes: 60)
        let row = try rig.office.store.readNow { try #require(try DossierFinding.row(stream: stream, in: $0)) }
        _ = try Erasure(rig.office, by: test.leader).ask(row.number.text, basis: "Điều 14", random: &test.random)
        #expect(try Erasure(rig.office, by: second).confirm(row.number.text, random: &test.random) == .erased(stream))
        let people = try ErasedTraces(rig.office).people()
        #expect(people.map(\.dossier) == [stream])
        return (made, people)
    }

    private func pass(minutes: Int) { test.clock.move(to: test.clock.now().adding(minutes: minutes)) }

    /// The keyring's copies come to lie where a backup puts them unless told otherwise.
    private func putKeyringBeside() throws -> String {
        let beside = rig.archives.keyring.path
        try FileManager.default.moveItem(atPath: rig.keys.path, toPath: beside)
        return beside
    }

    private func findings(
        _ people: [ErasedTraces.Person], _ folders: [String], now: Instant? = nil
    ) throws -> [ArchiveSearch.Finding] {
        var told: [ArchiveSearch.Finding] = []
        try ArchiveSearch(people, now: now ?? test.clock.now()).look(through: folders) { told.append($0) }
        return told
    }

    private func held(
        _ path: String, by manifest: ArchiveManifest, isOverdue: Bool = false
    ) -> ArchiveSearch.Finding {
        let until = manifest.made.adding(minutes: manifest.keepDays * 24 * 60)
        return .held(path: path, people: 1, until: until, isOverdue: isOverdue)
    }

    @Test func `the archive and the keyring's copy beside it are listed, each until its own day`() throws {
        let (made, people) = try eraseAfterBackup()
        let beside = try putKeyringBeside()
        let copy = "\(beside)/\(made.keyring.name)"
        let expected: [ArchiveSearch.Finding] = [
            held(made.archive.path, by: made.archive.manifest), .looked(rig.archives.path),
            held(copy, by: made.keyring.manifest), .looked(beside),
        ]
        #expect(try findings(people, [rig.archives.path]) == expected)
        #expect(made.archive.manifest.keepDays == 180 && made.keyring.manifest.keepDays == 35)
        // A slash at the end, or a folder that is named twice, makes no other list.
        #expect(try findings(people, [rig.archives.path + "/", beside, rig.archives.path]) == expected)
    }

    @Test func `an archive is from before by its records too, where two clocks differ`() throws {
        let (made, people) = try eraseAfterBackup()
        var person = try #require(people.first)
        let manifest = made.archive.manifest
        #expect(manifest.recorded < manifest.made)
        person.erased = Instant(microseconds: manifest.recorded.microseconds + 1)
        #expect(person.isIn(made.archive))
        person.erased = manifest.recorded
        #expect(!person.isIn(made.archive))
    }

    @Test func `an archive made after the erasure is not listed`() throws {
        let (made, people) = try eraseAfterBackup()
        pass(minutes: 60)
        try rig.backup(full: true)
        let told = try findings(people, [rig.archives.path])
        #expect(try rig.archives.archives().count == 2)
        let expected: [ArchiveSearch.Finding] = [
            held(made.archive.path, by: made.archive.manifest), .looked(rig.archives.path),
            .notThere(rig.archives.keyring.path),
        ]
        #expect(told == expected)
    }

    @Test func `a folder that is not there is told, and is not taken for an empty one`() throws {
        let (made, people) = try eraseAfterBackup()
        let beside = rig.archives.keyring.path
        let found = held(made.archive.path, by: made.archive.manifest)
        let alone: [ArchiveSearch.Finding] = [found, .looked(rig.archives.path), .notThere(beside)]
        #expect(try findings(people, [rig.archives.path]) == alone)
        let away = rig.archives.path + "-away"
        let neither: [ArchiveSearch.Finding] = [.notThere(away), .notThere(away + "-keyring")]
        #expect(try findings(people, [away]) == neither)
        // A file in its place is no folder either.
        try Data("x".utf8).write(to: URL(fileURLWithPath: away))
        #expect(try findings(people, [away]) == neither)
    }

    @Test func `a folder of the keyring's copies that is named itself has none beside it`() throws {
        let (made, people) = try eraseAfterBackup()
        let expected: [ArchiveSearch.Finding] = [
            held(made.keyring.path, by: made.keyring.manifest), .looked(rig.keys.path),
        ]
        #expect(try findings(people, [rig.keys.path]) == expected)
    }

    @Test func `an archive that is there past its day is overdue`() throws {
        let (made, people) = try eraseAfterBackup()
        let manifest = made.keyring.manifest
        let until = manifest.made.adding(minutes: manifest.keepDays * 24 * 60)
        let onTime = try findings(people, [rig.keys.path], now: until)
        #expect(onTime.first == held(made.keyring.path, by: manifest))
        let late = try findings(people, [rig.keys.path], now: until.adding(seconds: 1))
        #expect(late.first == held(made.keyring.path, by: manifest, isOverdue: true))
    }

    @Test func `archived WAL has a last day only where its days are known and the server let go of it`() {
        let purged = TestOffice.morning
        #expect(ArchivedLogTerm(days: 35, purged: purged) == .until(purged.adding(minutes: 35 * 24 * 60)))
        #expect(ArchivedLogTerm(days: 35, purged: nil) == .notBegun)
        #expect(ArchivedLogTerm(days: nil, purged: purged) == .unknown)
        #expect(ArchivedLogTerm(days: nil, purged: nil) == .unknown)
    }
}
