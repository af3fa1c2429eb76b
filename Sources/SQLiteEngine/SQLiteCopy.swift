import GRDB
public import Store

extension StoreEngine {
    /// Copies ledger and keyring of a data folder as they stand, also while a server writes to it; no files.
    ///
    /// The keyring second, so that no record is copied without its key. The folder of the copy must be there.
    public static func copySQLite(_ folder: DataFolder, to copy: DataFolder) throws {
        for (from, to) in [(folder.ledger, copy.ledger), (folder.keyring, copy.keyring)] {
            do {
                var reading = Configuration()
                reading.readonly = true
                let source = try DatabaseQueue(path: from, configuration: reading)
                let target = try DatabaseQueue(path: to)
                try source.backup(to: target)
                try target.close()
                try source.close()
            } catch { throw SQLiteFailure.from(error, place: from) }
        }
    }
}
