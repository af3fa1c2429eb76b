import Core

/// A small province for tests: one commune, one department with a branch, the provincial centre.
enum Province {
    static let commune: AgencyCode = "H21.100"
    static let department: AgencyCode = "H21.19"
    static let branch: AgencyCode = "H21.19.01"
    static let centre: AgencyCode = "H21.60"

    static let applicant = Actor(id: "applicant", assignments: [Assignment(role: .applicant, agency: "H21")])

    static let officers: [Actor] = [
        Actor(id: "receiver", assignments: [Assignment(role: .receiver, agency: commune)]),
        Actor(id: "receiver-centre", assignments: [Assignment(role: .receiver, agency: centre)]),
        Actor(
            id: "desk-head",
            assignments: [
                Assignment(role: .deskHead, agency: commune), Assignment(role: .deskHead, agency: centre),
            ]),
        Actor(id: "handler", assignments: [Assignment(role: .handler, agency: commune)]),
        Actor(id: "handler-department", assignments: [Assignment(role: .handler, agency: department)]),
        Actor(
            id: "leader",
            assignments: [
                Assignment(role: .leader, agency: commune), Assignment(role: .leader, agency: department),
            ]),
        Actor(
            id: "signatory",
            assignments: [
                Assignment(role: .signatory, agency: commune), Assignment(role: .signatory, agency: department),
            ]),
        Actor(id: "controller", assignments: [Assignment(role: .controller, agency: "H21")]),
        Actor(id: "system", assignments: [Assignment(role: .integration, agency: "H21")]),
    ]

    /// Two steps of appraisal and one that signs; every move somewhere.
    static func workflow(minutes: Int) -> Workflow {
        Workflow(steps: [
            Step(
                code: "appraise", name: "Thẩm định", role: .handler, minutes: minutes,
                moves: [.forward, .supplement, .financialDuty, .consult, .refuse], next: ["verify", "sign"]),
            Step(
                code: "verify", name: "Xác minh", role: .handler, minutes: minutes,
                moves: [.forward, .back, .consult, .supplement, .financialDuty], next: ["sign"]),
            Step(
                code: "sign", name: "Ký duyệt", role: .signatory, minutes: minutes, moves: [.sign, .back, .refuse],
                next: []),
        ])
    }

    static func procedure(
        _ code: ProcedureCode, _ limit: TimeLimit, _ effect: SupplementEffect, competence: Competence = .commune
    ) -> ProcedureVersion {
        let terms = Channel.allCases.map { Terms(channel: $0, limit: limit, fee: Fee(amount: Money(dong: 8000))) }
        let components = [
            Component(code: "form", name: "Tờ khai", originals: 1),
            Component(code: "paper", name: "Giấy tờ kèm theo", required: false, copies: 1),
        ]
        return ProcedureVersion(
            code: code, version: 1, name: "Thủ tục \(code)", sector: code.text.hasPrefix("1") ? "ho-tich" : "dat-dai",
            levels: [.commune], competence: competence, service: .full,
            variants: [
                Variant(code: "usual", name: "Thông thường", components: components, terms: terms),
                Variant(code: "other", name: "Trường hợp khác", components: components, terms: terms),
            ],
            supplement: SupplementRule(effect: effect, noticeWorkingDays: 3, most: 2, afterWindow: true),
            workflow: workflow(minutes: 30))
    }

    static let procedures: [ProcedureVersion] = [
        procedure("1.000001", .sameDay, .restart),
        procedure("1.000002", .workingDays(5), .pause),
        procedure("2.000003", .days(20), .exclude, competence: .agency(department)),
        procedure("2.000004", .workingHours(8), .restart),
        procedure("2.000005", .months(1), .exclude),
    ]

    static func procedure(_ reference: ProcedureReference) -> ProcedureVersion? {
        procedures.first { $0.reference == reference }
    }
}
