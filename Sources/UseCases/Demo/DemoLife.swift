import Core

/// Turns a drawn dossier into the acts of its whole life, the part after the cut-off included.
struct DemoLife {
    let times: DemoTimes
    let cutoff: Instant

    func acts(_ draft: DemoDraft, _ random: inout SeededRandom) -> [(Instant, DemoAct)] {
        var acts = beginning(draft, &random)
        switch draft.bucket {
        case .sameDay, .early, .onTime, .late:
            acts += work(draft, from: draft.received, to: draft.end, &random)
            acts += handing(draft, after: draft.end, &random)
        case .inTime:
            let finish = finish(draft, early: random.chance(90), &random)
            acts += work(draft, from: draft.received, to: finish, &random) + handing(draft, after: finish, &random)
        case .overdue:
            let day = times.workingDays(cutoff.date, cutoff.date.adding(days: 45))
            let finish = times.moment(on: random.pick(day), &random)
            acts += work(draft, from: draft.received, to: finish, &random) + handing(draft, after: finish, &random)
        case .supplement: acts += waiting(draft, .requestSupplement, .supply, &random)
        case .payment: acts += waiting(draft, .requestPayment, .confirmPayment, &random)
        case .withdrawn: acts += [(draft.end, .withdraw)]
        case .stopped: acts += [(draft.end, .stop)]
        case .voided: acts += [(draft.end, .void)]
        }
        return acts
    }

    /// Online ones come in some hours before they are received; at a counter both happen at once.
    private func beginning(_ draft: DemoDraft, _ random: inout SeededRandom) -> [(Instant, DemoAct)] {
        guard draft.channel == .online else { return [(draft.received, .receiveAtCounter)] }
        let before = draft.received.adding(minutes: -(9 + random.below(230)))
        return [(before, .submit), (draft.received, .receive)]
    }

    /// Assign, pass on, sign: what lies between reception and result.
    private func work(
        _ draft: DemoDraft, from start: Instant, to end: Instant, _ random: inout SeededRandom
    ) -> [(Instant, DemoAct)] {
        let review = draft.offer.procedure.workflow.steps.count > 2
        let acts: [DemoAct] = review ? [.assign, .toReview, .toSign] : [.assign, .toSign]
        let moments = times.between(start, end, acts.count, &random)
        return Array(zip(moments, acts)) + [(end, .settle)]
    }

    private func handing(
        _ draft: DemoDraft, after end: Instant, _ random: inout SeededRandom
    ) -> [(Instant, DemoAct)] {
        if draft.bucket == .sameDay { return [(end.adding(minutes: 3 + random.below(12)), .hand)] }
        let days = times.workingDays(end.date.adding(days: 1), end.date.adding(days: 12)).prefix(4)
        guard let day = days.randomElement(using: &random) else { return [] }
        return [(times.moment(on: day, &random), .hand)]
    }

    /// After the cut-off and before the due date for most, a few days late for the others.
    private func finish(_ draft: DemoDraft, early: Bool, _ random: inout SeededRandom) -> Instant {
        let dueDay = draft.due.dueDay
        let days =
            early
            ? times.workingDays(cutoff.date, dueDay)
            : times.workingDays(dueDay.adding(days: 1), dueDay.adding(days: 12))
        guard let day = days.randomElement(using: &random) else { return draft.due.adding(minutes: 60) }
        let at = times.moment(on: day, &random)
        return early ? min(at, draft.due) : at
    }

    /// Asked within the month, answered after the cut-off, then carried to its end.
    private func waiting(
        _ draft: DemoDraft, _ ask: DemoAct, _ answer: DemoAct, _ random: inout SeededRandom
    ) -> [(Instant, DemoAct)] {
        let assigned = times.between(draft.received, draft.end, 1, &random)
        let days = times.workingDays(cutoff.date, cutoff.date.adding(days: 20))
        let answered = times.moment(on: random.pick(days), &random)
        let last = times.workingDays(answered.date.adding(days: 1), answered.date.adding(days: 14))
        let finish = times.moment(on: random.pick(last), &random)
        let review = draft.offer.procedure.workflow.steps.count > 2
        let steps: [DemoAct] = review ? [.toReview, .toSign] : [.toSign]
        return [(assigned[0], .assign), (draft.end, ask), (answered, answer)]
            + Array(zip(times.between(answered, finish, steps.count, &random), steps))
            + [(finish, .settle)] + handing(draft, after: finish, &random)
    }
}
