import Core

/// What must hold of every dossier after every event, whatever was tried; each broken one is named.
func brokenInvariants(of dossier: Dossier, before: Dossier?, at now: Instant) -> [String] {
    var broken: [String] = []
    func hold(_ condition: Bool, _ name: String) { if !condition { broken.append(name) } }
    let clock = dossier.clock
    hold((dossier.code == nil) == (clock == nil), "a code exactly when received")
    hold(dossier.version == (before?.version ?? 0) + 1, "versions count up by one")
    if let before {
        hold(before.code == nil || before.code == dossier.code, "a code never changes")
        hold(before.clock == nil || before.clock?.originalDue == clock?.originalDue, "the first due date is kept")
        hold(before.clock == nil || before.clock?.received == clock?.received, "the reception is kept")
        hold(before.number == dossier.number, "the number never changes")
        hold(!before.phase.isEnded || dossier.phase.isEnded, "what has ended never runs again")
        hold(before.secretGeneration <= dossier.secretGeneration, "a spent secret stays spent")
    }
    hold((dossier.outcome != nil) == dossier.phase.isEnded, "an outcome exactly when ended")
    hold((dossier.returnedAt != nil) == (dossier.phase == .returned), "a return time exactly when returned")
    hold(!dossier.phase.isInProgress || clock != nil, "in progress has a clock")
    hold(dossier.phase != .processing || dossier.work != nil, "processing is at a step")
    if let clock {
        hold(clock.due >= clock.received, "due after reception")
        hold(clock.term.explanation.last?.to == clock.due, "the explanation ends at the due date")
        let open = clock.waits.filter { $0.to == nil }
        let waiting = dossier.phase == .awaitingSupplement || dossier.phase == .awaitingPayment
        hold(open.count == (waiting ? 1 : 0), "one open wait exactly while waiting")
        hold(clock.waits.allSatisfy { ($0.to ?? now) >= $0.from }, "waits end after they begin")
    }
    hold(
        dossier.papersWanted.isEmpty || dossier.phase == .awaitingSupplement || dossier.phase == .awaitingCompletion,
        "papers wanted only while waiting for them")
    hold((dossier.answerBy != nil) <= (dossier.phase == .submitted), "an answer is owed only while submitted")
    return broken
}

private func <= (a: Bool, b: Bool) -> Bool { !a || b }
