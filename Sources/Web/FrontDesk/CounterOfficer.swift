import Core
import Store
import UseCases

/// Somebody at a counter with the one-stop units they serve (người tiếp nhận và các điểm tiếp nhận của họ).
struct CounterOfficer {
    static let roles: Set<Role> = [.receiver, .deskHead]

    let identity: Identity
    /// Units where dossiers are handed in, the officer's own first; empty for a role given above without a unit.
    let units: [Agency]

    init(_ identity: Identity, in catalogue: Catalogue) {
        self.identity = identity
        let own = Set(identity.actor.assignments.filter { CounterOfficer.roles.contains($0.role) }.map(\.agency))
        let served = catalogue.intakes.filter { identity.actor.holds(CounterOfficer.roles, at: $0.code) }
        units = served.filter { own.contains($0.code) } + served.filter { !own.contains($0.code) }
    }

    var actor: Actor { identity.actor }
    var codes: [AgencyCode] { units.map(\.code) }

    /// True if the dossier was handed in here or its result is handed over here.
    func serves(_ places: Places) -> Bool {
        actor.holds(CounterOfficer.roles, at: places.intake) || actor.holds(CounterOfficer.roles, at: places.result)
    }

    /// What waits in each list, as much as their names need.
    func counts(now: Instant, in sql: any SQLConnection) throws -> CounterCounts {
        CounterCounts(
            incoming: try DossierList.count(.incoming(codes), most: ListCount.glance, in: sql),
            late: try DossierList.count(.incoming(codes), dueBefore: now, most: ListCount.glance, in: sql),
            completion: try DossierList.count(.awaitingCompletion(codes), most: ListCount.glance, in: sql),
            results: try DossierList.count(.ready(codes), most: ListCount.glance, in: sql))
    }
}

/// How much waits at a counter.
struct CounterCounts: Sendable {
    var incoming: ListCount
    /// Of the incoming, those whose hour to be answered has passed.
    var late: ListCount
    var completion: ListCount
    var results: ListCount
}

extension Call {
    /// The counter of whoever asks.
    func counter(in catalogue: Catalogue) throws(Problem) -> CounterOfficer {
        CounterOfficer(try identity(), in: catalogue)
    }
}

extension Pages {
    /// Writes down that somebody saw personal data: of one dossier, or of so many in a list.
    func noteReading(by counter: CounterOfficer, of dossier: DossierID? = nil, rows: Int? = nil) async throws {
        guard rows != 0 else { return }
        let (actor, now) = (counter.actor.id, now)
        try await office.store.write { transaction in
            var random = SystemRandom()
            try Audit.write(
                .personalRead, by: actor, on: dossier, rows.map { .count($0) }, now: now, random: &random,
                in: transaction.sql)
        }
    }
}
