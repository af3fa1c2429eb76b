import Core
import Store
import Testing

@testable import UseCases

@Suite("Nhật ký truy cập")
struct AuditTests {
    private let dossier: DossierID = "0123456789abcdef0123456789abcdef"

    private func lines(_ store: AccessStore, actor: ActorID? = nil, subject: DossierID? = nil) throws -> [AuditLine] {
        try store.read { try AuditTable.list(actor: actor, subject: subject, limit: 100, in: $0) }
    }

    @Test func `the database refuses to change, remove or replace a line`() throws {
        let store = try AccessStore()
        try store.account()
        let line = try #require(try lines(store).first)
        var attempts = ["UPDATE audit_line SET actor = 'x'", "DELETE FROM audit_line"]
        switch store.engine.dialect {
        case .sqlite:
            attempts += [
                "INSERT OR REPLACE INTO audit_line (id, at, action) VALUES ('\(line.id)', 0, 'x')",
                "INSERT OR REPLACE INTO audit_line (rowid, id, at, action) VALUES (1, 'x', 0, 'x')",
            ]
        case .postgres: attempts.append("TRUNCATE audit_line")
        }
        for sql in attempts {
            #expect(throws: StoreError(.immutable, "", at: ""), "\(sql)") {
                try store.write { connection, _ in try connection.execute(sql) }
            }
        }
        #expect(try lines(store) == [line])
    }

    @Test func `signing in, refused or not, and what an administrator does leave a line`() throws {
        let store = try AccessStore()
        let account = try store.account()
        for login in ["nobody", "lan.nt", "lan.nt", "lan.nt", "lan.nt", "lan.nt"] {
            store.pass(minutes: 1)
            _ = try store.signIn(login, "wrong wrong wrong")
        }
        store.pass(minutes: 15)
        _ = try store.signIn()
        let session = try store.session(for: account).session
        let written = try lines(store).reversed().map { [$0.action, $0.actor?.text ?? "", $0.detail ?? ""] }
        let refused = ["session.refused", account.actor.text, ""]
        #expect(
            written == [
                ["account.made", "", "account \(account.actor)"], ["session.refused", "", ""],
                refused, refused, refused, refused, ["session.locked", account.actor.text, ""],
                ["session.signed-in", account.actor.text, "session \(session.id)"],
            ])
    }

    @Test func `lines are read newest first, by account, by dossier, and page by page`() throws {
        let store = try AccessStore()
        for number in 1...10 {
            store.pass(minutes: 1)
            try store.write { sql, random in
                try Audit.write(
                    .personalRead, by: number % 2 == 0 ? "a" : "b", on: number % 5 == 0 ? dossier : nil,
                    .count(number), now: store.now, random: &random, in: sql)
            }
        }
        #expect(try lines(store).map(\.detail) == (1...10).reversed().map { "count \($0)" })
        #expect(try lines(store, actor: "a").count == 5)
        #expect(try lines(store, subject: dossier).map(\.detail) == ["count 10", "count 5"])
        #expect(try lines(store, actor: "a", subject: dossier).map(\.detail) == ["count 10"])
        let first = try store.read { try AuditTable.list(limit: 4, in: $0) }
        let second = try store.read { try AuditTable.list(before: first.last?.id, limit: 4, in: $0) }
        #expect((first + second).map(\.detail) == (3...10).reversed().map { "count \($0)" })
    }

    @Test func `a command that fails leaves no line`() throws {
        let store = try AccessStore()
        #expect(throws: Unexpected.self) {
            try store.write { sql, random in
                try Audit.write(.personalRead, by: "a", now: store.now, random: &random, in: sql)
                throw Unexpected()
            }
        }
        #expect(try lines(store).isEmpty)
    }

    @Test func `the names of actions never change`() {
        #expect(Set(AuditAction.allCases.map(\.rawValue)).count == AuditAction.allCases.count)
        #expect(AuditAction.allCases.allSatisfy { $0.rawValue.contains(".") })
        #expect(AuditDetail.agency("H21.65").text == "agency H21.65")
        #expect(AuditDetail.code(.fetch).text == "code fetch")
    }
}
