import Core

/// Makes commands from a seed: plausible ones that should be accepted, and wild ones that should not.
struct RandomCommands {
    var random: SeededRandom

    mutating func pick<T>(_ items: [T]) -> T { items[Int(random.next() % UInt64(items.count))] }
    mutating func chance(_ percent: Int) -> Bool { Int(random.next() % 100) < percent }
    private mutating func fee() -> Money { Money(dong: Int64(upTo(3)) * 1000 - (chance(3) ? 9000 : 0)) }
    mutating func upTo(_ most: Int) -> Int { Int(random.next() % UInt64(most)) }

    /// An action with somebody who may well give it.
    mutating func likely(on dossier: Dossier?, _ procedure: ProcedureVersion) -> (DossierAction, Actor) {
        guard let dossier else { return (.submit, chance(50) ? Province.applicant : pick(Province.officers)) }
        var choices: [(DossierAction, Actor)] = []
        for actor in Province.officers + [Province.applicant] {
            for action in allowedActions(for: actor, on: dossier, under: procedure) { choices.append((action, actor)) }
        }
        // What ends a life early is rare, so that long lives are met too.
        let calm = choices.filter { !RandomCommands.hasty.contains($0.0) }
        if !calm.isEmpty, chance(85) { return pick(calm) }
        return choices.isEmpty ? wild() : pick(choices)
    }

    mutating func wild() -> (DossierAction, Actor) {
        (pick(DossierAction.allCases), pick(Province.officers + [Province.applicant]))
    }

    private static let hasty: Set<DossierAction> = [
        .stop, .withdraw, .voidReception, .refuseReception, .refuse, .renewSecret, .correct, .apologise,
    ]

    mutating func command(
        _ action: DossierAction, on dossier: Dossier?, _ procedure: ProcedureVersion, now: Instant, order: Int
    ) -> DossierCommand {
        let wanted = dossier?.papersWanted ?? []
        switch action {
        case .submit: return .submit(submission(procedure))
        case .askCompletion: return .askCompletion(asked())
        case .refuseReception: return .refuseReception(grounds())
        case .receive:
            return .receive(Reception(order: order, fee: fee()))
        case .changeProcedure:
            return .changeProcedure(ProcedureChange(variant: pick(["usual", "other"]), fee: fee(), personal: words()))
        case .assign: return .assign(pick(["handler", "handler-department", "signatory"]))
        case .completeStep: return .completeStep(StepPassed(to: pick(["verify", "sign", "sign", "nowhere"])))
        case .sendBack: return .sendBack(StepPassed(to: pick(["appraise", "verify"]), personal: words()))
        case .consult:
            let competent = dossier?.places.competent ?? Province.commune
            let others = [Province.department, Province.commune].filter { $0 != competent }
            return .consult([
                ConsultationAsked(
                    id: ConsultationID(random.id()), agency: chance(95) ? pick(others) : Province.commune,
                    workingDays: chance(95) ? 1 + upTo(5) : 61,
                    personal: Personal([PersonalKey.note.text: "Đề nghị cho ý kiến"]))
            ])
        case .answerConsultation:
            let open = dossier?.consultations.last { $0.answeredAt == nil }
            return .answerConsultation(
                ConsultationAnswer(
                    id: open?.id ?? "none", personal: Personal([PersonalKey.note.text: "Thống nhất"])))
        case .requestSupplement: return .requestSupplement(asked(basis: chance(50) ? "Luật Đất đai" : nil))
        case .supply:
            return .supply(
                Supply(
                    components: (chance(90) ? wanted : ["form"]).map {
                        ComponentGiven(component: $0, copies: chance(95) ? 1 : 0)
                    }))
        case .requestPayment:
            return .requestPayment(PaymentAsked(amount: Money(dong: Int64(upTo(9)) * 1000), personal: words()))
        case .confirmPayment: return .confirmPayment(PaymentProof(reference: chance(95) ? "BL-\(upTo(1000))" : ""))
        case .extend:
            return .extend(
                Extension(newDay: (dossier?.clock?.due ?? now).date.adding(days: upTo(12)), personal: words()))
        case .apologise: return .apologise(grounds())
        case .refuse: return .refuse(grounds())
        case .stop: return .stop(grounds())
        case .withdraw: return .withdraw(grounds())
        case .settle: return .settle(Settlement(resultNumber: chance(50) ? "12/GXN" : nil))
        case .returnResult:
            let way = chance(70) ? dossier?.resultWay ?? .counter : pick(ResultWay.allCases)
            let note = chance(60) ? Personal([PersonalKey.note.text: "Người nộp đến nhận"]) : Personal()
            return .returnResult(Handover(way: way, personal: note))
        case .correct:
            return .correct(
                Correction(
                    changes: Personal([PersonalKey.ownerName.text: "Rơ Châm \(pick(["H’Lan", "Hùng", "Bình"]))"]),
                    reason: "Gõ nhầm"))
        case .voidReception: return .voidReception(grounds())
        case .renewSecret: return .renewSecret
        }
    }

    private mutating func submission(_ procedure: ProcedureVersion) -> Submission {
        let channel = pick(Channel.allCases)
        let competent: AgencyCode
        switch procedure.competence {
        case .agency(let agency): competent = chance(90) ? agency : Province.commune
        case .commune, .elsewhere: competent = Province.commune
        }
        let given = chance(85) ? [ComponentGiven(component: "form", originals: 1)] : []
        return Submission(
            number: SubmissionNumber(random: &random), variant: pick(["usual", "usual", "other"]), channel: channel,
            places: Places(
                intake: pick([Province.commune, Province.centre]), competent: competent,
                result: pick([Province.commune, Province.centre])),
            resultWay: pick(ResultWay.allCases), components: given,
            personal: Personal([
                PersonalKey.submitterName.text: chance(97) ? "Nguyễn Thị Hương" : "",
                PersonalKey.resultAddress.text: chance(90) ? "Làng Ốp, phường Pleiku" : "",
            ]))
    }

    private mutating func asked(basis: String? = nil) -> PapersAsked {
        PapersAsked(components: chance(90) ? [pick(["form", "paper"])] : ["unknown"], basis: basis, personal: words())
    }

    private mutating func grounds() -> Grounds { Grounds(personal: words()) }

    private mutating func words() -> Personal {
        Personal([PersonalKey.reason.text: chance(95) ? "Thiếu chữ ký của người khai" : " "])
    }
}
