public import Core
import Store

/// Lives the demonstration's history through the real use cases, on a clock that is told the time (dựng dữ liệu mẫu).
public struct DemoHistory {
    /// How far the building is.
    public struct Progress: Sendable {
        public var done: Int
        public var total: Int
    }

    let office: Office
    let clock: VirtualClock
    let plan: DemoPlan
    let people: DemoPeople
    private let accounts: [ActorID]

    /// Plans the published month at 1:`scale` and the living weeks before `now`.
    ///
    /// - Throws: `DemoPlanError` where the catalogue offers too little.
    public init(
        _ office: Office, clock: VirtualClock, lists: DemoLists, scale: Int, now: Instant,
        random: inout SeededRandom
    ) throws {
        self.office = office
        self.clock = clock
        people = DemoPeople(lists)
        accounts = lists.accounts.map(\.officer.id)
        let catalogue = office.catalogue
        let market = try DemoMarket(catalogue, demand: lists.demand)
        let times = DemoTimes(calendar: catalogue.calendar)
        let planner = DemoPlanner(market: market, times: times, rules: office.rules)
        let life = DemoLife(times: times, cutoff: planner.cutoff)
        var plan = DemoPlan()
        for cell in DemoFigures.cells(scale: scale) {
            for _ in 0..<cell.count {
                let draft = try planner.plan(cell.origin, cell.bucket, &random)
                plan.add(
                    DemoDossier(
                        procedure: draft.offer.procedure.code, variant: draft.offer.variant.code,
                        channel: draft.channel, places: draft.places,
                        usesReview: draft.offer.procedure.workflow.steps.count > 2),
                    life.acts(draft, &random))
            }
        }
        let living = DemoLiving(
            catalogue: catalogue, market: market, times: times, rules: office.rules, now: now)
        try living.add(max(240, 3_000 / scale), to: &plan, &random)
        plan.sort()
        self.plan = plan
    }

    public var actCount: Int { plan.steps.count }

    /// Carries everything out, `progress` being told every few thousand acts.
    public func run(random: inout SeededRandom, progress: (Progress) -> Void) throws {
        var drawn = random
        var players = DemoPlayers(office.catalogue, people: people, favoured: accounts)
        let memory = DossierMemory()
        var streams = [DossierID?](repeating: nil, count: plan.dossiers.count)
        try office.store.bulkNow(every: 4_000) { bulk in
            for (index, step) in plan.steps.enumerated() {
                clock.move(to: step.at)
                let number = Int(step.dossier)
                let dossier = plan.dossiers[number]
                try bulk.run { transaction in
                    // A story may correct what a person typed, and the memory keeps nothing of that.
                    let kept = dossier.story == nil ? memory : nil
                    let commands = DossierCommands(office, now: step.at, in: transaction, memory: kept)
                    streams[number] = try players.play(
                        step.act, dossier, streams[number],
                        DemoDesk(office: office, transaction: transaction, commands: commands, now: step.at), &drawn)
                }
                if index % 2_000 == 0 { progress(Progress(done: index, total: plan.steps.count)) }
            }
        }
        progress(Progress(done: plan.steps.count, total: plan.steps.count))
        random = drawn
    }
}
