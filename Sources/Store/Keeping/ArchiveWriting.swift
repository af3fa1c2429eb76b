import Core
import Crypto
import Foundation
import Ledger

/// An archive while it is made: written aside, synced, and renamed once it is whole.
struct ArchiveWriting {
    let name: String
    let folder: ArchiveFolder
    /// Where its parts are written; no archive's name.
    var aside: String { folder.path + "/" + name + ".part" }

    init(_ kind: ArchiveFolder.Kind, at now: Instant, in folder: ArchiveFolder) throws {
        let minute = now.minuteOfDay
        let clock = String(minute / 60 * 100 + minute % 60 + 10_000).dropFirst()
        name = "\(now.date.iso)T\(clock)-\(now.microseconds)-\(kind.rawValue)"
        self.folder = folder
        guard !FileManager.default.fileExists(atPath: folder.path + "/" + name) else {
            throw ArchiveFault.taken(folder.path + "/" + name)
        }
        // What a broken run left behind is nothing.
        if FileManager.default.fileExists(atPath: aside) { try FileManager.default.removeItem(atPath: aside) }
        try SyncedFile.makeFolder(aside, in: folder.path)
    }

    /// Writes manifest and sums; everything is on disk then, and still nobody takes it for an archive.
    func seal(_ manifest: ArchiveManifest) throws {
        let bytes = try CanonicalEncoder().encode(manifest)
        try SyncedFile.write(bytes, to: "\(aside)/\(ArchiveManifest.file)", in: aside)
        let itself = ArchivePart(
            name: ArchiveManifest.file, bytes: bytes.count, sha256: hexadecimal(SHA256.hash(data: bytes)))
        let sums = (manifest.parts + [itself]).map { "\($0.sha256)  \($0.name)\n" }.joined()
        try SyncedFile.write(Array(sums.utf8), to: "\(aside)/\(ArchiveFolder.sums)", in: aside)
    }

    /// Gives the archive its name: from now on it is one.
    func publish() throws {
        guard rename(aside, folder.path + "/" + name) == 0 else { throw SyncedFile.failure(aside) }
        try SyncedFile.syncFolder(folder.path)
    }

    /// Leaves nothing behind after a failure, where that can be.
    func discard() {
        do { try FileManager.default.removeItem(atPath: aside) } catch {
            // It is no archive by its name; the next run in the same microsecond would clear it.
        }
    }
}

/// Held while an archive is made, so that two runs do not continue the same one.
final class ArchiveLock {
    private let descriptor: Int32

    init(_ folder: ArchiveFolder) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = folder.path + "/lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SyncedFile.failure(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            throw ArchiveFault.busy(folder.path)
        }
    }

    deinit { Foundation.close(descriptor) }
}
