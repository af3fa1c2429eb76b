import Store

/// What SQLite itself manages with the same rows, in the same batches, as durably (giới hạn của cơ sở dữ liệu).
///
/// The rows that a load left behind are inserted once more into a copy of the database from before it, through the C
/// interface, by one thread that does nothing else: same tables, same indexes, same triggers, the keyring committed
/// and synced before the ledger. Deciding, hashing, sealing, HTTP and whoever asks cost nothing here, so no program on
/// this engine can be quicker.
struct EngineLimit {
    let folder: DataFolder
    let ledgerRows: CapturedRows
    let keyringRows: CapturedRows
    /// Commits to spread the rows over: as many as the server needed.
    let commits: Int

    /// Seconds for all of it.
    func seconds() throws -> Double {
        let ledger = try RawSQLite(path: folder.ledger)
        let keyring = try RawSQLite(path: folder.keyring)
        for database in [ledger, keyring] {
            try database.run(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; "
                    + "PRAGMA wal_autocheckpoint=4000")
        }
        try keyring.run("PRAGMA secure_delete=ON")
        let begun = Stopwatch.now
        for number in 0..<commits {
            try insert(keyringRows.part(number, of: commits), into: keyring)
            try insert(ledgerRows.part(number, of: commits), into: ledger) { () throws(RawSQLite.Failure) in
                try ledger.run("UPDATE head SET size = size + 1")
            }
        }
        return Double(Stopwatch.now - begun) / 1_000_000
    }

    private func insert(
        _ tables: [(insert: String, rows: ArraySlice<[RawValue]>)], into database: RawSQLite,
        last: () throws(RawSQLite.Failure) -> Void = {}
    ) throws(RawSQLite.Failure) {
        try database.run("BEGIN IMMEDIATE")
        for (text, rows) in tables {
            for row in rows { try database.run(text, row) }
        }
        try index(tables, database)
        try last()
        try database.run("COMMIT")
    }

    /// Names go into the full-text index as they do live.
    private func index(
        _ tables: [(insert: String, rows: ArraySlice<[RawValue]>)], _ database: RawSQLite
    ) throws(RawSQLite.Failure) {
        for (text, rows) in tables where text.hasPrefix("INSERT INTO dossier VALUES") {
            for row in rows {
                guard let id = row.first else { continue }
                try database.run(
                    "INSERT INTO dossier_search (rowid, applicant_fold, units) SELECT id, applicant_fold, "
                        + "replace(lower(intake), '.', 'x') || ' ' || replace(lower(result), '.', 'x') "
                        + "FROM dossier WHERE id = ?1 AND applicant_fold IS NOT NULL", [id])
            }
        }
    }
}
