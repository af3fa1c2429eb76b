public import Core

/// What a one-time code of a dossier lets its applicant do (mã xác nhận dùng một lần).
public enum CodePurpose: String, CaseIterable, Hashable, Sendable {
    /// Hand in the papers asked for (bổ sung hồ sơ).
    case supplement
    /// Take the dossier back (rút hồ sơ).
    case withdraw
    /// Fetch the result (nhận kết quả).
    case fetch
}

/// A code that waits to be typed, as it is kept (mã xác nhận dùng một lần): never the code itself.
///
/// Six digits are few enough to be tried one by one, so a HMAC under the office's key stands for them.
public struct OneTimeCodeRow: Hashable, Sendable {
    public var dossier: DossierID
    public var purpose: CodePurpose
    /// HMAC over dossier, purpose, moment and code.
    public var mac: [UInt8]
    public var made: Instant
    public var expires: Instant
    /// Wrong tries so far.
    public var failed: Int

    public init(
        dossier: DossierID, purpose: CodePurpose, mac: [UInt8], made: Instant, expires: Instant, failed: Int = 0
    ) {
        self.dossier = dossier
        self.purpose = purpose
        self.mac = mac
        self.made = made
        self.expires = expires
        self.failed = failed
    }
}

/// The codes that wait to be typed: one a dossier and purpose, the newest.
public enum OneTimeCodeTable {
    /// Keeps a code, or its new count of wrong tries; an earlier code for the same act ends.
    public static func replace(_ code: OneTimeCodeRow, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO one_time_code (dossier, purpose, mac, made, expires, failed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
            ON CONFLICT (dossier, purpose) DO UPDATE SET mac = excluded.mac, made = excluded.made, \
            expires = excluded.expires, failed = excluded.failed
            """,
            [
                .text(code.dossier.text), .text(code.purpose.rawValue), .blob(code.mac),
                .integer(code.made.microseconds), .integer(code.expires.microseconds), SQLValue(code.failed),
            ])
    }

    /// The code; `locked` until the transaction ends where a try is counted.
    public static func find(
        _ dossier: DossierID, _ purpose: CodePurpose, locked: Bool = true, in sql: any SQLConnection
    ) throws -> OneTimeCodeRow? {
        try sql.first(
            "SELECT mac, made, expires, failed FROM one_time_code WHERE dossier = ?1 AND purpose = ?2"
                + (locked ? " /* for update */" : ""), [.text(dossier.text), .text(purpose.rawValue)]
        ) { row in
            OneTimeCodeRow(
                dossier: dossier, purpose: purpose, mac: row.blob(0), made: Instant(microseconds: row.integer(1)),
                expires: Instant(microseconds: row.integer(2)), failed: Int(row.integer(3)))
        }
    }

    /// Forgets a code: it was used, or its tries are used up.
    public static func remove(_ dossier: DossierID, _ purpose: CodePurpose, in sql: any SQLConnection) throws {
        try sql.execute(
            "DELETE FROM one_time_code WHERE dossier = ?1 AND purpose = ?2",
            [.text(dossier.text), .text(purpose.rawValue)])
    }

    /// Removes at most `limit` codes that are over, or would last beyond `last` by a clock that was wrong.
    public static func purge(now: Instant, last: Instant, limit: Int, in sql: any SQLConnection) throws -> Int {
        try sql.execute(
            """
            DELETE FROM one_time_code WHERE (dossier, purpose) IN (SELECT dossier, purpose FROM one_time_code \
            WHERE expires <= ?1 OR expires > ?2 LIMIT ?3)
            """,
            [.integer(now.microseconds), .integer(last.microseconds), SQLValue(limit)])
    }
}
