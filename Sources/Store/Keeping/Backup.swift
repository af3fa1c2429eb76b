public import Core
import Foundation
import Ledger

/// Copies an installation into archives, beside the server that writes to it (sao lưu).
///
/// Records are copied by their place in the ledger and never change, so that only what is new is read, in small reads
/// that hold nobody up. Tables made from records are not copied at all: no name is in clear in any archive. Neither
/// is the master key, which this never sees.
public struct Backup {
    /// How long archives are kept, and when a whole one is made again.
    public struct Settings: Hashable, Sendable {
        /// Days that archives of the ledger are kept.
        public var keepDays: Int
        /// Days that copies of the keyring are kept: so long an erased person could still be brought back.
        public var keyringDays: Int
        /// A whole archive is made once the last whole one is so many days old.
        public var fullDays: Int

        public init(keepDays: Int = 180, keyringDays: Int = 35, fullDays: Int = 7) {
            self.keepDays = keepDays
            self.keyringDays = keyringDays
            self.fullDays = fullDays
        }
    }

    /// What a run made.
    public struct Outcome: Sendable {
        public var archive: Archive
        public var keyring: Archive
        /// Expired archives that were removed.
        public var removed: [String]
        /// Stored files that are not what their name says, and are in no archive.
        public var damaged: [FileID]
    }

    let engine: StoreEngine
    let data: DataFolder
    let files: any SealedFiles
    let settings: Settings
    private let free: (String) throws -> Int

    /// - Parameter free: bytes that are free where a path lies.
    public init(
        _ engine: StoreEngine, of data: DataFolder, files: any SealedFiles, settings: Settings = Settings(),
        free: @escaping (String) throws -> Int = FreeDisk.bytes
    ) {
        self.engine = engine
        self.data = data
        self.files = files
        self.settings = settings
        self.free = free
    }

    /// Makes one archive of the ledger and one of the keyring, and removes those that are past their days.
    ///
    /// The ledger is read first: a record's key and files are on disk before it, so what is read after it holds all
    /// that its records name.
    /// - Throws: `ArchiveFault.insideData`, `.noRoom`, `.busy`, `.none` for a ledger without records; `StoreError`.
    public func run(
        to folder: ArchiveFolder, keyring keys: ArchiveFolder, full: Bool = false, now: Instant,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> Outcome {
        for target in [folder, keys] where isInside(target.path) { throw ArchiveFault.insideData(target.path) }
        // Days of their own need a folder of their own.
        guard keys.path != folder.path else { throw ArchiveFault.taken(keys.path) }
        let locks = [try ArchiveLock(folder), try ArchiveLock(keys)]
        defer { withExtendedLifetime(locks) {} }
        let previous = full ? nil : try continued(in: folder, now: now)
        let scope = try BackupScope(engine, after: previous, files: files, data: data)
        let room = try free(folder.path)
        guard scope.bytes < room else {
            throw ArchiveFault.noRoom(folder.path, needed: scope.bytes, free: room)
        }
        let ledger = try ArchiveWriting(previous == nil ? .full : .more, at: now, in: folder)
        let ring = try ArchiveWriting(.keys, at: now, in: keys)
        var damaged: [FileID] = []
        do {
            let manifest = try LedgerCopy(self, scope, into: ledger).make(
                now: now, previous: previous, damaged: &damaged, progress: progress)
            try ledger.seal(manifest)
            try ring.seal(try keyringManifest(ring, manifest, now))
            // The keyring first: no archive is ever without the keys of its records.
            try ring.publish()
            try ledger.publish()
        } catch {
            ledger.discard()
            ring.discard()
            throw error
        }
        let removed = try folder.removeExpired(now: now) + keys.removeExpired(now: now)
        return Outcome(
            archive: try found(ledger), keyring: try found(ring), removed: removed, damaged: damaged)
    }

    /// The archive that this run may continue; nil where a whole one is due.
    private func continued(in folder: ArchiveFolder, now: Instant) throws -> Archive? {
        let all = try folder.archives().filter { $0.name.hasSuffix("-full") || $0.name.hasSuffix("-more") }
        guard let last = all.last, let first = try ArchiveFolder.chain(to: last, of: all).first else { return nil }
        return now < first.manifest.made.adding(days: settings.fullDays) ? last : nil
    }

    private func keyringManifest(
        _ ring: ArchiveWriting, _ ledger: ArchiveManifest, _ now: Instant
    ) throws -> ArchiveManifest {
        let part = try engine.readKeyringNow { sql in
            guard let table = try TableShape.find("wrapped_key", in: sql) else {
                throw StoreError(.corrupt, "the keyring has no table of keys", at: "keyring")
            }
            let pack = try RowPack(KeyringCopy.name, in: ring.aside)
            try pack.begin(table)
            _ = try sql.query(table.select, []) { try pack.add($0, table) }
            return try pack.finish()
        }
        var manifest = ledger
        manifest.full = true
        manifest.keepDays = settings.keyringDays
        manifest.from = 0
        (manifest.previous, manifest.files, manifest.added, manifest.parts) = (nil, 0, 0, [part])
        return manifest
    }

    private func found(_ writing: ArchiveWriting) throws -> Archive {
        guard let archive = try writing.folder.archives().first(where: { $0.name == writing.name }) else {
            throw ArchiveFault.missing(writing.folder.path + "/" + writing.name)
        }
        return archive
    }

    private func isInside(_ path: String) -> Bool {
        func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        let (target, data) = (real(path), real(data.path))
        return target == data || target.hasPrefix(data + "/")
    }
}

/// The one part of a keyring's archive.
enum KeyringCopy { static let name = "keyring.pack" }

/// Room on a disk.
public enum FreeDisk {
    /// Bytes that this user may still write where `path` lies.
    public static func bytes(at path: String) throws -> Int {
        let facts = try FileManager.default.attributesOfFileSystem(forPath: path)
        return facts[.systemFreeSize] as? Int ?? 0
    }
}
