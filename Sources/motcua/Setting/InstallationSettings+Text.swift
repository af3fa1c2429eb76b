import Core
import Logging
import SQLiteEngine
import Store
import UseCases
import Web

extension InstallationSettings {
    /// A setting as it is written in the file.
    func text(of key: SettingKey) -> String {
        switch key {
        case .listen: server.listen.description
        case .metrics: server.metricsListen?.description ?? InstallationSettings.nothing
        case .behindProxy: String(server.proxies)
        case .plainHTTP: server.allowsPlainHTTP ? "yes" : "no"
        case .database: database ?? InstallationSettings.embedded
        case .keyringDatabase: keyringDatabase ?? InstallationSettings.found
        case .databaseSchema: databaseSchema
        case .masterKeyFile: masterKeyFile ?? InstallationSettings.found
        case .resources: resources ?? InstallationSettings.found
        case .backups: backups.isEmpty ? InstallationSettings.nothing : backups.joined(separator: ", ")
        case .keyringBackupDays: String(keyringBackupDays)
        case .walArchiveDays: walArchiveDays.map { String($0) } ?? InstallationSettings.nothing
        case .retentionYears: String(keeping.retentionYears)
        case .witnessKeys: WitnessKeys.text(server.witnessKeys)
        case .sessionHours: String(server.access.session.hoursMax)
        case .sessionIdleMinutes: String(server.access.session.idleMinutes)
        case .administratorIdleMinutes: String(server.access.session.administratorIdleMinutes)
        case .signInTries: String(server.access.signIn.triesMax)
        case .signInLockMinutes: String(server.access.signIn.lockMinutes)
        case .accountIdleDays: String(server.access.signIn.idleDays)
        case .passwordCharacters: String(server.access.password.charactersMin)
        case .administratorPasswordDays: String(server.access.password.administratorDays)
        case .oneTimeCodes: InstallationSettings.nothing
        case .reminderHours: String(server.reminders.hoursBefore)
        case .requestsPerMinute: String(server.requestsPerMinute)
        case .connections: String(server.connections.connectionsMax)
        case .bodySeconds: String(server.connections.bodySeconds)
        case .uploadMemory: String(server.uploadBytesMax >> 20)
        case .shutdownSeconds: String(server.connections.shutdownSeconds)
        case .cache: String(sqlite.cacheKiB >> 10)
        case .readers: String(store.readers)
        case .readQueue: String(store.readQueue)
        case .writeQueue: String(store.writeQueue)
        case .commitBatch: String(store.batch)
        case .workers: String(store.workers)
        case .workQueue: String(store.workQueue)
        case .logLevel: logLevel.rawValue
        }
    }

    /// The keys that were set, in the order of the file.
    var setKeys: [SettingKey] { SettingKey.allCases.filter { origins[$0] != nil } }

    /// Refuses plain HTTP where others can connect, unless a proxy of ours with TLS stands in front or the settings
    /// allow it by name.
    ///
    /// Asked before the data folder is opened, so that a refusal costs nothing.
    func checkOpenness() throws {
        if server.proxies > 0 || server.allowsPlainHTTP { return }
        for (key, address) in [(SettingKey.listen, server.listen), (.metrics, server.metricsListen)] {
            guard let address, !address.isLoopback else { continue }
            throw PlainHTTPRefusal(key: key, address: address, origin: origins[key])
        }
    }

    /// True where plain HTTP reaches others because the settings allow it.
    var isOpenInPlain: Bool {
        server.proxies == 0 && server.allowsPlainHTTP
            && [server.listen, server.metricsListen].contains { $0.map { !$0.isLoopback } ?? false }
    }
}

/// Plain HTTP that others could read.
struct PlainHTTPRefusal: Error {
    var key: SettingKey
    var address: ListenAddress
    var origin: SettingOrigin?
}
