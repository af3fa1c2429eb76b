import ArgumentParser
import Foundation
import PostgresEngine
import SQLiteEngine
import Store
import UseCases

/// A copy of ledger and keyring beside the data folder, on which the tables are made again; removed at the end.
///
/// On SQLite whatever engine it was taken from, so that a server is not burdened with making tables.
struct ScratchCopy {
    private let data: DataFolder
    private let copy: DataFolder
    /// Where the ledger lies, unless in the folder.
    private let place: PostgresPlace?
    private var settings: InstallationSettings
    /// Whether something was written while it was copied.
    private(set) var hasMoved = false

    init(of data: String, _ settings: InstallationSettings) throws {
        self.data = DataFolder(data)
        place = try settings.place
        copy = DataFolder(self.data.path + ".verify")
        self.settings = settings
        self.settings.database = nil
        // The copy's own name would lead to a key of its own.
        self.settings.masterKeyFile = MasterKeyFile(self.data, settings).path
    }

    mutating func check() throws -> [TableCheck.Difference] {
        let files = FileManager.default
        // Left behind by a run that was cut off.
        if files.fileExists(atPath: copy.path) { try files.removeItem(atPath: copy.path) }
        // Names stand in it in clear.
        let interrupted = SignalGuard { [copy] in ScratchCopy.remove(copy) }
        try files.createDirectory(
            atPath: copy.path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer {
            ScratchCopy.remove(copy)
            interrupted.end()
        }
        hasMoved = try fill()
        let office = try OpenOffice.writing(
            copy.path, settings, holder: "motcua verify --tables", cachedKeys: 400_000, limits: OpenOffice.bulk)
        defer { office.store.close() }
        var line = ProgressLine("tables")
        return try TableCheck(onCopy: office).run { line.tell($0, of: $1) }
    }

    /// Gives whether something was written meanwhile that the copy may hold by half.
    private func fill() throws -> Bool {
        guard let place else {
            try StoreEngine.copySQLite(data, to: copy)
            return false
        }
        let source = CopyPlace(
            try StoreEngine.postgresReading(place), sealed: PostgresSealedFiles(place), files: PostgresFileStore(place))
        defer { source.engine.close() }
        let files = FolderFileStore(copy)
        let target = CopyPlace(
            try StoreEngine.sqlite(copy, holder: "motcua verify --tables", limits: OpenOffice.bulk), sealed: files,
            files: files)
        defer { target.engine.close() }
        var lines = CopyProgress()
        return try StoreCopy(from: source, to: target).runRows { lines.tell($0, $1, $2) }
    }

    /// What is still at work on it may put a file there while it is emptied; then once more.
    private static func remove(_ copy: DataFolder) {
        for _ in 0..<20 {
            do { try FileManager.default.removeItem(atPath: copy.path) } catch {
                usleep(50_000)
            }
            if !FileManager.default.fileExists(atPath: copy.path) { return }
        }
        writeError("\(copy.path) could not be removed; remove it. / Hãy xóa thư mục \(copy.path).")
    }
}
