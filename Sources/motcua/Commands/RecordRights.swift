import Store

/// Whether the database's role may change what nobody may change (quyền đối với bản ghi).
///
/// Why asked: triggers refuse it to everybody, but who owns a table can take its triggers away; a server needs no such
/// role.
enum RecordRights {
    /// True on PostgreSQL under a role that can update or remove a record.
    static func mayChange(_ store: StoreEngine) throws -> Bool {
        switch store.dialect {
        case .sqlite: return false
        case .postgres:
            return try store.readNow { sql in
                try sql.first(
                    "SELECT has_table_privilege('record', 'UPDATE') OR has_table_privilege('record', 'DELETE')"
                ) { $0.integer(0) != 0 } ?? true
            }
        }
    }

    static let words =
        "The database's role may change records. Serve under the role motcua_app, which owns no table "
        + "(docs/operations.md). / Tài khoản cơ sở dữ liệu có quyền sửa bản ghi; hãy chạy máy chủ bằng tài khoản "
        + "motcua_app, không sở hữu bảng nào."
}
