extension CopyTable {
    /// Table, column, kind as `ColumnKind` numbers it, place in the primary key counted from 1 (0 outside it).
    ///
    /// A full-text table and those it keeps its words in are left out: its words are made again from the rows.
    static let sqliteColumns = """
        SELECT m.name, c.name, CASE c.type WHEN 'INTEGER' THEN 1 WHEN 'TEXT' THEN 2 WHEN 'BLOB' THEN 3 ELSE 0 END, c.pk
        FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
            AND NOT EXISTS (SELECT 1 FROM sqlite_master v WHERE v.sql LIKE 'CREATE VIRTUAL%'
                AND substr(m.name, 1, length(v.name) + 1) = v.name || '_')
        ORDER BY m.name, c.cid
        """
}
