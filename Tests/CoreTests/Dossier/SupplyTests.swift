import Core
import Testing

@Suite("Yêu cầu và nộp bổ sung")
struct SupplyTests {
    private func file(_ id: FileID) -> FileGiven { FileGiven(file: id, kind: .pdf, size: 9) }

    private func asked(_ components: [ComponentCode]) -> PapersAsked {
        PapersAsked(components: components, personal: words(.reason))
    }

    @Test func `a request names at least one paper, and each of them once`() throws {
        var bench = try DossierBench()
        let receiver = DossierBench.receiver
        #expect(bench.refusal(of: .askCompletion(asked([])), by: receiver) == .nothingAsked)
        #expect(
            bench.refusal(of: .askCompletion(asked(["form", "form"])), by: receiver) == .componentsTwice(["form"]))
        try bench.handle()
        #expect(bench.refusal(of: .requestSupplement(asked([])), by: DossierBench.handler) == .nothingAsked)
    }

    @Test func `a supplement of nothing starts no clock anew`() throws {
        var bench = try DossierBench()
        try bench.handle()
        try bench.give(.requestSupplement(asked(["form", "proof"])), by: DossierBench.handler)
        let before = bench.dossier
        func refused(_ components: [ComponentGiven]) -> DossierRefusal? {
            bench.refusal(of: .supply(Supply(components: components)), by: DossierBench.receiver)
        }
        let form = ComponentGiven(component: "form", originals: 1)
        #expect(refused([]) == .componentsMissing(["form", "proof"]))
        #expect(refused([form]) == .componentsMissing(["proof"]))
        #expect(refused([form, ComponentGiven(component: "proof")]) == .componentsMissing(["proof"]))
        #expect(refused([form, form, ComponentGiven(component: "proof", copies: 1)]) == .componentsTwice(["form"]))
        #expect(bench.dossier == before)
        #expect(refused([form, ComponentGiven(component: "proof", files: [file("f1")])]) == nil)
        #expect(bench.dossier?.phase == .processing)
    }

    @Test func `what is brought is added, and newer files take the place of older ones`() throws {
        let first = ComponentGiven(component: "form", originals: 1, copies: 2, files: [file("old")])
        var bench = try DossierBench(components: [first])
        try bench.give(.askCompletion(asked(["form"])), by: DossierBench.receiver)
        let sheets = ComponentGiven(component: "form", originals: 1)
        try bench.give(.supply(Supply(components: [sheets])), by: DossierBench.receiver)
        #expect(
            bench.given("form")
                == ComponentGiven(component: "form", originals: 2, copies: 2, files: [file("old")]))
        try bench.give(.askCompletion(asked(["form", "proof"])), by: DossierBench.receiver)
        let newer = ComponentGiven(component: "form", files: [file("new")])
        let proof = ComponentGiven(component: "proof", copies: 1)
        try bench.give(.supply(Supply(components: [newer, proof])), by: DossierBench.applicant)
        #expect(
            bench.given("form")
                == ComponentGiven(component: "form", originals: 2, copies: 2, files: [file("new")]))
        #expect(bench.given("proof") == proof)
    }

    @Test func `the step that asked has its own time again once the papers came`() throws {
        var bench = try DossierBench()
        try bench.handle()
        try bench.give(.requestSupplement(asked(["form"])), by: DossierBench.handler)
        let before = try #require(bench.dossier?.work?.due)
        bench.now = bench.now.adding(minutes: 24 * 60)
        let brought = Supply(components: [ComponentGiven(component: "form", originals: 1)])
        try bench.give(.supply(brought), by: DossierBench.receiver)
        let after = try #require(bench.dossier?.work?.due)
        #expect(before < bench.now && after == bench.now.adding(minutes: 30))
    }

    @Test func `an older record that brought nothing takes nothing away`() throws {
        var bench = try DossierBench()
        try bench.give(.askCompletion(asked(["form"])), by: DossierBench.receiver)
        let full = ComponentGiven(component: "form", copies: 1)
        try bench.give(.supply(Supply(components: [full])), by: DossierBench.receiver)
        var event = try #require(bench.story.last)
        guard case .supplied(var supplied) = event.change else {
            Issue.record("nothing was supplied")
            return
        }
        supplied.components = [ComponentGiven(component: "form")]
        event.change = .supplied(supplied)
        var replayed: Dossier?
        for event in bench.story.dropLast() + [event] { DossierDecider.evolve(&replayed, by: event) }
        #expect(replayed?.components == [ComponentGiven(component: "form", originals: 1)])
    }
}
