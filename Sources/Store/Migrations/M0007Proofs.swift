extension Migrations {
    /// What proofs are made of (bằng chứng): nodes of the Merkle tree, signed checkpoints, witnesses' signatures.
    ///
    /// Nodes are kept at the tree's heights of 8, 16, 24 … alone: those that tiles begin at. They follow from the
    /// records, so that a log from before this table fills it at its next start.
    static let m0007Proofs = Migration(
        number: 7, name: "proofs", programFrom: 6,
        statements: [
            """
            CREATE TABLE tree_node (
                log TEXT NOT NULL,
                level INTEGER NOT NULL,
                number INTEGER NOT NULL,
                hash BLOB NOT NULL,
                PRIMARY KEY (log, level, number)
            ) STRICT
            """,
            """
            CREATE TABLE checkpoint (
                log TEXT NOT NULL,
                size INTEGER NOT NULL,
                root BLOB NOT NULL,
                note TEXT NOT NULL,
                signed INTEGER NOT NULL,
                PRIMARY KEY (log, size)
            ) STRICT
            """,
            """
            CREATE TABLE cosignature (
                log TEXT NOT NULL,
                size INTEGER NOT NULL,
                witness TEXT NOT NULL,
                line TEXT NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (log, size, witness)
            ) STRICT
            """,
            // The last change of the log's key, made from the office's records like its other tables.
            """
            CREATE TABLE log_key (
                code TEXT NOT NULL PRIMARY KEY,
                stream TEXT NOT NULL,
                version INTEGER NOT NULL,
                body BLOB NOT NULL
            ) STRICT
            """,
        ])
}
