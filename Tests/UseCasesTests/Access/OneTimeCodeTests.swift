import Core
import Store
import Testing

@testable import UseCases

@Suite("Mã xác nhận dùng một lần")
struct OneTimeCodeTests {
    private let dossier: DossierID = "0123456789abcdef0123456789abcdef"

    private func make(
        _ purpose: CodePurpose = .withdraw, by channel: any OneTimeCodeChannel = CodeOnScreen(), in store: AccessStore
    ) throws -> OneTimeCodes.Making {
        try store.write { sql, random in
            try OneTimeCodes.make(
                for: dossier, purpose, by: channel, sealer: store.sealer, now: store.now, random: &random, in: sql)
        }
    }

    private func code(_ purpose: CodePurpose = .withdraw, in store: AccessStore) throws -> String {
        guard case .made(.onScreen(let code), let expires) = try make(purpose, in: store) else { throw Unexpected() }
        #expect(expires == store.now.adding(minutes: 10))
        return code
    }

    private func check(
        _ typed: String, for other: DossierID? = nil, _ purpose: CodePurpose = .withdraw, in store: AccessStore
    ) throws -> OneTimeCodes.Check {
        try store.write { sql, random in
            try OneTimeCodes.check(
                typed, for: other ?? dossier, purpose, sealer: store.sealer, now: store.now, random: &random, in: sql)
        }
    }

    /// A code that is not the one made.
    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test func `the right code confirms once, spaces between its digits or not`() throws {
        let store = try AccessStore()
        let code = try code(in: store)
        #expect(code.utf8.count == 6 && code.utf8.allSatisfy { (48...57).contains($0) })
        #expect(try !store.holdsInClear(code))
        #expect(try check(" \(code.prefix(3)) \(code.suffix(3)) ", in: store) == .right)
        #expect(try check(code, in: store) == .noCode)
    }

    @Test func `after five wrong tries the code is gone`() throws {
        let store = try AccessStore()
        let code = try code(in: store)
        for left in [4, 3, 2, 1] { #expect(try check(wrong(code), in: store) == .wrong(triesLeft: left)) }
        #expect(try check(wrong(code), in: store) == .noCode)
        #expect(try check(code, in: store) == .noCode)
    }

    @Test func `the fifth try may still be the right one`() throws {
        let store = try AccessStore()
        let code = try code(in: store)
        for _ in 1...4 { _ = try check(wrong(code), in: store) }
        #expect(try check(code, in: store) == .right)
    }

    @Test func `it holds for ten minutes, and a clock set back does not lengthen them`() throws {
        let store = try AccessStore()
        var code = try code(in: store)
        store.pass(minutes: 10)
        #expect(try check(code, in: store) == .noCode)
        code = try self.code(in: store)
        store.pass(minutes: -5)
        #expect(try check(code, in: store) == .noCode)
        store.pass(minutes: 5)
        #expect(try check(code, in: store) == .right)
    }

    @Test func `it is for one act on one dossier`() throws {
        let store = try AccessStore()
        let withdraw = try code(.withdraw, in: store)
        #expect(try check(withdraw, .fetch, in: store) == .noCode)
        #expect(try check(withdraw, for: "fedcba9876543210fedcba9876543210", in: store) == .noCode)
        _ = try code(.fetch, in: store)
        #expect(try check(withdraw, .withdraw, in: store) == .right)
    }

    @Test func `a new code ends the one before`() throws {
        let store = try AccessStore()
        let old = try code(in: store)
        var new = try code(in: store)
        // One time in a million both are alike.
        if new == old { new = try code(in: store) }
        #expect(try check(old, in: store) == .wrong(triesLeft: 4))
        #expect(try check(new, in: store) == .right)
    }

    @Test func `five codes an hour are made for a dossier, whatever for`() throws {
        let store = try AccessStore()
        let begun = store.now
        for number in 0..<5 {
            _ = try code(CodePurpose.allCases[number % 3], in: store)
            store.pass(minutes: 10)
        }
        #expect(try make(in: store) == .wait(until: begun.adding(minutes: 60)))
        store.pass(minutes: 10)
        _ = try code(in: store)
    }

    @Test func `without a channel no code is made`() throws {
        let store = try AccessStore()
        #expect(try make(by: NoCodeChannel(), in: store) == .noChannel)
        #expect(try store.count("one_time_code") == 0)
        #expect(try check("000000", in: store) == .noCode)
    }

    @Test func `an act that fails leaves the code to be used again`() throws {
        let store = try AccessStore()
        let code = try code(in: store)
        #expect(throws: Unexpected.self) {
            try store.write { sql, random in
                let checked = try OneTimeCodes.check(
                    code, for: dossier, .withdraw, sealer: store.sealer, now: store.now, random: &random, in: sql)
                #expect(checked == .right)
                throw Unexpected()
            }
        }
        #expect(try check(code, in: store) == .right)
    }

    @Test func `what is no code counts as a wrong one`() throws {
        let store = try AccessStore()
        let code = try code(in: store)
        #expect(try check("", in: store) == .wrong(triesLeft: 4))
        #expect(try check(String(repeating: code, count: 100_000), in: store) == .wrong(triesLeft: 3))
        #expect(try check("١٢٣٤٥٦", in: store) == .wrong(triesLeft: 2))
        #expect(try check(code, in: store) == .right)
    }
}
