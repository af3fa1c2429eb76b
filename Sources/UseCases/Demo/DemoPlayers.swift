import Core

/// The officers and applicants of the demonstration, and how each act becomes a command of one of them.
struct DemoPlayers {
    let catalogue: Catalogue
    let people: DemoPeople
    private var officers: [String: Actor] = [:]
    /// How applicants want their results, where it is not at the counter.
    private var ways: [DossierID: ResultWay] = [:]
    /// Questions to other agencies, in the order in which they were asked.
    var asked: [DossierID: [ConsultationID]] = [:]
    let applicant = Actor(
        id: "00000000000000000000000000000002", assignments: [Assignment(role: .applicant, agency: "H21")])

    /// - Parameter favoured: officers who act before others of their role, the first of them before the next.
    init(_ catalogue: Catalogue, people: DemoPeople, favoured: [ActorID]) {
        self.catalogue = catalogue
        self.people = people
        let others = catalogue.officers.values.filter { !favoured.contains($0.id) }.sorted { $0.id < $1.id }
        for entry in others + favoured.reversed().compactMap({ catalogue.officers[$0] }) {
            for held in entry.assignments {
                officers["\(held.role.rawValue)@\(held.agency)"] = Actor(id: entry.id, assignments: entry.assignments)
            }
        }
    }

    func officer(_ role: Role, _ agency: AgencyCode) -> Actor {
        officers["\(role.rawValue)@\(agency)"] ?? applicant
    }

    /// Carries one act out and gives the dossier's stream.
    mutating func play(
        _ act: DemoAct, _ dossier: DemoDossier, _ stream: DossierID?, _ desk: DemoDesk, _ random: inout SeededRandom
    ) throws -> DossierID {
        let (places, commands) = (dossier.places, desk.commands)
        func request(_ actor: Actor) -> DossierRequest { DossierRequest(command: CommandID(random.id()), actor: actor) }
        let receiver = officer(.receiver, places.intake)
        guard let stream else {
            let stream = DossierID(random.id())
            let submission = try submission(dossier, &random)
            if submission.resultWay != .counter { ways[stream] = submission.resultWay }
            let sent = request(act == .submit ? applicant : receiver)
            if act == .submit {
                _ = try commands.submit(submission, procedure: dossier.procedure, as: stream, sent, random: &random)
            } else {
                _ = try commands.receiveAtCounter(
                    submission, procedure: dossier.procedure, fee: .zero, as: stream, sent, random: &random)
            }
            return stream
        }
        let handler = officer(.handler, places.competent)
        let leader = officer(.leader, places.competent)
        let signatory = officer(.signatory, places.competent)
        func give(_ command: DossierCommand, _ actor: Actor) throws {
            _ = try commands.give(command, to: stream, request(actor), random: &random)
        }
        switch act {
        case .submit, .receiveAtCounter: break
        case .receive: _ = try commands.receive(stream, fee: .zero, request(receiver), random: &random)
        case .assign: try give(.assign(handler.id), leader)
        case .toReview: try give(.completeStep(StepPassed(to: "review", assignee: leader.id)), handler)
        case .toSign:
            let by = dossier.usesReview ? leader : handler
            try give(.completeStep(StepPassed(to: "sign", assignee: signatory.id)), by)
        case .settle: try give(.settle(Settlement(resultNumber: "\(1 + random.below(9_000))/KQ")), signatory)
        case .hand:
            let way = ways.removeValue(forKey: stream) ?? .counter
            try give(.returnResult(Handover(way: way)), officer(.receiver, places.result))
        case .requestSupplement: try give(.requestSupplement(try asked(dossier)), handler)
        case .supply:
            let component = try papers(dossier).first.map { [ComponentGiven(component: $0.code, copies: 1)] } ?? []
            try give(.supply(Supply(components: component)), receiver)
        case .requestPayment:
            let note = dossier.story == nil ? Personal() : words("requestPayment", dossier, as: .note)
            try give(.requestPayment(PaymentAsked(amount: Money(dong: 50_000), personal: note)), handler)
        case .confirmPayment:
            try give(.confirmPayment(PaymentProof(reference: "CT-\(100_000 + random.below(900_000))")), handler)
        case .withdraw:
            let mine = dossier.story != nil
            try give(
                .withdraw(Grounds(personal: mine ? words("withdraw", dossier) : Personal())),
                mine ? applicant : receiver)
        case .stop: try give(.stop(Grounds(personal: words("stop", dossier))), leader)
        case .void:
            let grounds = Grounds(personal: words("void", dossier))
            try give(.voidReception(grounds), officer(.deskHead, places.intake))
        case .askCompletion: try give(.askCompletion(try asked(dossier)), receiver)
        case .refuseReception: try give(.refuseReception(Grounds(personal: words("refuse", dossier))), receiver)
        case .refuse: try give(.refuse(Grounds(personal: words("refuse", dossier))), signatory)
        case .told(let told): try tell(told, dossier, stream, desk, &random)
        }
        return stream
    }

    private func papers(_ dossier: DemoDossier) throws -> [Component] {
        try catalogue.procedure(dossier.procedure)?.variant(dossier.variant)?.components.filter { $0.kind == .submit }
            ?? []
    }

    private func asked(_ dossier: DemoDossier) throws -> PapersAsked {
        PapersAsked(components: try papers(dossier).prefix(1).map(\.code), personal: words("supplement", dossier))
    }

    /// The story's own words for an act, else those that anybody uses.
    func words(_ act: String, _ dossier: DemoDossier, as key: PersonalKey = .reason) -> Personal {
        let own = dossier.story.flatMap { people.words["\(act).\($0.rawValue)"] }
        return Personal([key.text: own ?? people.words[act] ?? act])
    }

    private func submission(_ dossier: DemoDossier, _ random: inout SeededRandom) throws -> Submission {
        let place = catalogue.agencies[dossier.places.competent]?.name ?? ""
        let given = try papers(dossier).filter { $0.required || random.chance(30) }.map {
            ComponentGiven(component: $0.code, originals: max(1, $0.originals), copies: $0.copies)
        }
        let number = SubmissionNumber(random: &random)
        let drawn: ResultWay = random.chance(70) ? .counter : random.chance(50) ? .post : .electronic
        let way = dossier.story.flatMap { DemoStory.known[$0]?.way } ?? drawn
        var personal = people.person(&random, in: people.place(of: place))
        if way == .post { personal[.resultAddress] = personal[.submitterAddress] }
        return Submission(
            number: number, variant: dossier.variant, channel: dossier.channel, places: dossier.places,
            resultWay: way, components: given, personal: personal)
    }
}
