import Core
import Store
import Testing

@testable import UseCases

@Suite("Biểu mẫu giữ lại theo trình duyệt")
struct HeldFormVisitorTests {
    private let path = ReturnPath("/ho-so/N123456789/bo-sung")
    private let fields = [HeldField(name: "ly-do", value: "Thiếu bản sao; điện thoại 0905 123 456")]

    private func secret(_ store: AccessStore) -> String { Secret(random: &store.random).text }

    @discardableResult
    private func keep(_ fields: [HeldField], _ visitor: String, _ store: AccessStore) throws -> HeldFormID {
        let path = try #require(path)
        return try store.write { sql, random in
            try HeldForms.keep(
                fields, to: path, visitor: visitor, sealer: store.sealer, now: store.now, random: &random, in: sql)
        }
    }

    private func take(_ visitor: String, _ actor: ActorID, _ store: AccessStore) throws -> [HeldFormID] {
        try store.write { sql, random in
            try HeldForms.take(
                over: visitor, by: actor, sealer: store.sealer, now: store.now, random: &random, in: sql)
        }
    }

    private func list(_ actor: ActorID, _ store: AccessStore) throws -> [HeldForm] {
        try store.read { try HeldForms.list(of: actor, sealer: store.sealer, now: store.now, in: $0) }
    }

    @Test func `who signs in takes it over once, with its own time`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let visitor = secret(store)
        try keep(fields, visitor, store)
        #expect(try !store.holdsInClear("0905 123 456"))
        let kept = store.now
        store.pass(hours: 7)
        #expect(try list(account.actor, store).isEmpty)
        let taken = try take(visitor, account.actor, store)
        let path = try #require(path)
        #expect(
            try list(account.actor, store) == [
                HeldForm(id: try #require(taken.first), path: path, fields: fields, kept: kept)
            ])
        #expect(try take(visitor, account.actor, store).isEmpty)
        #expect(try store.count("held_form") == 1)
        store.pass(hours: 1)
        #expect(try list(account.actor, store).isEmpty)
    }

    @Test func `another cookie takes nothing, and neither does one that is none`() throws {
        let store = try AccessStore()
        let account = try store.account()
        try keep(fields, secret(store), store)
        for other in [secret(store), "", "visitor:", String(repeating: "0", count: 64)] {
            #expect(try take(other, account.actor, store).isEmpty)
        }
        #expect(try store.count("held_form") == 1)
        #expect(throws: AccessRefusal.formNotOurs) { try keep(fields, "no-secret", store) }
    }

    @Test func `after eight hours it is gone`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let visitor = secret(store)
        try keep(fields, visitor, store)
        store.pass(hours: HeldForms.hours)
        #expect(try take(visitor, account.actor, store).isEmpty)
    }

    @Test func `a form has its limits, so has a browser, and so have all browsers together`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let visitor = secret(store)
        let long = [HeldField(name: "ly-do", value: String(repeating: "ă", count: HeldForms.bytesMax / 2))]
        let many = (0...HeldForms.fieldsMax).map { HeldField(name: "f\($0)", value: "") }
        for form in [long, many] {
            #expect(throws: AccessRefusal.formTooLarge(mostBytes: HeldForms.bytesMax)) {
                try keep(form, visitor, store)
            }
        }
        for number in 1...25 {
            store.pass(minutes: 1)
            try keep([HeldField(name: "n", value: "\(number)")], visitor, store)
        }
        #expect(try store.count("held_form") == HeldForms.perAccountMax)
        #expect(try keep(fields, visitor, store) == keep(fields, visitor, store))
        #expect(try take(visitor, account.actor, store).count == HeldForms.perAccountMax)
        for _ in 0..<(HeldForms.visitorsMax + 3) { try keep(fields, secret(store), store) }
        // What belongs to accounts is not counted, and does not make room.
        #expect(try store.count("held_form") == HeldForms.visitorsMax + HeldForms.perAccountMax)
    }
}
