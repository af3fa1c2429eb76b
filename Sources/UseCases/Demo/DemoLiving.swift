import Core

/// The dossiers of the last weeks before the demonstration's now: something true for every page and every state.
struct DemoLiving {
    let catalogue: Catalogue
    let market: DemoMarket
    let times: DemoTimes
    let rules: RuleSettings
    /// Nothing happens after it.
    let now: Instant

    /// Adds `count` dossiers, spread over states as a working office has them.
    func add(_ count: Int, to plan: inout DemoPlan, _ random: inout SeededRandom) throws {
        let days = times.workingDays(now.date.adding(days: -25), now.date.adding(days: -1))
        for index in 0..<count {
            let quick = random.chance(35)
            let channel: Channel = random.chance(75) ? .online : random.chance(8) ? .post : .direct
            let offer = market.offer(quick ? .quick : .slow, channel, &random)
            var places = market.places(offer.procedure, channel, &random)
            // Every fourth is of the ward whose officers the demonstration lets visitors be.
            if index % 4 == 0, offer.procedure.competence == .commune {
                places = Places(intake: "H21.106", competent: "H21.106", result: "H21.106")
            }
            let received = times.moment(on: random.pick(days), &random)
            let acts = try acts(offer, places, channel, received, &random).filter { $0.0 <= now }
            guard !acts.isEmpty else { continue }
            plan.add(
                DemoDossier(
                    procedure: offer.procedure.code, variant: offer.variant.code, channel: channel, places: places,
                    usesReview: offer.procedure.workflow.steps.count > 2), acts)
        }
        addWaitingAtCounter(to: &plan, &random)
        try addStories(to: &plan)
    }

    /// What chance may leave out. Draws nothing, so that whatever is added here changes no other dossier.
    private func addStories(to plan: inout DemoPlan) throws {
        let days = times.workingDays(now.date.adding(days: -60), now.date)
        for story in DemoStory.all {
            plan.add(try story.dossier(in: catalogue), try story.acts(on: days.reversed(), before: now))
        }
    }

    private func acts(
        _ offer: DemoMarket.Offer, _ places: Places, _ channel: Channel, _ received: Instant,
        _ random: inout SeededRandom
    ) throws -> [(Instant, DemoAct)] {
        guard let limit = offer.variant.terms(for: channel)?.limit else { return [] }
        let context = DeadlineContext(
            calendar: times.calendar, site: SiteID(places.competent.text), channel: channel,
            settings: rules.deadlines)
        let due = try Deadline.dueInstant(of: limit, received: received, in: context)
        var acts: [(Instant, DemoAct)] = []
        if channel == .online {
            let before = received.adding(minutes: -(9 + random.below(200)))
            acts.append((before, .submit))
            if random.chance(4) { return acts + [(received, .refuseReception)] }
            if random.chance(4) { return acts + [(received, .askCompletion)] }
            acts.append((received, .receive))
        } else {
            acts.append((received, .receiveAtCounter))
        }
        let review = offer.procedure.workflow.steps.count > 2
        let lateness = random.chance(7) ? 1 + random.below(5) : 0
        let finish = finish(received, due, lateness, quick: offer.quick, &random)
        let steps: [DemoAct] = review ? [.assign, .toReview, .toSign] : [.assign, .toSign]
        let moments = times.between(received, finish, steps.count, &random)
        let wait = random.below(100)
        // Requests come soon after reception, within the window for them.
        let taken = received.adding(minutes: 8 + random.below(40))
        if wait < 5, review { return acts + [(taken, .assign), (taken.adding(minutes: 25), .requestSupplement)] }
        if wait < 8, review { return acts + [(taken, .assign), (taken.adding(minutes: 25), .requestPayment)] }
        if wait < 9 { return acts + [(taken, .withdraw)] }
        acts += Array(zip(moments, steps)) + [(finish, random.chance(3) ? .refuse : .settle)]
        let handed = times.workingDays(finish.date, finish.date.adding(days: 6)).prefix(4)
        if let day = handed.randomElement(using: &random) {
            let at = times.moment(on: day, &random)
            if at > finish { acts.append((at, .hand)) }
        }
        return acts
    }

    private func finish(
        _ received: Instant, _ due: Instant, _ lateness: Int, quick: Bool, _ random: inout SeededRandom
    ) -> Instant {
        if quick, lateness == 0 { return received.adding(minutes: 10 + random.below(60)) }
        let dueDay = due.dueDay
        let days =
            lateness > 0
            ? times.workingDays(dueDay.adding(days: 1), dueDay.adding(days: 1 + lateness))
            : times.workingDays(received.date.adding(days: 1), dueDay)
        guard let day = days.randomElement(using: &random) else { return due }
        let at = times.moment(on: day, &random)
        return lateness > 0 ? at : max(min(at, due), received.adding(minutes: 20))
    }

    /// Online ones of last evening and this morning that nobody has answered yet.
    private func addWaitingAtCounter(to plan: inout DemoPlan, _ random: inout SeededRandom) {
        for index in 0..<36 {
            let offer = market.offer(random.chance(50) ? .quick : .slow, .online, &random)
            var places = market.places(offer.procedure, .online, &random)
            if offer.procedure.competence == .commune, index % 2 == 0 {
                places = Places(intake: "H21.106", competent: "H21.106", result: "H21.106")
            }
            let at = now.adding(minutes: -(5 + random.below(1_080)))
            plan.add(
                DemoDossier(
                    procedure: offer.procedure.code, variant: offer.variant.code, channel: .online, places: places,
                    usesReview: offer.procedure.workflow.steps.count > 2), [(at, .submit)])
        }
    }
}
