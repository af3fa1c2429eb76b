import Core
import Foundation
import Ledger
import Store
import UseCases

/// The file of the key that the log signs with (khóa ký sổ): beside the data folder, readable by its owner alone.
///
/// One line with 64 hexadecimal digits; while a change of key is young a second one, `<digits> until <size>`, with the
/// key before. Read anew for each signing.
struct LogKeyFile: LogKeySource {
    let path: String

    /// `MOTCUA_LOG_KEY_FILE` where it is set, else beside the data folder.
    init(_ folder: DataFolder) {
        path = ProcessInfo.processInfo.environment["MOTCUA_LOG_KEY_FILE"] ?? folder.path + ".log-key"
    }

    /// Where a change of key waits for its record.
    var aside: String { path + ".new" }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    func keys(named name: String) throws -> LogKeys { try keys(named: name, at: path) }

    /// The keys of a file of this form.
    func keys(named name: String, at path: String) throws -> LogKeys {
        guard let data = FileManager.default.contents(atPath: path) else { throw LogKeyFault(path, .missing) }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard (1...2).contains(lines.count), let current = signer(lines[0], name) else {
            throw LogKeyFault(path, .badForm)
        }
        guard lines.count == 2 else { return LogKeys(current: current) }
        let parts = lines[1].split(separator: " ")
        guard parts.count == 3, parts[1] == "until", let until = Int(parts[2]), let old = signer(parts[0], name) else {
            throw LogKeyFault(path, .badForm)
        }
        return LogKeys(current: current, outgoing: (old, until))
    }

    /// Makes the key of a log that never signed anything; false if the file is there, or was there once.
    ///
    /// Why not for another log: a key made anew would look like a forged log to everybody who keeps its checkpoints.
    func makeIfFirst(_ office: Office) throws -> Bool {
        let hasSigned = try office.store.readNow {
            try CheckpointTable.latest(of: office.reader.log, in: $0) != nil
        }
        guard !isThere, !hasSigned else { return false }
        var random = SystemRandom()
        try write(hexadecimal(NoteSigner.newSeed(random: &random)) + "\n", to: path)
        return true
    }

    /// The key for a server that starts; where it cannot be made, that is told and only signing waits.
    static func ready(_ data: String, _ office: Office) -> LogKeyFile {
        let file = LogKeyFile(DataFolder(data))
        do { _ = try file.makeIfFirst(office) } catch {
            writeError(KeysWords.cannotMake(file.path))
        }
        return file
    }

    /// The digits of the key now, for a change.
    func currentDigits() throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else { throw LogKeyFault(path, .missing) }
        return String(String(decoding: data, as: UTF8.self).prefix { !$0.isNewline })
    }

    /// The secret that the key now is made from, for paper.
    func currentSeed() throws -> [UInt8] {
        guard let seed = hexadecimalBytes(try currentDigits()[...]), seed.count == NoteSigner.seedByteCount else {
            throw LogKeyFault(path, .badForm)
        }
        return seed
    }

    /// Writes a file that only its owner reads, and syncs it.
    func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogKeyFault(path, .cannotWrite) }
        let bytes = Array(text.utf8)
        let isWhole = Foundation.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWhole else { throw LogKeyFault(path, .cannotWrite) }
    }

    private func signer(_ digits: Substring, _ name: String) -> NoteSigner? {
        guard let seed = hexadecimalBytes(digits) else { return nil }
        return NoteSigner(name: name, kind: .log, seed: seed)
    }
}

/// The bytes of hexadecimal digits, two each; nil for anything else.
func hexadecimalBytes(_ digits: Substring) -> [UInt8]? {
    let digits = Array(digits.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for at in stride(from: 0, to: digits.count, by: 2) {
        guard let byte = UInt8(String(decoding: digits[at..<at + 2], as: UTF8.self), radix: 16) else { return nil }
        bytes.append(byte)
    }
    return bytes
}

struct LogKeyFault: Error {
    enum Reason { case missing, badForm, cannotWrite, stillChanging, otherKey }
    var path: String
    var reason: Reason

    init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
