import Core
import Foundation
import Ledger
import Reports
import Testing

@Suite("Vòng đời hồ sơ")
struct LifeTests {
    /// How many commands: 20,000 in `make test`, a million in `make test-long`.
    static let commands = Int(ProcessInfo.processInfo.environment["MOTCUA_RANDOM_COMMANDS"] ?? "") ?? 20_000
    static let seed = UInt64(ProcessInfo.processInfo.environment["MOTCUA_SEED"] ?? "") ?? 20_261_120

    @Test func `random lives break no rule, replay alike and always balance`() throws {
        print("SEED=\(Self.seed) commands=\(Self.commands)")
        var run = try LifeRun(seed: Self.seed)
        while run.given < Self.commands { try run.liveOnce() }
        print(run.table())
        print("accepted \(run.accepted) of \(run.given)")
        #expect(run.broken.isEmpty, "\(run.broken.prefix(5)) SEED=\(Self.seed)")
        #expect(run.accepted * 100 >= run.given * 40, "only \(run.accepted) of \(run.given) accepted")
        let unreached = run.unreached()
        #expect(unreached.isEmpty, "pairs never reached: \(unreached)")
        try run.checkReports()
    }

    @Test func `every phase has a national code and the codes are 1 to 10`() {
        #expect(Set(Phase.allCases.map(\.nationalCode)) == Set(1...10))
    }
}

/// Many lives one after the other, with everything counted.
struct LifeRun {
    var commands: RandomCommands
    let calendar: WorkingCalendar
    var given = 0
    var accepted = 0
    var broken: [String] = []
    var reached: [String: (accepted: Int, refused: Int)] = [:]
    var facts: [DossierFacts] = []
    var refusedAtReception = 0
    var orders: [String: Int] = [:]

    init(seed: UInt64) throws {
        commands = RandomCommands(random: SeededRandom(seed: seed))
        calendar = try testCalendar()
    }

    /// One dossier from nothing to somewhat after its end.
    mutating func liveOnce() throws {
        var dossier: Dossier?
        var story: [DossierEvent] = []
        var now = Instant(CivilDate(dayNumber: 20_240 + commands.upTo(300)), minute: commands.upTo(1440))
        let chosen = commands.pick(Province.procedures)
        let attempts = 8 + commands.upTo(40)
        for _ in 0..<attempts {
            now = now.adding(seconds: Int64(commands.upTo(commands.chance(70) ? 14_400 : 200_000)))
            let pinned = dossier.flatMap { Province.procedure($0.procedure) } ?? chosen
            let (action, actor) = next(for: dossier, pinned)
            let procedure = action == .changeProcedure ? commands.pick(Province.procedures) : pinned
            let order = nextOrder(for: dossier, at: now)
            let command = commands.command(action, on: dossier, procedure, now: now, order: order)
            try attempt(command, by: actor, &dossier, &story, procedure, now)
        }
        try checkReplay(story, dossier)
        note(story, dossier)
    }

    /// Mostly what may well be accepted; a command never yet tried in this phase is tried at every second chance.
    private mutating func next(
        for dossier: Dossier?, _ procedure: ProcedureVersion
    ) -> (DossierAction, Actor) {
        let phase = dossier?.phase.rawValue ?? "none"
        let untried = DossierAction.allCases.filter { reached["\($0.rawValue) × \(phase)"] == nil }
        if !untried.isEmpty, commands.chance(50) { return (commands.pick(untried), commands.pick(Province.officers)) }
        return commands.chance(72) ? commands.likely(on: dossier, procedure) : commands.wild()
    }

    private mutating func attempt(
        _ command: DossierCommand, by actor: Actor, _ dossier: inout Dossier?, _ story: inout [DossierEvent],
        _ procedure: ProcedureVersion, _ now: Instant
    ) throws {
        given += 1
        let pair = "\(command.action.rawValue) × \(dossier?.phase.rawValue ?? "none")"
        let context = DecisionContext(now: now, actor: actor, procedure: procedure, calendar: calendar)
        do throws(DossierRefusal) {
            let events = try DossierDecider.decide(command, on: dossier, in: context)
            accepted += 1
            reached[pair, default: (0, 0)].accepted += 1
            for event in events {
                let before = dossier
                DossierDecider.evolve(&dossier, by: event)
                guard let dossier else { return broken.append("an event left no dossier: \(event)") }
                broken += brokenInvariants(of: dossier, before: before, at: now).map {
                    "\($0) after \(event.change.kind)"
                }
            }
            story += events
            if case .receive = command, let code = dossier?.code {
                orders[String(code.text.dropLast(5)), default: 0] += 1
            }
        } catch {
            reached[pair, default: (0, 0)].refused += 1
        }
    }

    private func nextOrder(for dossier: Dossier?, at now: Instant) -> Int {
        guard let dossier else { return 1 }
        let code = DossierCode(agency: dossier.places.competent, day: now.date, order: 1)
        return (orders[String(code.text.dropLast(5))] ?? 0) + 1
    }

    /// Through the stored form and back: the same dossier must come out.
    private mutating func checkReplay(_ story: [DossierEvent], _ live: Dossier?) throws {
        var replayed: Dossier?
        for event in story {
            let form = try DossierEventForm.stored(event.change, random: &commands.random)
            let change = try DossierEventForm.change(form)
            DossierDecider.evolve(&replayed, by: DossierEvent(at: event.at, actor: event.actor, change: change))
        }
        if replayed != live { broken.append("replay differs after \(story.map(\.change.kind.rawValue))") }
    }

    private mutating func note(_ story: [DossierEvent], _ dossier: Dossier?) {
        guard let dossier, let code = dossier.code else {
            if dossier?.phase == .receptionRefused { refusedAtReception += 1 }
            return
        }
        var state: Dossier?
        var entries: [ClockEntry] = []
        for event in story {
            DossierDecider.evolve(&state, by: event)
            if let state, state.clock != nil, let change = ClockChange(event.change, sector: state.sector) {
                entries.append(ClockEntry(at: event.at, recorded: event.at, change: change))
            }
        }
        facts.append(
            DossierFacts(
                code: code, competent: dossier.places.competent, intake: dossier.places.intake,
                channel: dossier.channel, entries: entries))
    }

    /// Any period, any moment, any agency: the report balances, and its parts add up to the whole.
    mutating func checkReports() throws {
        for _ in 0..<200 {
            let from = CivilDate(dayNumber: 20_240 + commands.upTo(300))
            let question = ReportQuestion(
                from: from, to: from.adding(days: commands.upTo(60)),
                agency: commands.pick([nil, Province.commune, Province.department, "H21"]))
            var count = SettlementCount(question)
            for facts in facts { count.add(facts) }
            let report = count.report()
            #expect(report.total.balances, "\(question) \(report.total)")
            let eachBalances = report.rows.allSatisfy { $0.figures.balances }
            #expect(eachBalances)
        }
    }

    static let pairs: [String] = DossierAction.allCases.flatMap { action in
        (["none"] + Phase.allCases.map(\.rawValue)).map { "\(action.rawValue) × \($0)" }
    }

    func unreached() -> [String] { Self.pairs.filter { reached[$0] == nil } }

    /// Every command × state pair with how often it was accepted and refused.
    func table() -> String {
        Self.pairs.map { pair in
            let counts = reached[pair] ?? (0, 0)
            return "\(pair): accepted \(counts.accepted), refused \(counts.refused)"
        }.joined(separator: "\n")
    }
}
