import ArgumentParser
import Foundation
import PostgresEngine
import SQLiteEngine
import Store

/// One end of a copy as it was named: a data folder, or a schema on PostgreSQL (nơi chép dữ liệu).
enum CopyEnd {
    case folder(DataFolder)
    case postgres(PostgresPlace)

    /// - Parameter keyring: nil for the database beside the ledger's.
    init(_ text: String, schema: String, keyring: String?) throws {
        let isConnection = text.contains(/^postgres(ql)?:\/\/|^\s*[a-z_]+\s*=/)
        guard isConnection else {
            self = .folder(DataFolder(text))
            return
        }
        for named in [text, keyring] {
            guard let named, let refusal = PostgresPlace.refusal(of: named) else { continue }
            throw ValidationError(SettingWords.connection(refusal))
        }
        do {
            self = .postgres(try PostgresPlace(text, keyring: keyring, schema: schema))
        } catch { throw ValidationError(SettingWords.schema(error)) }
    }

    /// Opens what is read from. A folder is locked against servers; PostgreSQL is read beside whoever writes.
    func openSource() throws -> CopyPlace {
        switch self {
        case .folder(let folder):
            guard FileManager.default.fileExists(atPath: folder.ledger) else { throw NoDataFolder(path: folder.path) }
            // An older shape is refused, not brought forward: a copy changes nothing where it copies from.
            try StoreEngine.sqliteReading(folder).close()
            let files = FolderFileStore(folder)
            return CopyPlace(try StoreEngine.sqlite(folder, holder: "motcua copy"), sealed: files, files: files)
        case .postgres(let place):
            return CopyPlace(
                try StoreEngine.postgresReading(place), sealed: PostgresSealedFiles(place),
                files: PostgresFileStore(place))
        }
    }

    /// Opens what is written to; makes what is not there yet.
    func openTarget() throws -> CopyPlace {
        switch self {
        case .folder(let folder):
            let files = FolderFileStore(folder)
            return CopyPlace(
                try StoreEngine.sqlite(folder, holder: "motcua copy", limits: OpenOffice.bulk), sealed: files,
                files: files)
        case .postgres(let place):
            return CopyPlace(
                try StoreEngine.postgres(place), sealed: PostgresSealedFiles(place), files: PostgresFileStore(place))
        }
    }

    /// The master key that opens it: the one named, else where the environment, its settings or its folder say.
    func key(named path: String?) throws -> MasterKeyFile {
        var settings = InstallationSettings()
        var folder = DataFolder(".")
        if case .folder(let named) = self {
            folder = named
            let file = named.path + "/" + SettingsFile.name
            if FileManager.default.fileExists(atPath: file) { try SettingsFile(path: file).read(into: &settings) }
        } else if path == nil, ProcessInfo.processInfo.environment["MOTCUA_MASTER_KEY_FILE"] == nil {
            throw ValidationError(CopyWords.keyWanted)
        }
        if let path { return MasterKeyFile(path: path) }
        return MasterKeyFile(folder, settings)
    }

    /// What is to be done so that the new place finds the key, in words; nil where it will.
    ///
    /// Refuses a folder beside which another key lies.
    func keyAdvice(_ key: MasterKeyFile) throws -> String? {
        let isNamed = ProcessInfo.processInfo.environment["MOTCUA_MASTER_KEY_FILE"] != nil
        switch self {
        case .postgres: return isNamed ? nil : CopyWords.nameKey(key.path)
        case .folder(let folder):
            if isNamed { return nil }
            let file = MasterKeyFile(path: folder.masterKey)
            guard FileManager.default.fileExists(atPath: file.path) else {
                return CopyWords.putKey(key.path, at: file.path)
            }
            guard try file.read() == key.read() else {
                writeError(CopyWords.otherKey(file.path))
                throw ExitCode(73)
            }
            return nil
        }
    }
}

extension MasterKeyFile {
    /// The file of this name, whatever the environment says.
    fileprivate init(path: String) { self.path = path }
}
