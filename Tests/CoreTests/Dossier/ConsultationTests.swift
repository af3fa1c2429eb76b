import Core
import Testing

@Suite("Lấy ý kiến phối hợp")
struct ConsultationTests {
    private func asked(_ id: ConsultationID, _ agency: AgencyCode, days: Int = 2) -> ConsultationAsked {
        ConsultationAsked(id: id, agency: agency, workingDays: days, personal: words(.note))
    }

    @Test func `an agency that is asked holds a dossier up until its time is over, and no longer`() throws {
        var bench = try DossierBench()
        try bench.handle()
        try bench.give(.consult([asked("q1", DossierBench.department)]), by: DossierBench.handler)
        let due = try #require(bench.dossier?.consultations.first?.due)
        let pass = DossierCommand.completeStep(StepPassed(to: "sign"))
        let waits = DossierRefusal.consultationsOpen(1, until: due)
        #expect(bench.refusal(of: pass, by: DossierBench.handler) == waits)
        // At the due moment itself the answer is still in time.
        bench.now = due.adding(minutes: -1)
        #expect(bench.refusal(of: pass, by: DossierBench.handler) == waits)
        try bench.give(pass, by: DossierBench.handler)
        try bench.give(.settle(Settlement()), by: DossierBench.signatory)
        #expect(bench.dossier?.phase == .settled)
        #expect(bench.dossier?.consultations.first?.answeredAt == nil)
    }

    @Test func `every question has its own time, and a late answer is still written down`() throws {
        var bench = try DossierBench()
        try bench.handle()
        let questions = [asked("q1", DossierBench.department, days: 1), asked("q2", DossierBench.office, days: 3)]
        try bench.give(.consult(questions), by: DossierBench.handler)
        let last = try #require(bench.dossier?.consultations.last?.due)
        let answer = ConsultationAnswer(id: "q1", personal: words(.note))
        try bench.give(.answerConsultation(answer), by: DossierBench.adviser)
        let pass = DossierCommand.completeStep(StepPassed(to: "sign"))
        #expect(bench.refusal(of: pass, by: DossierBench.handler) == .consultationsOpen(1, until: last))
        bench.now = last
        try bench.give(pass, by: DossierBench.handler)
        // A late answer is still taken and written down.
        let late = ConsultationAnswer(id: "q2", personal: words(.note))
        try bench.give(.answerConsultation(late), by: DossierBench.adviser)
        let answered = bench.dossier?.consultations.last?.answeredAt
        #expect(answered.map { $0 > last } == true)
    }

    @Test func `nobody asks themselves, or whoever owes an answer, or for more than sixty working days`() throws {
        var bench = try DossierBench()
        try bench.handle()
        func refused(_ questions: [ConsultationAsked]) -> DossierRefusal? {
            bench.refusal(of: .consult(questions), by: DossierBench.handler)
        }
        let (ward, department) = (DossierBench.ward, DossierBench.department)
        #expect(refused([]) == .nothingAsked)
        #expect(refused([asked("q1", ward)]) == .consultationFault(.ownAgency, ward, question: 0))
        #expect(
            refused([asked("q1", department), asked("q2", department)])
                == .consultationFault(.askedAlready, department, question: 1))
        for days in [0, -1, 61] {
            #expect(
                refused([asked("q1", department, days: days)])
                    == .consultationFault(.workingDays(most: 60), department, question: 0))
        }
        #expect(bench.dossier?.consultations.isEmpty == true)
        #expect(refused([asked("q1", department, days: 60)]) == nil)
        #expect(
            refused([asked("q2", department)]) == .consultationFault(.askedAlready, department, question: 0))
    }
}
