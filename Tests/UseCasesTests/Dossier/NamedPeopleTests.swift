import Core
import Ledger
import Store
import Testing

@testable import UseCases

@Suite("Người và cơ quan được nêu tên")
struct NamedPeopleTests {
    private func note(_ key: PersonalKey) -> Personal { Personal([key.text: "Nội dung đủ rõ."]) }

    /// Received at the counter and with the handler.
    private func handled(_ test: TestOffice) throws -> DossierID {
        let stream = try test.received().stream
        _ = try test.give(.assign(test.handler.id), stream, test.request(test.leader))
        return stream
    }

    @Test func `a dossier is given only to somebody who can work the step`() throws {
        let test = try TestOffice()
        let stream = try test.received().stream
        // Nobody; another role; the right role elsewhere.
        for assignee in ["nobody-at-all", test.receiver.id, test.adviser.id] {
            #expect(throws: UseCaseRefusal.assigneeNotAble(assignee)) {
                try test.give(.assign(assignee), stream, test.request(test.leader))
            }
        }
        #expect(throws: UseCaseRefusal.rule(.notPermitted(.assign))) {
            try test.give(.assign(test.signatory.id), stream, test.request(test.handler))
        }
        let taken = try test.give(.assign(test.handler.id), stream, test.request(test.handler))
        #expect(taken.dossier.work?.assignee == test.handler.id)
    }

    @Test func `passing on and giving back name only somebody who can work that step`() throws {
        let test = try TestOffice()
        let stream = try handled(test)
        for assignee in ["ghost", test.handler.id] {
            #expect(throws: UseCaseRefusal.assigneeNotAble(assignee)) {
                let passed = StepPassed(to: "sign", assignee: assignee)
                return try test.give(.completeStep(passed), stream, test.request(test.handler))
            }
        }
        let passed = StepPassed(to: "sign", assignee: test.signatory.id)
        _ = try test.give(.completeStep(passed), stream, test.request(test.handler))
        func back(to assignee: ActorID) throws -> DossierAnswer {
            let back = StepPassed(to: "handle", assignee: assignee, personal: note(.reason))
            return try test.give(.sendBack(back), stream, test.request(test.signatory))
        }
        #expect(throws: UseCaseRefusal.assigneeNotAble(test.signatory.id)) { try back(to: test.signatory.id) }
        #expect(try back(to: test.handler.id).dossier.work?.assignee == test.handler.id)
    }

    @Test func `an agency that does not exist is not asked, and the question is named`() throws {
        let test = try TestOffice()
        let stream = try handled(test)
        func ask(_ agencies: [AgencyCode]) throws -> DossierAnswer {
            let questions = agencies.map {
                ConsultationAsked(
                    id: ConsultationID("q-\($0.text)"), agency: $0, workingDays: 2, personal: note(.note))
            }
            return try test.give(.consult(questions), stream, test.request(test.handler))
        }
        #expect(throws: UseCaseRefusal.agencyNotFound("H99.99", at: "questions.1.agency")) {
            try ask([TestOffice.department, "H99.99"])
        }
        #expect(try ask([TestOffice.department]).dossier.consultations.count == 1)
    }

    @Test func `a commune's matter goes to a commune, also when the procedure is changed`() throws {
        let test = try TestOffice()
        func receive(_ procedure: ProcedureCode, at competent: AgencyCode) throws -> DossierAnswer {
            var sent = test.submission(.direct)
            sent.places.competent = competent
            let submission = sent
            let (stream, request) = (DossierID(test.random.id()), test.request(test.receiver))
            return try test.write { transaction, random in
                try DossierCommands(test.office, now: test.clock.now(), in: transaction).receiveAtCounter(
                    submission, procedure: procedure, fee: .zero, as: stream, request, random: &random)
            }
        }
        let department = TestOffice.department
        #expect(throws: UseCaseRefusal.rule(.wrongCompetence(department))) {
            try receive("1.000002", at: department)
        }
        #expect(throws: UseCaseRefusal.agencyNotFound("H99", at: "places.competent")) {
            try receive("1.000002", at: "H99")
        }
        let stream = try receive("2.000001", at: department).stream
        let change = ProcedureChange(variant: "chung", fee: .zero, personal: note(.reason))
        #expect(throws: UseCaseRefusal.rule(.wrongCompetence(department))) {
            try test.write { transaction, random in
                try DossierCommands(test.office, now: test.clock.now(), in: transaction).changeProcedure(
                    of: stream, to: "1.000002", change, test.request(test.receiver), random: &random)
            }
        }
    }

    @Test func `post without an address is refused, though names are sealed`() throws {
        let test = try TestOffice()
        let stream = try handled(test)
        _ = try test.give(.completeStep(StepPassed(to: "sign")), stream, test.request(test.handler))
        _ = try test.give(.settle(Settlement()), stream, test.request(test.signatory))
        var handover = Handover(way: .post, personal: note(.note))
        #expect(throws: UseCaseRefusal.rule(.field(.resultAddress, .missing))) {
            try test.give(.returnResult(handover), stream, test.request(test.receiver))
        }
        handover.personal[.resultAddress] = "12 Hai Bà Trưng, phường Pleiku"
        let answer = try test.give(.returnResult(handover), stream, test.request(test.receiver))
        #expect(answer.dossier.phase == .returned)
    }
}
