extension Migrations {
    /// Keys of streams, and of the office (`office key`), each wrapped by the master key.
    ///
    /// A destroyed key leaves its row without the key: so nobody makes a new one for the same stream, and a keyring
    /// that lost a row is told from one that destroyed it.
    static let m0001Keyring = Migration(
        number: 1, name: "keyring",
        statements: [
            """
            CREATE TABLE wrapped_key (
                stream TEXT NOT NULL PRIMARY KEY,
                wrapped BLOB,
                made INTEGER NOT NULL,
                destroyed INTEGER,
                CHECK ((wrapped IS NULL) = (destroyed IS NOT NULL))
            ) STRICT
            """
        ])
}
