import Core
import Store
import Testing

@testable import UseCases

@Suite("How the store finds what live work asks for")
struct QueryPlanTests {
    /// Tables that grow with every dossier; to walk one of them takes longer each day.
    private static let growing = [
        "record", "dossier", "clock_entry", "reception_refusal", "audit_line", "idempotency", "wrapped_key", "draft",
    ]

    private static func watched() throws -> (TestOffice, QueryPlans) {
        var watched: WatchedBackend?
        let test = try TestOffice { folder in
            let backend = try WatchedBackend(folder)
            watched = backend
            return StoreEngine(backend: backend, settings: .init(readers: 2))
        }
        return (test, try #require(watched).plans)
    }

    @Test func `no statement of a dossier's life walks a table that grows`() throws {
        let (test, watched) = try QueryPlanTests.watched()
        let answer = try test.received()
        try test.settle(answer.stream)
        try read(test)
        let plans = watched.all
        #expect(plans.count > 20)
        for (text, plan) in plans {
            for step in plan where QueryPlanTests.walks(step) {
                // Building the text index anew for a name is FTS5's own business.
                Issue.record("\(step)\n  \(text)")
            }
        }
    }

    @Test func `every list is read and counted by an index of its own`() throws {
        let (test, watched) = try QueryPlanTests.watched()
        let ward = [TestOffice.ward]
        let lists: [(DossierListKind, index: String)] = [
            (.incoming(ward), "dossier_incoming"), (.awaitingCompletion(ward), "dossier_completion"),
            (.ready(ward), "dossier_ready"), (.unassigned(ward), "dossier_unassigned"),
            (.mine(test.handler.id), "dossier_mine"), (.desk(ward), "dossier_desk"),
            (.toSign(ward), "dossier_signing"),
            (.waiting(ward), "dossier_waiting"), (.consulted(ward), "consultation_open"),
            (.recent(ward), "dossier_intake"),
        ]
        for (kind, index) in lists {
            let before = Set(watched.all.keys)
            try test.office.store.readNow { sql in
                _ = try DossierList.page(kind, in: sql)
                _ = try DossierList.count(kind, in: sql)
            }
            let plans = watched.all.filter { !before.contains($0.key) }
            #expect(plans.count == 2)
            for (text, plan) in plans {
                #expect(plan.contains { $0.contains("INDEX \(index) ") }, "\(plan)\n  \(text)")
            }
        }
    }

    /// What pages ask of the same dossiers.
    private func read(_ test: TestOffice) throws {
        let ward = [TestOffice.ward]
        let kinds: [DossierListKind] = [
            .incoming(ward), .awaitingCompletion(ward), .ready(ward), .unassigned(ward), .mine(test.handler.id),
            .desk(ward), .toSign(ward), .waiting(ward), .recent(ward),
        ]
        try test.office.store.readNow { sql in
            for kind in kinds {
                _ = try DossierList.page(kind, in: sql)
                _ = try DossierList.count(kind, in: sql)
            }
            _ = try DossierFinding.row(typed: "N0123456789", in: sql)
            _ = try DossierFinding.row(typed: "H21.106-261120-0001", in: sql)
        }
    }

    /// True for a walk through a whole table, or through all of one log, which is the same.
    private static func walks(_ step: String) -> Bool {
        let words = step.split(separator: " ")
        guard let verb = words.first, let table = words.dropFirst().first, growing.contains(String(table)) else {
            return false
        }
        return verb == "SCAN" || step.hasSuffix("sqlite_autoindex_record_1 (log=?)")
    }
}
