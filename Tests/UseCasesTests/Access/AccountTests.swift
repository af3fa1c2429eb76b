import Core
import Store
import Testing

@testable import UseCases

@Suite("Tài khoản")
struct AccountTests {
    private func create(_ login: String, name: String = "Trần Văn Bình", _ store: AccessStore) throws -> Account {
        try store.write { sql, random in
            try Accounts.create(
                login: login, name: name, language: "vi", by: nil, now: store.now, random: &random, in: sql)
        }
    }

    @Test func `a login is taken once, in whatever case`() throws {
        let store = try AccessStore()
        #expect(try create(" Binh.TV ", store).login == "binh.tv")
        #expect(throws: AccessRefusal.loginTaken) { try create("BINH.tv", store) }
        #expect(try store.count("account") == 1)
    }

    @Test func `an officer has one account`() throws {
        let store = try AccessStore()
        func create(_ login: String) throws -> Account {
            try store.write { sql, random in
                try Accounts.create(
                    login: login, name: "Siu H’Bình", actor: "d01", language: "vi", by: "admin", now: store.now,
                    random: &random, in: sql)
            }
        }
        #expect(try create("binh.sh").actor == "d01")
        #expect(throws: AccessRefusal.accountExists) { try create("binh.sh.2") }
    }

    @Test func `a login is short, plain, and no e-mail address`() throws {
        let store = try AccessStore()
        for login in [
            "", "ab", "bình", "binh@gialai.gov.vn", "1binh", "binh tv", "-binh", String(repeating: "b", count: 41),
        ] {
            #expect(throws: AccessRefusal.loginMalformed, "\(login)") { try create(login, store) }
        }
    }

    @Test func `a name is there, not endless, and on one line`() throws {
        let store = try AccessStore()
        #expect(throws: AccessRefusal.name(.missing)) { try create("binh", name: " \t ", store) }
        #expect(throws: AccessRefusal.name(.tooLong(most: 120))) {
            try create("binh", name: String(repeating: "Bình ", count: 30), store)
        }
        #expect(throws: AccessRefusal.name(.badForm)) { try create("binh", name: "Bình\u{0}Trần", store) }
        #expect(try create("binh", name: "  Trần Văn Bình ", store).name == "Trần Văn Bình")
    }

    @Test func `an account comes back from the table as it went in`() throws {
        let store = try AccessStore()
        let made = try store.account()
        #expect(try store.read { try AccountTable.find(made.actor, in: $0) } == made)
        #expect(try store.read { try AccountTable.find(login: "lan.nt", in: $0) } == made)
        #expect(try store.read { try AccountTable.list(limit: 10, in: $0) } == [made])
        #expect(try store.read { try AccountTable.list(after: "lan.nt", limit: 10, in: $0) } == [])
    }

    @Test func `locking ends the sessions, closing the tokens and links as well, and is for good`() throws {
        let store = try AccessStore()
        let account = try store.account()
        let session = try store.session(for: account)
        let token = try store.write { sql, random in
            try BearerTokens.issue(
                for: account.actor, label: "Máy quét", by: nil, now: store.now, random: &random, in: sql)
        }
        let link = try store.write { sql, random in
            try OneTimeLinks.makePassword(for: account.actor, by: nil, now: store.now, random: &random, in: sql)
        }
        func set(_ state: AccountState) throws {
            try store.write { sql, random in
                try Accounts.setState(state, of: account.actor, by: nil, now: store.now, random: &random, in: sql)
            }
        }
        try set(.locked)
        #expect(try !store.isLive(session.cookie))
        try set(.active)
        #expect(try !store.isLive(session.cookie))
        guard case .valid = try store.read({ try BearerTokens.find(token.secret.text, now: store.now, in: $0) })
        else { throw Unexpected() }
        try set(.closed)
        guard case .none = try store.read({ try BearerTokens.find(token.secret.text, now: store.now, in: $0) })
        else { throw Unexpected() }
        #expect(try store.read { try OneTimeLinks.find(link.text, now: store.now, in: $0) } == nil)
        #expect(throws: AccessRefusal.accountClosed) { try set(.active) }
        #expect(throws: AccessRefusal.loginTaken) { try create("lan.nt", store) }
    }
}
