import Core
import Store
import Testing

@testable import UseCases

@Suite("Mật khẩu")
struct PasswordTests {
    private var settings: AccessSettings {
        var settings = AccessSettings()
        settings.cost = .lowest
        return settings
    }

    @Test func `a verifier fits its password and no other`() throws {
        var random = SeededRandom(seed: 1)
        let verifier = try PasswordVerifier(Password("Tre già măng mọc"), cost: .lowest, random: &random)
        #expect(try verifier.matches(Password("Tre già măng mọc")))
        #expect(try !verifier.matches(Password("Tre gia măng mọc")))
        #expect(try !verifier.matches(Password("")))
        #expect(try !PasswordVerifier.decoy(.lowest).matches(Password("")))
    }

    @Test func `the stored form never changes`() throws {
        var random = SeededRandom(seed: 1)
        let verifier = try PasswordVerifier(Password("Tre già măng mọc"), cost: .lowest, random: &random)
        #expect(PasswordVerifier(verifier.text) == verifier)
        #expect(verifier.text == PasswordTests.golden)
    }

    @Test func `the same password typed on another keyboard is the same`() throws {
        var random = SeededRandom(seed: 1)
        let composed = "Tr\u{1EAD}t t\u{1EF1} \u{111}\u{1EA7}u n\u{103}m"
        let decomposed = "Tra\u{323}\u{302}t tu\u{31B}\u{323} \u{111}a\u{302}\u{300}u na\u{306}m"
        let verifier = try PasswordVerifier(Password(composed), cost: .lowest, random: &random)
        #expect(try verifier.matches(Password(decomposed)))
    }

    @Test func `what is no verifier is refused`() {
        let salt = String(repeating: "0", count: 32)
        let key = String(repeating: "0", count: 64)
        #expect(PasswordVerifier("scrypt:4:8:1:\(salt):\(key)") != nil)
        for text in [
            "", "scrypt", "bcrypt:4:8:1:\(salt):\(key)", "scrypt:99:8:1:\(salt):\(key)",
            "scrypt:20:32:16:\(salt):\(key)", "scrypt:4:0:1:\(salt):\(key)", "scrypt:4:8:1:\(salt)0:\(key)",
            "scrypt:4:8:1:\(salt):\(key)00",
            "scrypt:-4:8:1:\(salt):\(key)", "scrypt:4:8:1:\(salt):\(key):", "scrypt:4:8:1:\(salt.uppercased()):x",
        ] {
            #expect(PasswordVerifier(text) == nil, "\(text)")
        }
    }

    @Test func `the production cost can be paid here, and gives what the standard says`() throws {
        var random = SeededRandom(seed: 1)
        let verifier = try PasswordVerifier(Password("Tre già măng mọc"), cost: .production, random: &random)
        #expect(hexadecimal(verifier.key) == "e52f81c6304cfffaf485535718ae5cef1db14cf047fc827962f07ec74250b30f")
    }

    @Test func `production costs 128 MiB`() {
        let cost = PasswordCost.production
        #expect((1 << cost.rounds) * cost.blockSize * 128 == 128 << 20)
        #expect(PasswordCost(rounds: cost.rounds, blockSize: cost.blockSize, parallelism: cost.parallelism) == cost)
    }

    @Test func `the policy names what is wrong with a new password`() {
        let policy = PasswordPolicy()
        let faults: [(String, PasswordFault)] = [
            ("", .tooShort(least: 14)),
            ("Măng mọc 2026", .tooShort(least: 14)),
            (String(repeating: "Tre già măng mọc ", count: 10), .tooLong(most: 128)),
            ("aaaaaaaaaaaaaaaa", .tooSimple),
            ("abababababababab", .tooSimple),
            ("matkhaumatkhau", .tooSimple),
            ("Abc123!Abc123!Abc1", .tooSimple),
            ("123456789012345", .tooSimple),
            ("abcdefghijklmnop", .tooSimple),
            ("qwertyuiopasdfgh", .tooSimple),
            ("hoa sen lan.nt nở", .holdsLogin),
            ("hoa sen LAN.NT nở", .holdsLogin),
        ]
        for (typed, fault) in faults {
            #expect(throws: AccessRefusal.password(fault), "\(typed)") {
                try policy.check(Password(typed), login: "lan.nt", secondFactor: false)
            }
        }
    }

    @Test func `good passwords pass, shorter ones beside a second factor`() throws {
        let policy = PasswordPolicy()
        for typed in ["Tre già măng mọc", "correct horse battery", "9f8a-11c2-77de-0b", "một hai ba bốn năm"] {
            try policy.check(Password(typed), login: "lan.nt", secondFactor: false)
        }
        try policy.check(Password("Măng mọc"), login: "lan.nt", secondFactor: true)
        #expect(throws: AccessRefusal.password(.tooShort(least: 8))) {
            try policy.check(Password("Măng mọ"), login: "lan.nt", secondFactor: true)
        }
    }

    @Test func `ten million characters cost no more than a long password`() throws {
        let policy = PasswordPolicy()
        let huge = Password(String(repeating: "x7Ả", count: 3_000_000))
        #expect(huge.bytes.count <= 4 * Password.typedMax)
        #expect(throws: AccessRefusal.password(.tooLong(most: 128))) {
            try policy.check(huge, login: "lan.nt", secondFactor: false)
        }
    }

    @Test func `administrators change theirs every two months`() {
        let policy = PasswordPolicy()
        let set = Instant(seconds: 1_795_140_000)
        let stored = StoredPassword(verifier: "", set: set, mustChange: false)
        let almost = set.adding(minutes: 60 * 24 * 60 - 1)
        #expect(!policy.mustChange(stored, administrator: true, now: almost))
        #expect(policy.mustChange(stored, administrator: true, now: almost.adding(minutes: 1)))
        #expect(!policy.mustChange(stored, administrator: false, now: almost.adding(minutes: 1)))
        let given = StoredPassword(verifier: "", set: set, mustChange: true)
        #expect(policy.mustChange(given, administrator: false, now: set))
    }

    @Test func `secrets do not print`() throws {
        var random = SeededRandom(seed: 1)
        let verifier = try PasswordVerifier(Password("Tre già măng mọc"), cost: .lowest, random: &random)
        let stored = StoredPassword(verifier: verifier.text, set: Instant(seconds: 0), mustChange: false)
        let secret = Secret(prefix: "mct_", random: &random)
        for text in [
            "\(Password("Tre già măng mọc"))", String(reflecting: Password("Tre già măng mọc")), "\(verifier)",
            "\(stored)", "\(secret)", String(reflecting: secret),
        ] {
            #expect(!text.contains("Tre") && !text.contains(secret.text) && !text.contains("scrypt:"), "\(text)")
        }
    }
}

extension PasswordTests {
    /// Computed by another program's Scrypt; if it ever differs, nobody can sign in any more.
    private static let golden =
        "scrypt:4:8:1:c15c0289ec2d0a9167ec8e65a18debbe:"
        + "2a5dc8a70bd6acfd253b27ff3537fcba23c968225cc2d078b3d4d41467f10c39"
}
