import Core
import HTTPTypes
import Store
import Testing
import UseCases

@testable import Web

@Suite("Từ chối thành câu trả lời")
struct RefusalProblemTests {
    @Test func `a rule's refusal is answered with its code and its values`() {
        let due = Instant(CivilDate(dayNumber: 20_777), minute: 1_020)
        let cases: [(any Error, ProblemCode, String?)] = [
            (UseCaseRefusal.stale(seen: 1, now: 2), .stalePage, nil),
            (UseCaseRefusal.rule(.notNow(.receive, .returned)), .notNow, nil),
            (UseCaseRefusal.rule(.componentsMissing(["A", "B"])), .papersMissing, "A, B"),
            (UseCaseRefusal.rule(.afterDue(due)), .afterDue, "17:00, 20/11/2026"),
            (UseCaseRefusal.rule(.deadline(.yearOutside(2031, 2020...2030))), .calendarYearMissing, "2031"),
            (AccessRefusal.idempotencyKeyReused, .idempotencyKeyReused, nil),
            (StoreError(.busy, "full", at: "queue"), .serverBusy, nil),
            (StoreError(.diskFull, "full", at: "disk"), .unavailable, nil),
            (StoreError(.versionConflict, "moved", at: "stream"), .stalePage, nil),
            (StoreError(.commitUnknown, "lost", at: "commit"), .outcomeUnknown, nil),
        ]
        for (error, code, value) in cases {
            let problem = RefusalProblems.problem(for: error)
            #expect(problem?.code == code, "\(error)")
            if let value { #expect(problem?.values.values.contains(value) == true, "\(error)") }
        }
    }

    @Test func `a missing value is named by its field`() {
        let problem = RefusalProblems.problem(for: UseCaseRefusal.rule(.field(.submitterName, .missing)))
        #expect(problem?.code == .formInvalid)
        #expect(problem?.fields == [FieldProblem("submitter.name", .required)])
    }

    @Test func `whoever or whatever is named wrongly is pointed at`() {
        let department: AgencyCode = "H21.24"
        func asked(_ fault: ConsultationFault) -> UseCaseRefusal {
            .rule(.consultationFault(fault, department, question: 2))
        }
        let cases: [(UseCaseRefusal, ProblemCode, String)] = [
            (.assigneeNotAble("nobody"), .assigneeNotAble, "#/assignee"),
            (.agencyNotFound("H99", at: "questions.1.agency"), .agencyNotFound, "#/questions/1/agency"),
            (.rule(.wrongCompetence(department)), .wrongCompetence, "#/places/competent"),
            (asked(.ownAgency), .consultationOwnAgency, "#/questions/2/agency"),
            (asked(.askedAlready), .consultationAskedAlready, "#/questions/2/agency"),
            (asked(.workingDays(most: 60)), .formInvalid, "#/questions/2/workingDays"),
            (.rule(.field(.resultAddress, .missing)), .formInvalid, "#/resultAddress"),
        ]
        for (refusal, code, pointer) in cases {
            let problem = RefusalProblems.problem(for: refusal)
            #expect(problem?.status == .unprocessableContent)
            #expect(problem?.code == code)
            #expect(problem?.fields.map(\.pointer) == [pointer])
        }
    }

    @Test func `what nobody who asks can mend stays a failure`() {
        #expect(RefusalProblems.problem(for: StoreError(.corrupt, "x", at: "y")) == nil)
        #expect(RefusalProblems.problem(for: CancellationError()) == nil)
    }
}
