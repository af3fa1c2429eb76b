import Core
import Foundation
import Ledger
import Store
import UseCases

/// The master key's file (khóa chủ): outside the data folder, readable by its owner alone, never in a backup.
struct MasterKeyFile {
    let path: String

    /// `MOTCUA_MASTER_KEY_FILE` where it is set, else where the settings say, else beside the data folder.
    init(_ folder: DataFolder, _ settings: InstallationSettings) {
        path =
            ProcessInfo.processInfo.environment["MOTCUA_MASTER_KEY_FILE"] ?? settings.masterKeyFile
            ?? folder.masterKey
    }

    /// The key, 32 bytes kept as 64 hexadecimal digits.
    func read() throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw MasterKeyFault(path, .missing) }
        let text = String(decoding: data, as: UTF8.self)
        guard let bytes = hexadecimalBytes(text.trimmingCharacters(in: .whitespacesAndNewlines)[...]),
            bytes.count == 32
        else { throw MasterKeyFault(path, .badForm) }
        return bytes
    }

    /// Reads the key, or makes one for a folder that has none yet.
    func readOrMake() throws -> [UInt8] {
        if FileManager.default.fileExists(atPath: path) { return try read() }
        var random = SystemRandom()
        let bytes = MasterKey.newBytes(random: &random)
        let made = FileManager.default.createFile(
            atPath: path, contents: Data((hexadecimal(bytes) + "\n").utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw MasterKeyFault(path, .cannotWrite) }
        return bytes
    }
}

struct MasterKeyFault: Error {
    enum Reason { case missing, badForm, cannotWrite }
    var path: String
    var reason: Reason

    init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
