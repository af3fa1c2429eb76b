import Core

/// Draws dossiers for each cell of the published month until every one stands where its cell says.
///
/// Each is drawn, its due date computed by the rules themselves, and kept only if it fits: nothing is bent to fit.
struct DemoPlanner {
    let market: DemoMarket
    let times: DemoTimes
    let rules: RuleSettings
    /// The end of the last day of the report: 2025-07-27T00:00.
    let cutoff: Instant
    let monthStart: Instant
    private let april: [CivilDate]
    private let july: [CivilDate]

    init(market: DemoMarket, times: DemoTimes, rules: RuleSettings) {
        self.market = market
        self.times = times
        self.rules = rules
        let from = DemoFigures.from ?? CivilDate(dayNumber: 0)
        let to = DemoFigures.to ?? CivilDate(dayNumber: 0)
        cutoff = Instant(to.adding(days: 1), minute: 0)
        monthStart = Instant(from, minute: 0)
        april = times.workingDays(from.adding(days: -91), from.adding(days: -1))
        july = times.workingDays(from, to)
    }

    /// Plans one dossier of a cell.
    ///
    /// - Throws: `DemoPlanError` if after many draws none fits, which means the catalogue offers nothing that could.
    func plan(_ origin: DemoOrigin, _ bucket: DemoBucket, _ random: inout SeededRandom) throws -> DemoDraft {
        for _ in 0..<4_000 {
            if let draft = try attempt(origin, bucket, &random) { return draft }
        }
        throw DemoPlanError(origin: "\(origin)", bucket: "\(bucket)")
    }

    private func attempt(
        _ origin: DemoOrigin, _ bucket: DemoBucket, _ random: inout SeededRandom
    ) throws -> DemoDraft? {
        let channel = channel(origin, &random)
        let carriedOn = origin == .carried && (bucket == .inTime || bucket == .early || bucket == .onTime)
        let kind: DemoMarket.Kind = bucket == .sameDay ? .quick : carriedOn ? .long : .slow
        let offer = market.offer(kind, channel, &random)
        let places = market.places(offer.procedure, channel, &random)
        guard let terms = offer.variant.terms(for: channel) else { return nil }
        let day = receptionDay(origin, bucket, terms.limit, &random)
        let received = times.moment(on: day, &random)
        let context = DeadlineContext(
            calendar: times.calendar, site: SiteID(places.competent.text), resultSite: SiteID(places.result.text),
            channel: channel, settings: rules.deadlines)
        let due = try Deadline.dueInstant(of: terms.limit, received: received, in: context)
        guard let end = end(bucket, received, due, &random) else { return nil }
        return DemoDraft(
            offer: offer, channel: channel, places: places, limit: terms.limit, received: received, due: due,
            bucket: bucket, end: end)
    }

    private func channel(_ origin: DemoOrigin, _ random: inout SeededRandom) -> Channel {
        switch origin {
        case .online: return .online
        case .direct: return random.chance(6) ? .post : .direct
        case .carried: return random.chance(70) ? .online : random.chance(6) ? .post : .direct
        }
    }

    /// Early enough to have grown old, late enough to be still in time: drawn around what the cell needs.
    private func receptionDay(
        _ origin: DemoOrigin, _ bucket: DemoBucket, _ limit: TimeLimit, _ random: inout SeededRandom
    ) -> CivilDate {
        let days = origin == .carried ? april : july
        let span = limit.workflowHours() / 8
        switch bucket {
        case .inTime: return days[max(0, days.count - 1 - random.below(min(days.count, max(1, span))))]
        case .early where origin == .carried, .onTime where origin == .carried:
            return days[max(0, days.count - 1 - random.below(min(days.count, max(1, span))))]
        case .overdue where origin != .carried:
            return days[random.below(max(1, days.count - span))]
        case .sameDay, .early, .onTime, .late, .overdue, .supplement, .payment, .withdrawn, .stopped, .voided:
            return random.pick(days)
        }
    }

    /// When the dossier's fate within the month falls, or nil if this draw cannot have it.
    private func end(
        _ bucket: DemoBucket, _ received: Instant, _ due: Instant, _ random: inout SeededRandom
    ) -> Instant? {
        let first = max(received.date, monthStart.date)
        let last = cutoff.date.adding(days: -1)
        func drawn(_ from: CivilDate, _ to: CivilDate) -> Instant? {
            let days = times.workingDays(from, to)
            guard !days.isEmpty else { return nil }
            let at = times.moment(on: random.pick(days), &random)
            return at > received.adding(minutes: 10) && at < cutoff ? at : nil
        }
        switch bucket {
        case .sameDay:
            let at = received.adding(minutes: 12 + random.below(80))
            let hour = at.minuteOfDay
            guard at < due, hour < 690 || (hour > 812 && hour < 1018), at.date == received.date else { return nil }
            return at
        case .early: return drawn(first, min(due.dueDay.adding(days: -1), last)).flatMap { $0 < due ? $0 : nil }
        case .onTime: return due < cutoff ? drawn(due.dueDay, due.dueDay).flatMap { $0 < due ? $0 : nil } : nil
        case .late: return drawn(max(first, due.dueDay.adding(days: 1)), last).flatMap { $0 > due ? $0 : nil }
        case .inTime: return due >= cutoff ? cutoff : nil
        case .overdue: return due < cutoff ? cutoff : nil
        case .supplement, .payment: return waitStart(received, due, &random)
        case .withdrawn, .stopped, .voided: return drawn(first, last)
        }
    }

    /// The moment of the request: within the notice window and before the due date, before the cut-off.
    private func waitStart(_ received: Instant, _ due: Instant, _ random: inout SeededRandom) -> Instant? {
        let days = times.workingDays(received.date.adding(days: 1), received.date.adding(days: 4)).prefix(2)
        guard let day = days.randomElement(using: &random) else { return nil }
        let at = times.moment(on: day, &random)
        return at < due && at < cutoff && at > received.adding(minutes: 60) ? at : nil
    }
}

struct DemoDraft {
    var offer: DemoMarket.Offer
    var channel: Channel
    var places: Places
    var limit: TimeLimit
    var received: Instant
    var due: Instant
    var bucket: DemoBucket
    /// When its fate within the month falls; the cut-off for what is still open then.
    var end: Instant
}

/// The catalogue offers nothing that could stand in this cell.
struct DemoPlanError: Error {
    var origin: String
    var bucket: String
}
