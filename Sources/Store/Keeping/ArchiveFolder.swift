public import Core
import Crypto
import Foundation
import Ledger

/// One archive of a folder.
public struct Archive: Sendable {
    public let name: String
    public let path: String
    public let manifest: ArchiveManifest

    /// True for a copy of the keyring, by its name.
    public var isKeyring: Bool { name.hasSuffix("-" + ArchiveFolder.Kind.keys.rawValue) }

    /// Compares every part with the manifest; names the first file that is missing or damaged.
    ///
    /// - Parameter progress: told how many bytes more were read.
    public func check(progress: (_ bytes: Int) -> Void = { _ in }) throws {
        for part in manifest.parts { try part.check(in: path, progress: progress) }
    }

    func path(of part: String) -> String { path + "/" + part }
}

/// A folder of archives, in the order in which they were made (thư mục sao lưu).
public struct ArchiveFolder: Sendable {
    /// What an archive's name ends with.
    enum Kind: String, CaseIterable { case full, more, keys }
    /// Every file of an archive with its SHA-256, in the form that `sha256sum -c` reads; written last.
    static let sums = "SHA256SUMS"

    public let path: String

    public init(_ path: String) { self.path = DataFolder(path).path }

    /// Where the keyring's copies lie unless another folder was named: beside, so that they can have days of their own.
    public var keyring: ArchiveFolder { ArchiveFolder(path + "-keyring") }

    /// True where the folder can be seen; a disk that is not mounted has none.
    public var isThere: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// All archives, the oldest first; none where the folder is not there, as before the first backup.
    ///
    /// Throws `ArchiveFault` for one whose manifest is missing or damaged: passing it over would quietly restore less.
    public func archives() throws -> [Archive] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { name in
            Kind.allCases.contains { name.hasSuffix("-" + $0.rawValue) }
        }
        return try names.map { Archive(name: $0, path: path + "/" + $0, manifest: try manifest(of: $0)) }
            .sorted { ($0.manifest.made, $0.manifest.size, $0.name) < ($1.manifest.made, $1.manifest.size, $1.name) }
    }

    /// The archives that together make up `last`: a full one, and each that continues it.
    public static func chain(to last: Archive, of all: [Archive]) throws -> [Archive] {
        var chain = [last]
        while let first = chain.first, !first.manifest.full {
            guard let name = first.manifest.previous, let before = all.first(where: { $0.name == name }) else {
                let folder = String(first.path.dropLast(first.name.count))
                throw ArchiveFault.missing(folder + (first.manifest.previous ?? first.name))
            }
            guard before.manifest.size == first.manifest.from, before.manifest.log == first.manifest.log else {
                throw ArchiveFault.gap(first.path)
            }
            chain.insert(before, at: 0)
        }
        return chain
    }

    /// Until when an archive is kept: as long as the last that needs it.
    public static func expiry(of archive: Archive, in all: [Archive]) throws -> Instant {
        let later = try all.filter { try chain(to: $0, of: all).contains { $0.name == archive.name } }
        return later.map { $0.manifest.made.adding(days: $0.manifest.keepDays) }.max()
            ?? archive.manifest.made.adding(days: archive.manifest.keepDays)
    }

    /// Removes what is past its days; the newest archive and what it needs stay, however old.
    ///
    /// - Returns: the names of those removed.
    public func removeExpired(now: Instant) throws -> [String] {
        let all = try archives()
        guard let last = all.last else { return [] }
        let needed = Set(try ArchiveFolder.chain(to: last, of: all).map(\.name))
        var removed: [String] = []
        for archive in all where !needed.contains(archive.name) {
            guard try ArchiveFolder.expiry(of: archive, in: all) < now else { continue }
            // Under a name that is no archive's first, so that one removed by half is never taken for a damaged one.
            let gone = archive.path + ".part"
            try FileManager.default.moveItem(atPath: archive.path, toPath: gone)
            try FileManager.default.removeItem(atPath: gone)
            removed.append(archive.name)
        }
        return removed
    }

    private func manifest(of name: String) throws -> ArchiveManifest {
        let (sums, file) = ("\(path)/\(name)/\(ArchiveFolder.sums)", "\(path)/\(name)/\(ArchiveManifest.file)")
        for path in [sums, file] where !FileManager.default.fileExists(atPath: path) {
            throw ArchiveFault.missing(path)
        }
        let bytes = try SyncedFile.read(file)
        let line = "\(hexadecimal(SHA256.hash(data: bytes)))  \(ArchiveManifest.file)"
        let lines = String(decoding: try SyncedFile.read(sums), as: UTF8.self).split(separator: "\n")
        guard lines.contains(Substring(line)) else { throw ArchiveFault.damaged(file) }
        let manifest: ArchiveManifest
        do { manifest = try CanonicalDecoder().decode(ArchiveManifest.self, from: bytes) } catch {
            throw ArchiveFault.newer(file)
        }
        guard manifest.form == ArchiveManifest.form else { throw ArchiveFault.newer(file) }
        return manifest
    }
}

extension Instant {
    /// So many days of 24 hours later; earlier where negative.
    func adding(days: Int) -> Instant { adding(minutes: days * 24 * 60) }
}
