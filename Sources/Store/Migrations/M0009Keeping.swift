extension Migrations {
    /// Whose personal data was erased (xóa dữ liệu cá nhân), made from the office's records; and erasures that one
    /// officer has asked for and a second one has not confirmed yet.
    static let m0009Keeping = Migration(
        number: 9, name: "keeping", programFrom: 6,
        statements: [
            """
            CREATE TABLE erasure (
                dossier TEXT NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL,
                at INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE erasure_request (
                dossier TEXT NOT NULL PRIMARY KEY,
                basis TEXT NOT NULL,
                actor TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT
            """,
        ])
}
