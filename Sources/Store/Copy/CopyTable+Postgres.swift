extension CopyTable {
    /// Table, column, kind as `ColumnKind` numbers it, place in the primary key counted from 1 (0 outside it).
    ///
    /// 20, 25 and 17 are PostgreSQL's own numbers of `bigint`, `text` and `bytea`, the types that tables are made of.
    static let postgresColumns = """
        SELECT c.relname, a.attname, CASE a.atttypid WHEN 20 THEN 1 WHEN 25 THEN 2 WHEN 17 THEN 3 ELSE 0 END,
            coalesce((SELECT k.place FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place)
                WHERE k.number = a.attnum), 0)
        FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE n.nspname = current_schema() AND c.relkind = 'r'
        ORDER BY c.relname, a.attnum
        """
}
