import Core
import Store
import Testing

@testable import UseCases

@Suite("Hồ sơ nháp")
struct DraftTests {
    private let procedure: ProcedureCode = "1.001193"

    private func visitor(_ store: AccessStore) -> String { Secret(random: &store.random).text }

    private func begin(
        _ visitor: String, values: [String: String] = [:], _ store: AccessStore
    ) throws -> Draft {
        try store.write { sql, random in
            try Drafts.begin(
                procedure, step: "nguoi-nop", values: values, visitor: visitor, sealer: store.sealer, now: store.now,
                random: &random, in: sql)
        }
    }

    private func find(_ id: DraftID, _ visitor: String, _ store: AccessStore) throws -> Draft? {
        try store.read { try Drafts.find(id, visitor: visitor, sealer: store.sealer, now: store.now, in: $0) }
    }

    private func save(
        _ id: DraftID, _ visitor: String, _ changes: [String: String], step: String = "xem-lai", _ store: AccessStore
    ) throws -> Draft {
        try store.write { sql, random in
            try Drafts.save(
                id, visitor: visitor, step: step, changes: changes, sealer: store.sealer, now: store.now,
                random: &random, in: sql)
        }
    }

    private func file(_ number: Int, bytes: Int = 1000) -> DraftFile {
        let id = FileID(String(repeating: "0", count: 60) + String(1000 + number))
        return DraftFile(
            file: id, component: "tk-01", name: "CCCD Nguyễn Thị Lan.pdf", kind: "application/pdf", bytes: bytes)
    }

    private func attach(_ file: DraftFile, _ id: DraftID, _ visitor: String, _ store: AccessStore) throws {
        try store.write { sql, random in
            try Drafts.attach(
                file, to: id, visitor: visitor, sealer: store.sealer, now: store.now, random: &random, in: sql)
        }
    }

    @Test func `what is typed comes back, and stands nowhere in clear`() throws {
        let store = try AccessStore()
        let visitor = visitor(store)
        let draft = try begin(visitor, values: ["ten": "Nguyễn Thị Lan"], store)
        store.pass(hours: 1)
        let saved = try save(draft.id, visitor, ["so": "052195001234", "dien-thoai": "0905 123 456"], store)
        try attach(file(1), draft.id, visitor, store)
        let found = try #require(try find(draft.id, visitor, store))
        #expect(found.values == ["ten": "Nguyễn Thị Lan", "so": "052195001234", "dien-thoai": "0905 123 456"])
        #expect(found.values == saved.values)
        #expect(found.step == "xem-lai")
        #expect(found.files == [file(1)])
        #expect(found.dossier == draft.dossier)
        #expect(found.dossier.text != found.id.text)
        #expect(found.expires == store.now.adding(minutes: 7 * 24 * 60))
        for text in ["Nguyễn Thị Lan", "052195001234", "0905 123 456", "CCCD", visitor] {
            #expect(try !store.holdsInClear(text), "\(text)")
        }
    }

    @Test func `two pages side by side do not undo each other; an empty value is removed`() throws {
        let store = try AccessStore()
        let visitor = visitor(store)
        let draft = try begin(visitor, values: ["a": "1", "b": "2"], store)
        _ = try save(draft.id, visitor, ["a": "một"], store)
        _ = try save(draft.id, visitor, ["c": "3", "b": ""], store)
        #expect(try find(draft.id, visitor, store)?.values == ["a": "một", "c": "3"])
    }

    @Test func `a draft is its visitor's alone`() throws {
        let store = try AccessStore()
        let mine = visitor(store)
        let other = visitor(store)
        let draft = try begin(mine, store)
        #expect(try find(draft.id, other, store) == nil)
        #expect(try find(draft.id, "", store) == nil)
        #expect(try find("no-such-draft", mine, store) == nil)
        #expect(throws: AccessRefusal.draftUnknown) { try save(draft.id, other, ["a": "1"], store) }
        #expect(throws: AccessRefusal.draftUnknown) { try begin("guessed", store) }
        let lists = try [mine, other, ""].map { visitor in
            try store.read { try Drafts.list(visitor: visitor, sealer: store.sealer, now: store.now, in: $0) }.count
        }
        #expect(lists == [1, 0, 0])
    }

