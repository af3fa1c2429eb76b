public import Core
import Ledger

/// An erasure that one officer has asked for and a second one has not confirmed yet.
public struct ErasureRequest: Hashable, Sendable {
    public var dossier: DossierID
    public var basis: String
    public var actor: ActorID
    public var at: Instant

    public init(dossier: DossierID, basis: String, actor: ActorID, at: Instant) {
        self.dossier = dossier
        self.basis = basis
        self.actor = actor
        self.at = at
    }
}

/// Erasures that were carried out, and those that are asked for (bảng xóa dữ liệu cá nhân).
public enum ErasureTable {
    /// When the personal data of a dossier was erased; nil while it stands.
    public static func erased(_ dossier: DossierID, in sql: any SQLConnection) throws -> Instant? {
        try sql.first("SELECT at FROM erasure WHERE dossier = ?1", [.text(dossier.text)]) {
            Instant(microseconds: $0.integer(0))
        }
    }

    /// Every dossier whose personal data was erased, with the moment, the earliest first.
    public static func all(in sql: any SQLConnection) throws -> [(dossier: DossierID, at: Instant)] {
        try sql.query("SELECT dossier, at FROM erasure ORDER BY at, dossier", []) {
            (DossierID($0.text(0)), Instant(microseconds: $0.integer(1)))
        }
    }

    /// Notes what the first officer asked for, in place of what was asked before.
    public static func ask(_ request: ErasureRequest, in sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO erasure_request (dossier, basis, actor, at) VALUES (?1, ?2, ?3, ?4) \
            ON CONFLICT (dossier) DO UPDATE SET basis = excluded.basis, actor = excluded.actor, at = excluded.at
            """,
            [
                .text(request.dossier.text), .text(request.basis), .text(request.actor.text),
                .integer(request.at.microseconds),
            ])
    }

    /// What is asked for a dossier and waits for a second officer; nil if nothing is.
    public static func asked(_ dossier: DossierID, in sql: any SQLConnection) throws -> ErasureRequest? {
        try sql.first(
            "SELECT basis, actor, at FROM erasure_request WHERE dossier = ?1", [.text(dossier.text)]
        ) { row in
            ErasureRequest(
                dossier: dossier, basis: row.text(0), actor: ActorID(row.text(1)),
                at: Instant(microseconds: row.integer(2)))
        }
    }

    /// Takes a request away, carried out or not wanted any more.
    public static func forget(_ dossier: DossierID, in sql: any SQLConnection) throws {
        try sql.execute("DELETE FROM erasure_request WHERE dossier = ?1", [.text(dossier.text)])
    }
}
