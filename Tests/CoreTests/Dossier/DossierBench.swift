import Core

/// One dossier of a ward under decisions by whoever a test names, so that a rule can be tried where it stands.
struct DossierBench {
    static let ward: AgencyCode = "H21.106"
    static let department: AgencyCode = "H21.24"
    static let office: AgencyCode = "H21.24.01"

    static let applicant = actor("applicant", .applicant, "H21")
    static let receiver = actor("receiver", .receiver, ward)
    static let handler = actor("handler", .handler, ward)
    static let colleague = actor("colleague", .handler, ward)
    static let leader = actor("leader", .leader, ward)
    static let signatory = actor("signatory", .signatory, ward)
    static let adviser = actor("adviser", .handler, department)
    static let adviserLeader = actor("adviser-leader", .leader, department)

    static func actor(_ id: ActorID, _ role: Role, _ agency: AgencyCode) -> Actor {
        Actor(id: id, assignments: [Assignment(role: role, agency: agency)])
    }

    /// The ward appraises, the department verifies, the ward signs.
    static let procedure: ProcedureVersion = {
        let terms = Channel.allCases.map { Terms(channel: $0, limit: .workingDays(5), fee: Fee(amount: .zero)) }
        let papers = [
            Component(code: "form", name: "Tờ khai", originals: 1),
            Component(code: "proof", name: "Giấy chứng sinh", required: false, copies: 1),
        ]
        let steps = [
            Step(
                code: "appraise", name: "Thẩm định", role: .handler, minutes: 30,
                moves: [.forward, .supplement, .consult], next: ["verify", "sign"]),
            Step(
                code: "verify", name: "Xác minh", role: .handler, place: .agency(department), minutes: 30,
                moves: [.forward, .back, .consult], next: ["sign"]),
            Step(code: "sign", name: "Ký", role: .signatory, minutes: 30, moves: [.sign, .back], next: []),
        ]
        return ProcedureVersion(
            code: "1.000001", version: 1, name: "Đăng ký khai sinh", sector: "ho-tich", levels: [.commune],
            competence: .commune, service: .full,
            variants: [Variant(code: "chung", name: "", components: papers, terms: terms)],
            workflow: Workflow(steps: steps))
    }()

    let calendar: WorkingCalendar
    var now = at("2026-11-16 08:00")
    var dossier: Dossier?
    var story: [DossierEvent] = []

    /// Handed in online, the form with it.
    init(
        resultWay: ResultWay = .counter, address: String? = nil,
        components: [ComponentGiven] = [ComponentGiven(component: "form", originals: 1)]
    ) throws {
        calendar = try CalendarFixture.calendar()
        var random = SeededRandom(seed: 1)
        var personal = Personal([PersonalKey.submitterName.text: "Nguyễn Thị Hương"])
        personal[.resultAddress] = address
        let sent = Submission(
            number: SubmissionNumber(random: &random), variant: "chung", channel: .online,
            places: Places(intake: Self.ward, competent: Self.ward, result: Self.ward), resultWay: resultWay,
            components: components, personal: personal)
        try give(.submit(sent), by: Self.applicant)
    }

    /// Decides and carries out; a minute goes by.
    mutating func give(_ command: DossierCommand, by actor: Actor) throws(DossierRefusal) {
        now = now.adding(minutes: 1)
        let context = DecisionContext(now: now, actor: actor, procedure: Self.procedure, calendar: calendar)
        for event in try DossierDecider.decide(command, on: dossier, in: context) {
            DossierDecider.evolve(&dossier, by: event)
            story.append(event)
        }
    }

    /// The refusal of a command; nil if it was carried out.
    mutating func refusal(of command: DossierCommand, by actor: Actor) -> DossierRefusal? {
        do throws(DossierRefusal) {
            try give(command, by: actor)
            return nil
        } catch { return error }
    }

    mutating func receive() throws(DossierRefusal) {
        try give(.receive(Reception(order: 1)), by: Self.receiver)
    }

    /// Received, and with the handler.
    mutating func handle() throws(DossierRefusal) {
        try receive()
        try give(.assign(Self.handler.id), by: Self.leader)
    }

    /// Signed, with the result ready.
    mutating func settle() throws(DossierRefusal) {
        try handle()
        try give(.completeStep(StepPassed(to: "sign")), by: Self.handler)
        try give(.settle(Settlement()), by: Self.signatory)
    }

    func given(_ code: ComponentCode) -> ComponentGiven? { dossier?.components.first { $0.component == code } }
}

/// Words under one key.
func words(_ key: PersonalKey, _ text: String = "Nội dung đủ rõ.") -> Personal { Personal([key.text: text]) }
