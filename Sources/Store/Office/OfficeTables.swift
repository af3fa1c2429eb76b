public import Core

/// The office's own decisions as tables, made from its records (bảng cơ quan, thủ tục, lịch, cán bộ).
public enum OfficeTables {
    /// Writes what a decision changed; `body` is the stored form of its payload.
    public static func project(
        _ change: OfficeChange, body: [UInt8], stream: String, version: Int, into sql: any SQLConnection
    ) throws {
        let origin: [SQLValue] = [.text(stream), SQLValue(version), .blob(body)]
        switch change {
        case .provinceFounded(let province):
            try put("province", "code", [.text(province.code.text)] + origin, sql)
        case .agencyEntered(let agency):
            try put("agency", "code", [.text(agency.code.text)] + origin, sql)
        case .sectorEntered(let sector):
            try put("sector", "code", [.text(sector.code.text)] + origin, sql)
        case .procedurePublished(let procedure): try publish(procedure, origin, sql)
        case .procedureWithdrawn(let code):
            try sql.execute(
                "UPDATE procedure_version SET active = 0, version = ?2 WHERE code = ?1",
                [.text(code.text), SQLValue(version)])
        case .calendarPublished(let facts):
            try put("calendar", "number", [SQLValue(facts.version)] + origin, sql)
        case .logKeyChanged(let change): try put("log_key", "code", [.text(change.logName)] + origin, sql)
        case .officerAppointed(let officer):
            try sql.execute(
                """
                INSERT INTO officer (id, stream, version, body, name, title) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                ON CONFLICT (id) DO UPDATE SET stream = excluded.stream, version = excluded.version, \
                body = excluded.body, name = excluded.name, title = excluded.title
                """,
                [.text(officer.id.text)] + origin
                    + [SQLValue(officer.personal?[.officerName]), SQLValue(officer.personal?[.officerTitle])])
        case .personErased(let erased):
            try sql.execute(
                "INSERT INTO erasure (dossier, stream, version, body, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                [.text(erased.dossier.text)] + origin + [.integer(erased.at.microseconds)])
        }
    }

    /// The newest version of a procedure is the active one; older ones stay for the dossiers pinned to them.
    private static func publish(
        _ procedure: ProcedureVersion, _ origin: [SQLValue], _ sql: any SQLConnection
    ) throws {
        try sql.execute("UPDATE procedure_version SET active = 0 WHERE code = ?1", [.text(procedure.code.text)])
        try sql.execute(
            """
            INSERT INTO procedure_version (code, number, stream, version, body, name, sector, active) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)
            """,
            [.text(procedure.code.text), SQLValue(procedure.version)] + origin
                + [.text(procedure.name), .text(procedure.sector.text)])
    }

    private static func put(_ table: String, _ key: String, _ values: [SQLValue], _ sql: any SQLConnection) throws {
        try sql.execute(
            """
            INSERT INTO \(table) (\(key), stream, version, body) VALUES (?1, ?2, ?3, ?4) \
            ON CONFLICT (\(key)) DO UPDATE SET stream = excluded.stream, version = excluded.version, \
            body = excluded.body
            """, values)
    }

    /// Stream and version of the row with this key, so that the next decision is written after it.
    public static func position(
        _ table: OfficeTable, key: SQLValue, in sql: any SQLConnection
    ) throws -> (stream: String, version: Int)? {
        let column =
            switch table {
            case .officer: "id"
            case .calendar: "number"
            case .erasure: "dossier"
            case .province, .agency, .sector, .procedure, .logKey: "code"
            }
        return try sql.first(
            "SELECT stream, version FROM \(table.rawValue) WHERE \(column) = ?1 ORDER BY version DESC LIMIT 1", [key]
        ) { ($0.text(0), Int($0.integer(1))) }
    }
}

/// The tables of the office's decisions.
public enum OfficeTable: String, CaseIterable, Sendable {
    case province, agency, sector, calendar, officer, erasure
    case procedure = "procedure_version"
    case logKey = "log_key"
}
