import Core
import Ledger
@testable import Store
import Testing

@Suite("Keyring")
struct KeyringTests {
    @Test(arguments: TestEngine.all)
    func `personal data opens for who has the master key, also after a restart`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 1)
        let record = try store.appendNow("s1", seen: 0, personal: "Nguyễn Thị Hương", random: &random)
        let plain = try store.appendNow("s1", seen: 1, random: &random)
        #expect(try store.keyring.openPersonal(record) == Array("Nguyễn Thị Hương".utf8))
        #expect(try store.keyring.openPersonal(plain) == nil)

        let fresh = Keyring(master: try MasterKey(TestStore.masterKey), engine: store.engine)
        #expect(try fresh.openPersonal(record) == Array("Nguyễn Thị Hương".utf8))
        let stranger = Keyring(master: try MasterKey([UInt8](repeating: 8, count: 32)), engine: store.engine)
        #expect(failure { try stranger.openPersonal(record) }?.code == .wrongMasterKey)
    }

    @Test(arguments: TestEngine.all)
    func `neither the ledger nor the keyring holds the name in clear`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 2)
        let record = try store.appendNow("s1", seen: 0, personal: "Huong", random: &random)
        let sealed = try #require(record.sealed)
        #expect(!sealed.indices.contains { sealed[$0...].starts(with: Array("Huong".utf8)) })
        let wrapped = try store.engine.readKeyringNow { sql in
            try sql.query("SELECT stream, wrapped FROM wrapped_key", []) { ($0.text(0), $0.blob(1).count) }
        }
        #expect(wrapped.map(\.0) == ["s1"] && wrapped.map(\.1) == [60])
    }

    @Test(arguments: TestEngine.all)
    func `a destroyed key opens nothing, and nothing personal may follow it`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 3)
        let record = try store.appendNow("s1", seen: 0, personal: "Lan", random: &random)
        #expect(try store.keyring.openPersonal(record) != nil)
        for _ in 1...2 {
            try store.engine.writeNow { try store.keyring.destroy("s1", now: TestStore.noon, in: $0) }
            #expect(try store.keyring.openPersonal(record) == nil)
        }
        #expect(failure { try store.appendNow("s1", seen: 1, personal: "Lan", random: &random) }?.code == .keyDestroyed)
        try store.appendNow("s1", seen: 1, random: &random)
        #expect(try store.verify() == 2)
        let left = try store.engine.readKeyringNow { sql in
            try sql.first("SELECT wrapped FROM wrapped_key WHERE stream = 's1'") { $0.blobOrNil(0) }
        }
        #expect(left == .some(nil))
    }

    @Test(arguments: TestEngine.all)
    func `a destruction that is undone leaves the key, within its job already gone`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 4)
        let record = try store.appendNow("s1", seen: 0, personal: "Lan", random: &random)
        #expect(throws: TestRefusal.refused) {
            try store.engine.writeNow { transaction in
                try store.keyring.destroy("s1", now: TestStore.noon, in: transaction)
                let opened = try store.keyring.openPersonal(record, in: transaction)
                #expect(opened == nil)
                throw TestRefusal.refused
            }
        }
        #expect(try store.keyring.openPersonal(record) == Array("Lan".utf8))
    }

    @Test(arguments: TestEngine.all)
    func `a key made by a job that failed is used by nobody`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 5)
        let kept = try store.engine.bulkNow(every: 10) { bulk in
            #expect(throws: TestRefusal.refused) {
                try bulk.run { transaction in
                    try store.append("s1", seen: 0, personal: "một", random: &random, in: transaction)
                    throw TestRefusal.refused
                }
            }
            return try bulk.run { try store.append("s1", seen: 0, personal: "hai", random: &random, in: $0) }
        }
        let fresh = Keyring(master: try MasterKey(TestStore.masterKey), engine: store.engine)
        #expect(try fresh.openPersonal(kept) == Array("hai".utf8))
    }

    @Test(arguments: TestEngine.all)
    func `a record whose key was lost is a failure, not an erasure`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 6)
        let record = try store.appendNow("s1", seen: 0, personal: "Lan", random: &random)
        try store.engine.writeNow { _ = try $0.keyring.execute("DELETE FROM wrapped_key") }
        let lost = failure { try store.keyring.openPersonal(record) }
        #expect(lost?.code == .keyMissing && lost?.place == "s1")
    }

    @Test(arguments: TestEngine.all)
    func `more streams than the cache holds still open`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        let small = Keyring(master: try MasterKey(TestStore.masterKey), engine: store.engine, cached: 4)
        var random = SeededRandom(seed: 7)
        let records = try (0..<20).map { id in
            try store.appendNow(StreamID("s\(id)"), seen: 0, personal: "\(id)", random: &random)
        }
        for _ in 1...2 {
            for (id, record) in records.enumerated() { #expect(try small.openPersonal(record) == Array("\(id)".utf8)) }
        }
    }

    @Test(arguments: TestEngine.all)
    func `the office key is made once and tells a wrong master key`(_ kind: TestEngine) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 8)
        let index = BlindIndex(try store.keyring.officeKey(now: TestStore.noon, random: &random))
        let again = BlindIndex(try store.keyring.officeKey(now: TestStore.noon, random: &random))
        #expect(index.value(.phone, of: "0912345678") == again.value(.phone, of: "0912345678"))
        let stranger = Keyring(master: try MasterKey([UInt8](repeating: 8, count: 32)), engine: store.engine)
        #expect(
            failure { try stranger.officeKey(now: TestStore.noon, random: &random) }?.code == .wrongMasterKey)
    }

    @Test
    func `a key that was looked up before another was forgotten is not kept`() {
        let cache = KeyCache(limit: 10)
        var random = SeededRandom(seed: 9)
        let key = DossierKey(random: &random)
        let before = cache.find("s1").turn
        cache.forget("s2")
        cache.keep(key, "s1", turn: before)
        #expect(cache.find("s1").key == nil)
        cache.keep(key, "s1", turn: cache.find("s1").turn)
        #expect(cache.find("s1").key != nil)
        cache.forget("s1")
        #expect(cache.find("s1").key == nil)
    }
}
