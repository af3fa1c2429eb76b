import Core
import Store
import TestEngines
import Testing

@testable import UseCases

@Suite("How PostgreSQL finds a name", .enabled(if: ChosenEngine.isPostgres, "asks PostgreSQL for its plans"))
struct NameSearchPlanTests {
    @Test func `every search for a name is served by the index of its trigrams`() throws {
        let test = try TestOffice()
        _ = try test.received()
        let plans = try test.office.store.readNow { sql in
            // Whatever the tables hold: one of a single page is cheaper to walk than any index over its names. A later
            // page is left out: below a small id that index may rightly be the better one.
            for way in ["enable_seqscan", "enable_indexscan"] { try sql.execute("SET LOCAL \(way) = off") }
            let explained = ExplainedConnection(sql)
            for typed in ["Nguyễn", "nguyen thi huo"] {
                _ = try DossierFinding.search(typed, index: test.office.index, in: explained)
                _ = try DossierFinding.ids(typed, index: test.office.index, at: nil, most: 50, in: explained)
                _ = try DossierFinding.count(typed, index: test.office.index, in: explained)
            }
            return explained.plans
        }
        #expect(plans.count == 6)
        for (text, plan) in plans {
            #expect(plan.contains { $0.contains("Bitmap Index Scan on dossier_name") }, "\(plan)\n  \(text)")
        }
    }
}

/// Asks for the plan of each question before it is put, with the same text and the same arguments.
private final class ExplainedConnection: SQLConnection {
    private let inner: any SQLConnection
    private(set) var plans: [(text: String, plan: [String])] = []
    var dialect: Dialect { inner.dialect }

    init(_ inner: any SQLConnection) { self.inner = inner }

    func query<Row>(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row) throws -> [Row] {
        plans.append((sql, try inner.query("EXPLAIN " + sql, arguments) { $0.text(0) }))
        return try inner.query(sql, arguments, row)
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int { try inner.execute(sql, arguments) }
}
