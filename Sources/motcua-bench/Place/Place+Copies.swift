import Foundation
import Store

extension Place {
    /// A copy beside it, made while nobody works on it.
    func copy(_ end: String) throws -> Place {
        let copy = sibling(end)
        copy.remove()
        try copy.take(folder)
        if case .postgres(_, let server, let database) = self {
            try server.copy(database, to: database + "_" + end)
        }
        return copy
    }

    /// Copies a data folder and its master key to here.
    ///
    /// A server that was killed leaves its control socket behind, which cannot be copied and is of no use here.
    func take(_ other: DataFolder) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: other.path) {
            try manager.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            for name in try manager.contentsOfDirectory(atPath: other.path) {
                let kind = try manager.attributesOfItem(atPath: other.path + "/" + name)[.type] as? FileAttributeType
                if kind == .typeSocket { continue }
                try manager.copyItem(atPath: other.path + "/" + name, toPath: folder.path + "/" + name)
            }
        }
        try manager.copyItem(atPath: other.masterKey, toPath: folder.masterKey)
    }

    /// A place beside it with nothing in it.
    func empty(_ end: String) throws -> Place {
        let place = sibling(end)
        place.remove()
        if case .postgres(_, let server, let database) = place { try server.make(database) }
        return place
    }

    private func sibling(_ end: String) -> Place {
        let other = DataFolder(folder.path + "." + end)
        switch self {
        case .sqlite: return .sqlite(other)
        case .postgres(_, let server, let database): return .postgres(other, server, database: database + "_" + end)
        }
    }

    /// Removes all of it; what cannot be removed is told and stays.
    func remove() {
        for path in [folder.path, folder.masterKey, folder.path + ".log-key", folder.path + ".building"]
        where FileManager.default.fileExists(atPath: path) {
            do { try FileManager.default.removeItem(atPath: path) } catch { print("\(path) stays behind: \(error)") }
        }
        guard case .postgres(_, let server, let database) = self else { return }
        do { try server.drop(database) } catch { print("\(database) stays behind: \(error)") }
    }

    /// Bytes on disk of ledger, tables, indexes and keyring.
    func bytes() throws -> Int {
        switch self {
        case .sqlite(let folder):
            return try [folder.ledger, folder.keyring, folder.ledger + "-wal", folder.keyring + "-wal"]
                .filter { FileManager.default.fileExists(atPath: $0) }
                .reduce(0) { $0 + (try FileManager.default.attributesOfItem(atPath: $1)[.size] as? Int ?? 0) }
        case .postgres(_, let server, let database): return try server.bytes(of: database)
        }
    }
}
