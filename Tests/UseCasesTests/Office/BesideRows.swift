import Testing

@testable import Store
@testable import UseCases

extension Office {
    /// Every row of the tables that are made beside those that answer, as they answer now.
    func besideRows() throws -> [String: Set<[SQLValue]>] {
        try store.readNow { sql in
            var rows: [String: Set<[SQLValue]>] = [:]
            for table in try CopyTable.all(in: sql) where BesideTables.names.contains(table.name) {
                rows[table.name] = Set(try table.page(after: nil, limit: .max >> 8, in: sql))
            }
            return rows
        }
    }

    /// They hold what the records give, by the rebuild that everything is held against.
    func expectBesideIsRight() throws {
        let made = try besideRows()
        try Rebuild(self).run { _, _ in }
        #expect(try made == besideRows())
        #expect(made.keys.sorted() == BesideTables.names.sorted())
    }
}
