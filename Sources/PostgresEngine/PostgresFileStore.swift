public import Core
public import Ledger
public import Store

/// Files as rows of chunks beside the ledger, so that a standby has them too; named by the hash of what is stored.
public struct PostgresFileStore: FileStore {
    private let pool: PostgresPool
    private let schema: String

    /// One chunk: small enough that none of the connections needs much memory for it.
    private static let chunk = 256 * 1024
    /// Connections held open: as many as there are threads for files.
    private static let kept = 2

    public init(_ place: PostgresPlace) {
        pool = PostgresPool(place.connection, keep: PostgresFileStore.kept)
        schema = place.schema
    }

    /// Encrypts and stores in a transaction of its own, which is on disk when this returns.
    public func put(_ bytes: [UInt8], key: DossierKey, random: inout some RandomSource) throws -> FileID {
        let sealed = try key.encryptFile(bytes, random: &random)
        try keep(sealed)
        return sealed.name
    }

    /// Stores a file that is sealed already, as when it comes from another store.
    public func keep(_ sealed: SealedFile) throws {
        try inTransaction { connection in
            for (part, start) in stride(from: 0, to: sealed.bytes.count, by: PostgresFileStore.chunk).enumerated() {
                let bytes = Array(sealed.bytes[start..<min(start + PostgresFileStore.chunk, sealed.bytes.count)])
                try connection.execute(
                    "INSERT INTO stored_file (name, part, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                    [.text(sealed.name.text), SQLValue(part), .blob(bytes)])
            }
        }
    }

    /// The file in clear. Throws `.fileMissing` when it is not there, `.corrupt` when it is not what was put.
    public func get(_ file: FileID, key: DossierKey) throws -> [UInt8] {
        try SealedFile(name: file, bytes: try sealed(file)).opened(with: key)
    }

    /// The file as it is stored. Throws `.fileMissing` when it is not there.
    public func sealed(_ file: FileID) throws -> [UInt8] {
        let parts = try inTransaction { connection in
            try connection.query("SELECT bytes FROM stored_file WHERE name = ?1 ORDER BY part", [.text(file.text)]) {
                $0.blob(0)
            }
        }
        guard !parts.isEmpty else { throw StoreError(.fileMissing, "there is no such file", at: "file \(file)") }
        return Array(parts.joined())
    }

    /// Removes a file for good; one that is not there is fine.
    public func remove(_ file: FileID) throws {
        try inTransaction { connection in
            try connection.execute("DELETE FROM stored_file WHERE name = ?1", [.text(file.text)])
        }
    }

    @discardableResult
    private func inTransaction<T>(_ body: (PostgresConnection) throws -> T) throws -> T {
        try pool.lend { connection in
            do {
                try begin(connection)
            } catch let error as StoreError where error.code == .unreachable {
                // It broke while nobody used it; every step here may be done twice.
                connection.disconnect()
                try begin(connection)
            }
            do {
                let value = try body(connection)
                guard try connection.command("COMMIT") == "COMMIT" else {
                    throw StoreError(.undone, "PostgreSQL undid the whole transaction", at: "file")
                }
                return value
            } catch {
                connection.disconnect()
                throw error
            }
        }
    }

    private func begin(_ connection: PostgresConnection) throws {
        try connection.connect()
        try connection.wait(with: "BEGIN")
        try connection.command(PostgresDialect.searchPath(schema))
    }
}
