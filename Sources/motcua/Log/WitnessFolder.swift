import Foundation
import Ledger
import UseCases

/// What a witness keeps: every checkpoint that was signed here, and evidence of what should not have been.
///
///     checkpoint            the newest, with our signature
///     checkpoints/1204      each of them, by its size
///     log-key               the log's verifier keys, one a line
///     witness-key           our own key, unless it lies elsewhere
///     unsent                there while the newest has not been handed in
///     fork-20261120-090000  what was kept, and what contradicts it
struct WitnessFolder {
    let path: String

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path + "/checkpoints", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    var logKeyFile: String { path + "/log-key" }
    var ownKeyFile: String { path + "/witness-key" }
    private var unsentFile: String { path + "/unsent" }

    /// The checkpoint signed last; nil before the first. Throws `NoteError` for a file that was damaged.
    func newest() throws -> CheckpointNote? {
        guard let bytes = FileManager.default.contents(atPath: path + "/checkpoint") else { return nil }
        return try CheckpointNote(parsing: Array(bytes))
    }

    /// Keeps a checkpoint before anybody else sees our signature on it.
    func keep(_ note: CheckpointNote) throws {
        try write("", to: unsentFile)
        try write(note.text, to: path + "/checkpoints/\(note.checkpoint.size)")
        try write(note.text, to: path + "/checkpoint")
    }

    /// The newest, if it has not been handed in.
    func unsent() throws -> CheckpointNote? {
        FileManager.default.fileExists(atPath: unsentFile) ? try newest() : nil
    }

    func handedIn() throws { try FileManager.default.removeItem(atPath: unsentFile) }

    /// Keeps both sides of a contradiction; gives the folder.
    func keepFork(_ kept: CheckpointNote, _ found: CheckpointNote, words: String, now: Date) throws -> String {
        let form = DateFormatter()
        form.dateFormat = "yyyyMMdd-HHmmss"
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = TimeZone(secondsFromGMT: 7 * 3600)
        let folder = path + "/fork-" + form.string(from: now)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(kept.text, to: folder + "/kept")
        try write(found.text, to: folder + "/found")
        try write(words + "\n", to: folder + "/what-is-wrong.txt")
        return folder
    }

    func write(_ text: String, to path: String) throws {
        let aside = path + ".part"
        let made = FileManager.default.createFile(
            atPath: aside, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made, let handle = FileHandle(forWritingAtPath: aside) else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        try handle.synchronize()
        try handle.close()
        guard rename(aside, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
    }
}

/// A witness's private key as a line of text, `PRIVATE+KEY+name+hash+base64`, as other programs for notes write it.
enum WitnessKeyFile {
    struct BadForm: Error { var path: String }

    static func read(_ path: String) throws -> NoteSigner? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", let raw = Base64.bytes(parts[4]),
            raw.first == NoteVerifierKey.Kind.witness.rawValue,
            let signer = NoteSigner(name: String(parts[2]), kind: .witness, seed: Array(raw.dropFirst())),
            signer.verifier.text.split(separator: "+", maxSplits: 2)[1] == parts[3]
        else { throw BadForm(path: path) }
        return signer
    }

    static func make(named name: String, at path: String, in folder: WitnessFolder) throws -> NoteSigner? {
        var random = SystemRandom()
        let seed = NoteSigner.newSeed(random: &random)
        guard let signer = NoteSigner(name: name, kind: .witness, seed: seed) else { return nil }
        let hash = signer.verifier.text.split(separator: "+", maxSplits: 2)[1]
        let data = Base64.text([NoteVerifierKey.Kind.witness.rawValue] + seed)
        try folder.write("PRIVATE+KEY+\(name)+\(hash)+\(data)\n", to: path)
        return signer
    }
}
