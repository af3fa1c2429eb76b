/// What can be set in the settings file (khóa cài đặt), in the order in which the file tells it.
///
/// A case here is read by `InstallationSettings.set`, written by `CommentedSettings` and explained in
/// `SettingExplanations`; the compiler asks for all three.
enum SettingKey: String, CaseIterable {
    case listen
    case metrics
    case behindProxy = "behind-proxy"
    case plainHTTP = "plain-http"

    case database
    case keyringDatabase = "keyring-database"
    case databaseSchema = "database-schema"

    case masterKeyFile = "master-key-file"
    case resources

    case backups
    case keyringBackupDays = "keyring-backup-days"
    case walArchiveDays = "wal-archive-days"
    case retentionYears = "retention-years"
    case witnessKeys = "witness-keys"

    case sessionHours = "session-hours"
    case sessionIdleMinutes = "session-idle-minutes"
    case administratorIdleMinutes = "administrator-idle-minutes"
    case signInTries = "sign-in-tries"
    case signInLockMinutes = "sign-in-lock-minutes"
    case accountIdleDays = "account-idle-days"
    case passwordCharacters = "password-characters"
    case administratorPasswordDays = "administrator-password-days"
    case oneTimeCodes = "one-time-codes"

    case reminderHours = "reminder-hours"

    case requestsPerMinute = "requests-per-minute"
    case connections
    case bodySeconds = "body-seconds"
    case uploadMemory = "upload-memory-mib"
    case shutdownSeconds = "shutdown-seconds"

    case cache = "cache-mib"
    case readers
    case readQueue = "read-queue"
    case writeQueue = "write-queue"
    case commitBatch = "commit-batch"
    case workers
    case workQueue = "work-queue"

    case logLevel = "log-level"

    /// What a whole number may be; nil where none is wanted.
    ///
    /// Where a rule of security sets a bound (Decree 331/2026), an office may be stricter and never laxer.
    var range: ClosedRange<Int>? {
        switch self {
        case .listen, .metrics, .plainHTTP, .database, .keyringDatabase, .databaseSchema, .masterKeyFile,
            .resources, .backups, .walArchiveDays, .witnessKeys, .oneTimeCodes, .logLevel:
            nil
        case .behindProxy: 0...10
        case .keyringBackupDays: 1...90
        case .retentionYears: 1...100
        case .sessionHours: 1...24
        // A page that is looked at is noted once a minute, so fewer minutes would end sessions in use.
        case .sessionIdleMinutes: 5...480
        case .administratorIdleMinutes: 5...15
        case .signInTries: 1...5
        // Wrong tries are forgotten after a day.
        case .signInLockMinutes: 1...720
        case .accountIdleDays: 1...45
        case .passwordCharacters: 14...64
        case .administratorPasswordDays: 1...60
        case .reminderHours: 0...40
        case .requestsPerMinute: 60...1_000_000
        case .connections: 16...60_000
        case .bodySeconds: 10...3_600
        // One full form must find room.
        case .uploadMemory: 128...16_384
        case .shutdownSeconds: 1...300
        case .cache: 1...4_096
        case .readers, .workers: 1...64
        case .readQueue, .writeQueue, .workQueue: 16...65_536
        case .commitBatch: 1...4_096
        }
    }

    /// The words that are taken; nil where something else is wanted.
    var words: [String]? {
        switch self {
        case .plainHTTP: ["no", "yes"]
        case .oneTimeCodes: ["none"]
        case .logLevel: ["trace", "debug", "info", "notice", "warning", "error", "critical"]
        case .listen, .metrics, .behindProxy, .database, .keyringDatabase, .databaseSchema, .masterKeyFile,
            .resources, .backups, .witnessKeys, .keyringBackupDays, .walArchiveDays, .retentionYears, .sessionHours,
            .sessionIdleMinutes, .administratorIdleMinutes, .signInTries, .signInLockMinutes, .accountIdleDays,
            .passwordCharacters, .administratorPasswordDays, .reminderHours, .requestsPerMinute, .connections,
            .bodySeconds, .uploadMemory, .shutdownSeconds, .cache, .readers, .readQueue, .writeQueue, .commitBatch,
            .workers, .workQueue:
            nil
        }
    }

    /// The known key that looks most like what was typed; nil if none does.
    static func nearest(to typed: String) -> SettingKey? {
        let typed = Array(typed.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
        let ranked = allCases.map { (key: $0, distance: EditDistance.between(typed, Array($0.rawValue))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, best.key.rawValue.count / 2) ? best.key : nil
    }
}
