import Core
import Testing

@Suite("Phân công")
struct AssignmentTests {
    @Test func `a leader names anybody, and everybody else takes a dossier for themselves only`() throws {
        var bench = try DossierBench()
        try bench.receive()
        #expect(
            bench.refusal(of: .assign(DossierBench.signatory.id), by: DossierBench.handler) == .notPermitted(.assign))
        try bench.give(.assign(DossierBench.handler.id), by: DossierBench.handler)
        #expect(bench.dossier?.work?.assignee == DossierBench.handler.id)
        // Taken: a colleague may not take it over, the leader may pass it on.
        let colleague = DossierBench.colleague
        #expect(bench.refusal(of: .assign(colleague.id), by: colleague) == .notPermitted(.assign))
        try bench.give(.assign(colleague.id), by: DossierBench.leader)
        #expect(bench.dossier?.work?.assignee == colleague.id)
    }

    @Test func `at a step of another agency that agency's leader names who works it`() throws {
        var bench = try DossierBench()
        try bench.handle()
        try bench.give(.completeStep(StepPassed(to: "verify")), by: DossierBench.handler)
        let adviser = DossierBench.adviser.id
        #expect(bench.refusal(of: .assign(adviser), by: DossierBench.leader) == .notPermitted(.assign))
        try bench.give(.assign(adviser), by: DossierBench.adviserLeader)
        #expect(bench.dossier?.work?.assignee == adviser)
        let dossier = try #require(bench.dossier)
        func mayAssign(_ actor: Actor) -> Bool {
            allowedActions(for: actor, on: dossier, under: DossierBench.procedure).contains(.assign)
        }
        #expect(mayAssign(DossierBench.adviserLeader))
        #expect(!mayAssign(DossierBench.leader))
    }
}
