import ArgumentParser
import Foundation
import Store

/// Which settings file is read: the one that is named, else `motcua.conf` in the data folder where there is one.
struct SettingsChoice: ParsableArguments {
    @Option(help: ArgumentHelp(SettingWords.settingsOption, valueName: "file"))
    var settings: String?

    @Option(help: ArgumentHelp(SettingWords.databaseOption, valueName: "connection"))
    var database: String?

    @Option(help: ArgumentHelp(SettingWords.schemaOption, valueName: "name"))
    var databaseSchema: String?

    /// The file that is read; nil where there is none.
    func file(of data: String) -> SettingsFile? {
        if let settings { return SettingsFile(path: settings) }
        let path = DataFolder(data).path + "/" + SettingsFile.name
        return FileManager.default.fileExists(atPath: path) ? SettingsFile(path: path) : nil
    }

    /// The defaults with the file's values over them.
    func read(of data: String) throws -> InstallationSettings {
        var read = InstallationSettings()
        try file(of: data)?.read(into: &read)
        try read.take(.database, fromFlag: database)
        try read.take(.databaseSchema, fromFlag: databaseSchema)
        return read
    }
}

extension InstallationSettings {
    /// Takes over what the command line says; it wins over the file.
    mutating func take(_ key: SettingKey, fromFlag text: String?) throws {
        guard let text else { return }
        do {
            try set(key, to: text, from: .flag, in: FileManager.default.currentDirectoryPath)
        } catch { throw ValidationError(SettingWords.flag(key, error)) }
    }
}
