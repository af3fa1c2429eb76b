import Core
import Store
import Testing

@testable import UseCases

@Suite("Không mất gì khi phiên hết hạn")
struct HeldFormTests {
    private let path = ReturnPath("/ho-so/N123456789/bo-sung")
    private let fields = [
        HeldField(name: "ly-do", value: "Thiếu bản sao giấy khai sinh; điện thoại 0905 123 456"),
        HeldField(name: "thanh-phan", value: "tk-01"), HeldField(name: "thanh-phan", value: "tk-02"),
    ]

    /// A session that has just ended by itself, with a token from one of its pages.
    private func endedSession(_ store: AccessStore, _ account: Account) throws -> (Session, token: String) {
        let (cookie, session) = try store.session(for: account)
        let token = FormToken.make(secret: session.formSecret, random: &store.random)
        store.pass(minutes: 61)
        guard case .ended(let ended) = try store.find(cookie) else { throw Unexpected() }
        return (ended, token)
    }

    private func keep(
        _ fields: [HeldField], token: String, of session: Session, _ store: AccessStore
    ) throws -> HeldFormID {
        let path = try #require(path)
        return try store.write { sql, random in
            try HeldForms.keep(
                fields, to: path, token: token, of: session, sealer: store.sealer, now: store.now, random: &random,
                in: sql)
        }
    }

    private func list(_ actor: ActorID, _ store: AccessStore) throws -> [HeldForm] {
        try store.read { try HeldForms.list(of: actor, sealer: store.sealer, now: store.now, in: $0) }
    }

    @Test func `what was typed is offered again after signing in, field by field`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (session, token) = try endedSession(store, account)
        let id = try keep(fields, token: token, of: session, store)
        let kept = store.now
        _ = try store.session(for: account)
        store.pass(hours: 7)
        let forms = try list(account.actor, store)
        let path = try #require(path)
        #expect(forms == [HeldForm(id: id, path: path, fields: fields, kept: kept)])
    }

    @Test func `it is offered to nobody else, and nobody reads it in the tables`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let other = try store.account("binh.tv")
        let (session, token) = try endedSession(store, account)
        let id = try keep(fields, token: token, of: session, store)
        #expect(try list(other.actor, store).isEmpty)
        let taken = try store.write { sql, _ in try HeldForms.discard(id, of: other.actor, in: sql) }
        #expect(!taken)
        #expect(try list(account.actor, store).count == 1)
        for text in ["0905 123 456", "Thiếu bản sao", "N123456789"] {
            #expect(try !store.holdsInClear(text), "\(text)")
        }
    }

    @Test func `a row moved to another account does not open`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let other = try store.account("binh.tv")
        let (session, token) = try endedSession(store, account)
        _ = try keep(fields, token: token, of: session, store)
        _ = try store.write { sql, _ in
            try sql.execute("UPDATE held_form SET actor = ?1", [.text(other.actor.text)])
        }
        #expect(throws: StoreError(.corrupt, "", at: "")) { try list(other.actor, store) }
    }

    @Test func `sent twice it is kept once; sent again or unwanted it goes`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (session, token) = try endedSession(store, account)
        let id = try keep(fields, token: token, of: session, store)
        #expect(try keep(fields, token: token, of: session, store) == id)
        #expect(try keep(Array(fields.dropLast()), token: token, of: session, store) != id)
        #expect(try list(account.actor, store).count == 2)
        let taken = try store.write { sql, _ in try HeldForms.discard(id, of: account.actor, in: sql) }
        #expect(taken)
        #expect(try list(account.actor, store).count == 1)
    }

    @Test func `only a page of that very session is believed`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (session, _) = try endedSession(store, account)
        let (_, token) = try endedSession(store, account)
        for text in ["", token] {
            #expect(throws: AccessRefusal.formNotOurs) { try keep(fields, token: text, of: session, store) }
        }
        #expect(try store.count("held_form") == 0)
    }

    @Test func `after eight hours it is gone, and so is what is known of the session`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (cookie, session) = try store.session(for: account)
        let token = FormToken.make(secret: session.formSecret, random: &store.random)
        store.pass(minutes: 60 + 8 * 60 - 1)
        guard case .ended(let ended) = try store.find(cookie) else { throw Unexpected() }
        _ = try keep(fields, token: token, of: ended, store)
        store.pass(minutes: 1)
        guard case .none = try store.find(cookie) else { throw Unexpected() }
        store.pass(minutes: 8 * 60 - 2)
        #expect(try list(account.actor, store).count == 1)
        store.pass(minutes: 1)
        #expect(try list(account.actor, store).isEmpty)
    }

    @Test func `who signed out holds nothing any more`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (cookie, session) = try store.session(for: account)
        try store.write { sql, random in
            _ = try Sessions.end(session.id, of: account.actor, now: store.now, random: &random, in: sql)
        }
        guard case .none = try store.find(cookie) else { throw Unexpected() }
    }

    @Test func `a form has its limits, and twenty are kept`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let (session, token) = try endedSession(store, account)
        let long = [HeldField(name: "ly-do", value: String(repeating: "ă", count: HeldForms.bytesMax / 2))]
        let many = (0...HeldForms.fieldsMax).map { HeldField(name: "f\($0)", value: "") }
        for form in [long, many] {
            #expect(throws: AccessRefusal.formTooLarge(mostBytes: HeldForms.bytesMax)) {
                try keep(form, token: token, of: session, store)
            }
        }
        for number in 1...25 {
            store.pass(minutes: 1)
            _ = try keep([HeldField(name: "n", value: "\(number)")], token: token, of: session, store)
        }
        let values = try list(account.actor, store).map { $0.fields[0].value }
        #expect(values == (6...25).reversed().map { "\($0)" })
    }
}
