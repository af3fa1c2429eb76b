@testable import PostgresEngine
import Store
import Testing

/// How statements that wait are put together; no server is asked.
@Suite("Rows sent together")
struct PostgresRowsTests {
    private static let note = "INSERT INTO note (id, text) VALUES (?1, ?2)"
    private static let other = "INSERT INTO other (id, note) VALUES (?2, ?1)"

    private static func statement(
        _ sql: String, _ arguments: [SQLValue] = [.integer(1), .text("x")]
    ) -> PostgresStatement {
        PostgresStatement(PostgresShape(sql), origin: sql, arguments)
    }

    private static func sent(_ texts: [String]) -> [String] {
        PostgresRows.together(texts.map { statement($0) }).map(\.sql)
    }

    @Test
    func `rows of one table become one statement, whatever else lies between`() {
        #expect(
            Self.sent([Self.note, Self.other, Self.note, "UPDATE third SET n = ?1 WHERE id = ?2", Self.other]) == [
                "INSERT INTO note (id, text) VALUES ($1, $2), ($3, $4)",
                "INSERT INTO other (id, note) VALUES ($2, $1), ($4, $3)", "UPDATE third SET n = $1 WHERE id = $2",
            ])
    }

    @Test
    func `no row passes what reads or changes its table, or what begins or ends something`() {
        let between = [
            "UPDATE note SET text = ?2 WHERE id = ?1", "DELETE FROM note WHERE id = ?1",
            "INSERT INTO third (id) SELECT id FROM other AS o, note AS n WHERE n.id = o.id",
            "INSERT INTO note (id, text) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET text = ?2",
            "INSERT INTO third (id) VALUES ((SELECT id FROM note WHERE text = ?2))", "SAVEPOINT job",
            "RELEASE SAVEPOINT job", "WITH w AS (SELECT 1) INSERT INTO third SELECT * FROM w", "SELECT id FROM note",
        ]
        for text in between { #expect(Self.sent([Self.note, text, Self.note]).count == 3, "\(text)") }
    }

    @Test
    func `what does more than add plain values is never put together`() {
        let texts = [
            "INSERT INTO note (id, text) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
            "INSERT INTO note (id, text) VALUES (?1, '$1')", "INSERT INTO note (id, text) VALUES (?1, lower(?2))",
            "INSERT INTO note (id, text) SELECT ?1, ?2", "INSERT INTO note VALUES (?1, ?2)",
        ]
        for text in texts { #expect(Self.sent([text, text]).count == 2, "\(text)") }
    }

    @Test
    func `a statement takes so many rows, and only with as many arguments each`() {
        let many = Self.sent(Array(repeating: Self.note, count: PostgresRows.most * 2 + 1))
        #expect(many.count == 3 && many[0] == many[1] && many[2] == "INSERT INTO note (id, text) VALUES ($1, $2)")
        let uneven = [Self.statement(Self.note), Self.statement(Self.note, [.integer(1)])]
        #expect(PostgresRows.together(uneven).count == 2)
    }

    @Test
    func `a question waits for what it names and for nothing else`() {
        let note = PostgresShape(Self.note)
        for text in ["SELECT id FROM other AS o, note AS n", "SELECT 1 FROM other JOIN \"note\" ON true"] {
            #expect(!note.mayFollow(PostgresShape(text)), "\(text)")
        }
        #expect(note.mayFollow(PostgresShape("SELECT id FROM other WHERE text = ?1 /* for update */")))
        let unknown = ["SAVEPOINT job", "WITH w AS (SELECT 1) DELETE FROM note", "TRUNCATE note"]
        for text in unknown {
            #expect(!PostgresShape(text).mayFollow(PostgresShape("SELECT id FROM other")), "\(text)")
        }
    }
}
