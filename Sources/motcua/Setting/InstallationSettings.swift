import Core
import Foundation
import Logging
import PostgresEngine
import SQLiteEngine
import Store
import UseCases
import Web

/// Everything an installation may decide (cài đặt của hệ thống), at its defaults until a file or a flag says otherwise.
struct InstallationSettings {
    var server = MotCuaServer.Settings(listen: ListenAddress(host: "127.0.0.1", port: 8080))
    /// How PostgreSQL is reached; nil for SQLite in the data folder.
    var database: String?
    /// How the keyring's database is reached; nil for the one beside the ledger's.
    var keyringDatabase: String?
    /// The province's schema on PostgreSQL.
    var databaseSchema = PostgresPlace.defaultSchema
    /// Where the master key is; nil for beside the data folder.
    var masterKeyFile: String?
    /// Folders of archives that `motcua purge` looks through.
    var backups: [String] = []
    /// Days that copies of the keyring are kept.
    var keyringBackupDays = Backup.Settings().keyringDays
    /// Days that archived WAL is kept; nil where nobody said, and a purge then cannot say until when it holds people.
    var walArchiveDays: Int?
    /// How long dossiers are kept.
    var keeping = KeepingSettings()
    /// Texts, styles and catalogue; nil for where they are found.
    var resources: String?
    var store = StoreEngine.Settings()
    var sqlite = SQLiteLimits()
    var logLevel = Logger.Level.notice
    /// Where each key that is not at its default was set.
    private(set) var origins: [SettingKey: SettingOrigin] = [:]

    /// What stands for "the program finds it".
    static let found = "auto"
    /// What stands for SQLite in the data folder.
    static let embedded = "sqlite"
    /// What stands for "not at all".
    static let nothing = "none"

    /// Takes one value over.
    ///
    /// - Parameter folder: what a relative path begins at.
    mutating func set(
        _ key: SettingKey, to text: String, from origin: SettingOrigin, in folder: String
    ) throws(SettingRefusal) {
        if text.isEmpty { throw .empty }
        if let quote = text.first, quote == "\"" || quote == "'" { throw .quoted }
        if let range = key.range {
            guard let number = Int(text), range.contains(number) else { throw .notANumber(in: range) }
            set(key, to: number)
        } else {
            if let words = key.words, !words.contains(text) { throw .notOneOf(words) }
            try set(key, to: text, in: folder)
        }
        origins[key] = origin
    }

    private mutating func set(_ key: SettingKey, to number: Int) {
        switch key {
        case .behindProxy:
            server.proxies = number
            server.isSecure = number > 0
        case .keyringBackupDays: keyringBackupDays = number
        case .retentionYears: keeping.retentionYears = number
        case .sessionHours: server.access.session.hoursMax = number
        case .sessionIdleMinutes: server.access.session.idleMinutes = number
        case .administratorIdleMinutes: server.access.session.administratorIdleMinutes = number
        case .signInTries: server.access.signIn.triesMax = number
        case .signInLockMinutes: server.access.signIn.lockMinutes = number
        case .accountIdleDays: server.access.signIn.idleDays = number
        case .passwordCharacters: server.access.password.charactersMin = number
        case .administratorPasswordDays: server.access.password.administratorDays = number
        case .reminderHours: server.reminders.hoursBefore = number
        case .requestsPerMinute: server.requestsPerMinute = number
        case .connections: server.connections.connectionsMax = number
        case .bodySeconds: server.connections.bodySeconds = number
        case .uploadMemory: server.uploadBytesMax = number << 20
        case .shutdownSeconds: server.connections.shutdownSeconds = number
        case .cache: sqlite.cacheKiB = number << 10
        case .readers: store.readers = number
        case .readQueue: store.readQueue = number
        case .writeQueue: store.writeQueue = number
        case .commitBatch: store.batch = number
        case .workers: store.workers = number
        case .workQueue: store.workQueue = number
        case .listen, .metrics, .plainHTTP, .database, .keyringDatabase, .databaseSchema, .masterKeyFile, .resources,
            .backups, .walArchiveDays, .witnessKeys, .oneTimeCodes, .logLevel:
            preconditionFailure("\(key.rawValue) is no number")
        }
    }

    /// Days of what the program does not keep itself, so that it may not know them: a number, or none.
    private func days(_ text: String) throws(SettingRefusal) -> Int? {
        if text == InstallationSettings.nothing { return nil }
        let range = 1...3_650
        guard let number = Int(text), range.contains(number) else {
            throw .notOneOf([InstallationSettings.nothing, "\(range.lowerBound)–\(range.upperBound)"])
        }
        return number
    }

    private mutating func set(_ key: SettingKey, to text: String, in folder: String) throws(SettingRefusal) {
        func path() -> String? {
            if text == InstallationSettings.found { return nil }
            return text.hasPrefix("/") ? text : folder + "/" + text
        }
        func address() throws(SettingRefusal) -> ListenAddress {
            do { return try ListenAddress(parsing: text) } catch { throw .badAddress(error) }
        }
        // Before it is kept, so that nothing can show a password that stands in it.
        func connection(unless word: String) throws(SettingRefusal) -> String? {
            if text == word { return nil }
            if let refusal = PostgresPlace.refusal(of: text) { throw .badConnection(refusal) }
            return text
        }
        switch key {
        case .listen: server.listen = try address()
        case .metrics: server.metricsListen = text == InstallationSettings.nothing ? nil : try address()
        case .plainHTTP: server.allowsPlainHTTP = text == "yes"
        case .database: database = try connection(unless: InstallationSettings.embedded)
        case .keyringDatabase: keyringDatabase = try connection(unless: InstallationSettings.found)
        case .databaseSchema: databaseSchema = text
        case .masterKeyFile: masterKeyFile = path()
        case .backups:
            let named = text == InstallationSettings.nothing ? [] : text.split(separator: ",").map { String($0) }
            backups = named.map { $0.trimmingCharacters(in: .whitespaces) }
                .map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
        case .walArchiveDays: walArchiveDays = try days(text)
        case .witnessKeys: server.witnessKeys = try WitnessKeys.read(text)
        case .resources:
            resources = path()
            guard resources.map({ FileManager.default.fileExists(atPath: $0 + "/texts") }) ?? true else {
                throw .noTexts
            }
        // There is no other channel to choose: `words` lets this one through alone.
        case .oneTimeCodes: break
        case .logLevel: logLevel = Logger.Level(rawValue: text) ?? logLevel
        case .behindProxy, .keyringBackupDays, .retentionYears, .sessionHours, .sessionIdleMinutes,
            .administratorIdleMinutes, .signInTries, .signInLockMinutes, .accountIdleDays, .passwordCharacters,
            .administratorPasswordDays, .reminderHours, .requestsPerMinute,
            .connections, .bodySeconds, .uploadMemory, .shutdownSeconds, .cache, .readers, .readQueue, .writeQueue,
            .commitBatch, .workers, .workQueue:
            preconditionFailure("\(key.rawValue) is a number")
        }
    }
}
