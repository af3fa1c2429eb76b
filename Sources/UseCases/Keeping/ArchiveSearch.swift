public import Core
import Store

/// Looks through folders of archives for people who were erased (tìm người đã xóa trong các bản sao lưu).
///
/// Why it only tells: an archive is never changed, so whoever it holds goes with the archive, on its last day.
public struct ArchiveSearch {
    /// What is told while folders are looked through.
    public enum Finding: Hashable, Sendable {
        /// A folder that was looked through.
        case looked(String)
        /// A folder that is not there, so that nothing is known of what it should hold.
        case notThere(String)
        /// An archive that still holds so many of these people, and until when it is kept.
        case held(path: String, people: Int, until: Instant, isOverdue: Bool)
    }

    private let people: [ErasedTraces.Person]
    private let now: Instant

    /// - Parameter now: from when on an archive that is still there is overdue.
    public init(_ people: [ErasedTraces.Person], now: Instant) {
        self.people = people
        self.now = now
    }

    /// Looks through each folder, and through the keyring's copies that are made beside it unless it holds them itself.
    ///
    /// Throws `ArchiveFault` for an archive whose manifest is missing or damaged; what was found before is told then.
    public func look(through folders: [String], _ tell: (Finding) -> Void) throws {
        var seen: Set<String> = []
        for folder in folders.map({ ArchiveFolder($0) }) {
            guard seen.insert(folder.path).inserted else { continue }
            let archives = try look(in: folder, tell)
            if !archives.isEmpty, archives.allSatisfy(\.isKeyring) { continue }
            guard seen.insert(folder.keyring.path).inserted else { continue }
            _ = try look(in: folder.keyring, tell)
        }
    }

    private func look(in folder: ArchiveFolder, _ tell: (Finding) -> Void) throws -> [Archive] {
        guard folder.isThere else {
            tell(.notThere(folder.path))
            return []
        }
        let all = try folder.archives()
        for archive in all {
            let held = people.filter { $0.isIn(archive) }.count
            guard held > 0 else { continue }
            let until = try ArchiveFolder.expiry(of: archive, in: all)
            tell(.held(path: archive.path, people: held, until: until, isOverdue: until < now))
        }
        tell(.looked(folder.path))
        return all
    }
}
