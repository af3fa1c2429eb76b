import Core
import Store
import Testing

@testable import UseCases

@Suite("Mười lần thử mỗi giờ")
struct SecretTriesTests {
    private let dossier: DossierID = "0123456789abcdef0123456789abcdef"

    private func admit(
        _ dossier: DossierID?, number: String = "N123456789", _ store: AccessStore
    ) throws -> SecretTries.Admission {
        try store.write { sql, random in
            try SecretTries.admit(
                dossier, number: number, sealer: store.sealer, now: store.now, random: &random, in: sql)
        }
    }

    @Test func `the eleventh try in an hour waits until the first is an hour old`() throws {
        let store = try AccessStore()
        let begun = store.now
        for _ in 1...10 {
            #expect(try admit(dossier, store) == .admitted)
            store.pass(minutes: 5)
        }
        #expect(try admit(dossier, store) == .wait(until: begun.adding(minutes: 60)))
        #expect(try admit("fedcba9876543210fedcba9876543210", store) == .admitted)
        store.pass(minutes: 10)
        #expect(try admit(dossier, store) == .admitted)
        #expect(try admit(dossier, store) == .wait(until: begun.adding(minutes: 65)))
    }

    @Test func `several tries at one and the same moment all count`() throws {
        let store = try AccessStore()
        for _ in 1...10 { #expect(try admit(dossier, store) == .admitted) }
        #expect(try admit(dossier, store) == .wait(until: store.now.adding(minutes: 60)))
    }

    @Test func `unknown numbers are counted alike, and stand nowhere in the store`() throws {
        let store = try AccessStore()
        for _ in 1...10 { #expect(try admit(nil, number: "N0KHONGCOSO", store) == .admitted) }
        guard case .wait = try admit(nil, number: "N0KHONGCOSO", store) else { throw Unexpected() }
        #expect(try admit(nil, number: "N0KHONGCOSP", store) == .admitted)
        #expect(try !store.holdsInClear("N0KHONGCOSO"))
        #expect(try !store.holdsInClear(dossier.text))
    }

    @Test func `whatever the pattern, no sixty minutes hold more than ten`() throws {
        let store = try AccessStore()
        for seed in UInt64(1)...10 {
            store.random = SeededRandom(seed: seed)
            let dossier = DossierID(store.random.id())
            var admitted: [Instant] = []
            for _ in 1...60 {
                store.now = store.now.adding(seconds: Int64(store.random.next() % 600))
                switch try admit(dossier, store) {
                case .admitted: admitted.append(store.now)
                case .wait(let until):
                    #expect(store.now < until && until <= store.now.adding(minutes: 60), "SEED=\(seed)")
                }
            }
            for first in admitted.indices.dropLast(10) {
                #expect(admitted[first].adding(minutes: 60) <= admitted[first + 10], "SEED=\(seed)")
            }
            #expect(admitted.count > 20, "SEED=\(seed)")
        }
    }

    @Test func `a clock set back within the hour gives no tries away, and a wrong clock takes none for ever`() throws {
        let store = try AccessStore()
        for _ in 1...10 { #expect(try admit(dossier, store) == .admitted) }
        store.pass(minutes: -30)
        guard case .wait = try admit(dossier, store) else { throw Unexpected() }
        store.pass(hours: -24)
        #expect(try admit(dossier, store) == .admitted)
    }
}
