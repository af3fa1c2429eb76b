import Core
import Foundation
import Store
import TestEngines

@testable import UseCases

/// A real store in a folder of its own, and a clock that a test moves.
final class AccessStore {
    let folder: URL
    let engine: StoreEngine
    let sealer = MasterKeySealer(masterKey: [UInt8](repeating: 7, count: 32))
    var settings = AccessSettings()
    /// Friday 20-11-2026, 09:00.
    var now = Instant(seconds: 1_795_140_000)
    var random: SeededRandom

    static let password = "Tre già măng mọc 2026"

    init(seed: UInt64 = 1, hooks: CommitHooks = CommitHooks()) throws {
        random = SeededRandom(seed: seed)
        folder = FileManager.default.temporaryDirectory.appending(path: "motcua-access-\(UUID().uuidString)")
        engine = try ChosenEngine.open(DataFolder(folder.path), settings: .init(readers: 2), hooks: hooks)
        settings.cost = .lowest
    }

    deinit {
        engine.close()
        ChosenEngine.remove(DataFolder(folder.path))
    }

    func write<T>(_ body: (any SQLConnection, inout SeededRandom) throws -> T) throws -> T {
        var drawn = random
        defer { random = drawn }
        return try engine.writeNow { try body($0.sql, &drawn) }
    }

    /// The same with all that a writing closure is given.
    func commit<T>(_ body: (Transaction, inout SeededRandom) throws -> T) throws -> T {
        var drawn = random
        defer { random = drawn }
        return try engine.writeNow { try body($0, &drawn) }
    }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try engine.readNow(body) }

    func pass(minutes: Int) { now = now.adding(minutes: minutes) }
    func pass(hours: Int) { pass(minutes: hours * 60) }

    func count(_ table: String) throws -> Int {
        try read { try $0.first("SELECT COUNT(*) FROM \(table)") { Int($0.integer(0)) } ?? 0 }
    }

    /// True if the text stands anywhere in the files of the store, as it is or in UTF-16.
    func holdsInClear(_ text: String) throws -> Bool {
        let needle = Data(text.utf8)
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).contains { path in
            let url = folder.appending(path: path)
            let isFile = try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            return isFile ? try Data(contentsOf: url).range(of: needle) != nil : false
        }
    }

    @discardableResult
    func account(_ login: String = "lan.nt", password: String? = AccessStore.password) throws -> Account {
        let verifier = try password.map {
            try PasswordVerifier.make(Password($0), for: login, settings: settings, random: &random)
        }
        return try write { sql, random in
            try Accounts.create(
                login: login, name: "Nguyễn Thị Lan", verifier: verifier, language: "vi", by: nil, now: now,
                random: &random, in: sql)
        }
    }

    func begin(_ login: String) throws -> SignIn.Begun {
        try read { try SignIn.begin(login: login, settings: settings, sealer: sealer, now: now, in: $0) }
    }

    func finish(_ checked: CheckedPassword) throws -> SignIn.Outcome {
        try write { sql, random in
            try SignIn.finish(checked, settings: settings, now: now, random: &random, in: sql)
        }
    }

    /// The three steps of signing in, one after the other.
    func signIn(_ login: String = "lan.nt", _ password: String = AccessStore.password) throws -> SignIn.Outcome {
        switch try begin(login) {
        case .wait(let until): return .wait(until: until)
        case .ready(let check): return try finish(try check.run(Password(password), random: &random))
        }
    }

    func session(
        for account: Account, administrator: Bool = false, replacing old: String? = nil
    ) throws -> (cookie: Secret, session: Session) {
        try write { sql, random in
            try Sessions.start(
                for: account, administrator: administrator, browser: "Firefox, Windows", replacing: old,
                settings: settings, now: now, random: &random, in: sql)
        }
    }
}