    @Test func `a draft has its limits, and keeps what it had when one is passed`() throws {
        let store = try AccessStore()
        let visitor = visitor(store)
        let full = Dictionary(uniqueKeysWithValues: (1...200).map { ("f\($0)", "v") })
        let draft = try begin(visitor, values: full, store)
        #expect(throws: AccessRefusal.draftValuesTooMany(most: 200)) {
            try save(draft.id, visitor, ["one-more": "v"], store)
        }
        #expect(throws: AccessRefusal.draftTooLarge(mostBytes: 64 * 1024)) {
            try save(draft.id, visitor, ["f1": String(repeating: "v", count: 64 * 1024)], store)
        }
        _ = try save(draft.id, visitor, ["f1": String(repeating: "v", count: 60 * 1024)], store)
        _ = try save(draft.id, visitor, ["f2": "", "one-more": "v"], store)
        #expect(try find(draft.id, visitor, store)?.values.count == 200)
        for _ in 2...Drafts.perVisitorMax { _ = try begin(visitor, store) }
        #expect(throws: AccessRefusal.draftsTooMany(most: 20)) { try begin(visitor, store) }
        _ = try begin(self.visitor(store), store)
    }

    @Test func `files have a limit of number and of size, and one sent twice stands once`() throws {
        let store = try AccessStore()
        let visitor = visitor(store)
        let draft = try begin(visitor, store)
        try attach(file(1, bytes: 60 * 1024 * 1024), draft.id, visitor, store)
        try attach(file(1, bytes: 60 * 1024 * 1024), draft.id, visitor, store)
        #expect(throws: AccessRefusal.draftFilesTooLarge(mostBytes: 100 * 1024 * 1024)) {
            try attach(file(2, bytes: 41 * 1024 * 1024), draft.id, visitor, store)
        }
        for number in 2...30 { try attach(file(number), draft.id, visitor, store) }
        #expect(throws: AccessRefusal.draftFilesTooMany(most: 30)) { try attach(file(31), draft.id, visitor, store) }
        let gone = file(5).file
        try store.write { sql, _ in try Drafts.detach(gone, from: draft.id, visitor: visitor, now: store.now, in: sql) }
        #expect(throws: AccessRefusal.draftFileUnknown(gone)) {
            try store.write { sql, _ in
                try Drafts.detach(gone, from: draft.id, visitor: visitor, now: store.now, in: sql)
            }
        }
        #expect(try find(draft.id, visitor, store)?.files.count == 29)
    }

    @Test func `handed in, its values are gone and a second click finds the dossier`() throws {
        let store = try AccessStore()
        let visitor = visitor(store)
        let draft = try begin(visitor, values: ["a": "1"], store)
        try attach(file(1), draft.id, visitor, store)
        func submit() throws {
            try store.write { sql, _ in
                try Drafts.submitted(draft.id, visitor: visitor, now: store.now, in: sql)
            }
        }
        try submit()
        #expect(throws: AccessRefusal.draftSubmitted(draft.dossier)) { try submit() }
        #expect(throws: AccessRefusal.draftSubmitted(draft.dossier)) { try save(draft.id, visitor, ["a": "2"], store) }
        let found = try #require(try find(draft.id, visitor, store))
        #expect(found.submitted == store.now)
        #expect(found.values.isEmpty && found.files.isEmpty)
        store.pass(hours: 24 * 7)
        let outcome = try store.write { sql, _ in try AccessPurge.run(settings: store.settings, now: store.now, in: sql)
        }
        #expect(outcome.removed == 1)
        #expect(outcome.drafts.isEmpty)
    }

    @Test func `thrown away or over, it gives back what is to be cleared`() throws {
        let store = try AccessStore()
        let visitor = visitor(store)
        let draft = try begin(visitor, store)
        try attach(file(1), draft.id, visitor, store)
        try attach(file(2), draft.id, visitor, store)
        let left = DiscardedDraft(dossier: draft.dossier, files: [file(1).file, file(2).file])
        let discarded = try store.write { sql, _ in
            try Drafts.discard(draft.id, visitor: visitor, now: store.now, in: sql)
        }
        #expect(discarded == left)
        let other = try begin(visitor, store)
        try attach(file(3), other.id, visitor, store)
        store.pass(hours: 24 * 7)
        #expect(try find(other.id, visitor, store) == nil)
        let outcome = try store.write { sql, _ in try AccessPurge.run(settings: store.settings, now: store.now, in: sql)
        }
        #expect(outcome.drafts == [DiscardedDraft(dossier: other.dossier, files: [file(3).file])])
        #expect(try store.count("draft") == 0)
        #expect(try store.count("draft_file") == 0)
    }

    @Test func `under another master key nothing opens`() throws {
        let store = try AccessStore()
        let visitor = visitor(store)
        let draft = try begin(visitor, values: ["a": "1"], store)
        let stranger = MasterKeySealer(masterKey: [UInt8](repeating: 8, count: 32))
        #expect(throws: StoreError(.corrupt, "", at: "")) {
            try store.read { try Drafts.find(draft.id, visitor: visitor, sealer: stranger, now: store.now, in: $0) }
        }
    }
}
