public import Core
public import Ledger
public import Store

/// The files of a schema as they are stored, encrypted, for whoever carries them elsewhere.
public struct PostgresSealedFiles: SealedFiles {
    private let files: PostgresFileStore
    private let pool: PostgresPool
    private let schema: String

    public init(_ place: PostgresPlace) {
        files = PostgresFileStore(place)
        pool = PostgresPool(place.connection, keep: 1)
        schema = place.schema
    }

    public func names() throws -> [FileID] {
        try read { sql in
            try sql.query("SELECT name FROM stored_file WHERE part = 0", []) { FileID($0.text(0)) }
        }
    }

    public func size(of file: FileID) throws -> Int? {
        try read { sql in
            try sql.first("SELECT sum(length(bytes)) FROM stored_file WHERE name = ?1", [.text(file.text)]) {
                $0.integerOrNil(0).map { Int($0) }
            } ?? nil
        }
    }

    public func sealed(_ file: FileID) throws -> [UInt8]? {
        do {
            return try files.sealed(file)
        } catch let error as StoreError where error.code == .fileMissing { return nil }
    }

    public func keep(_ sealed: SealedFile) throws { try files.keep(sealed) }

    private func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try pool.lend { try PostgresReadSession($0, schema: schema).read(body) }
    }
}
