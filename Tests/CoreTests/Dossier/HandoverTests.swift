import Core
import Testing

@Suite("Trả kết quả")
struct HandoverTests {
    @Test func `a result handed over otherwise than chosen says why, and post has an address`() throws {
        let receiver = DossierBench.receiver
        for chosen in ResultWay.allCases {
            for way in ResultWay.allCases where way != chosen {
                var bench = try DossierBench(resultWay: chosen, address: "12 Hai Bà Trưng, phường Pleiku")
                try bench.settle()
                #expect(
                    bench.refusal(of: .returnResult(Handover(way: way)), by: receiver) == .field(.note, .missing),
                    "\(chosen), \(way)")
                try bench.give(.returnResult(Handover(way: way, personal: words(.note))), by: receiver)
                #expect(bench.dossier?.phase == .returned)
            }
        }
        var bench = try DossierBench(resultWay: .post)
        try bench.settle()
        let sent = DossierCommand.returnResult(Handover(way: .post))
        #expect(bench.refusal(of: sent, by: receiver) == .field(.resultAddress, .missing))
        let addressed = Handover(way: .post, personal: words(.resultAddress, "12 Hai Bà Trưng, phường Pleiku"))
        try bench.give(.returnResult(addressed), by: receiver)
        #expect(bench.dossier?.phase == .returned)
    }

    @Test func `by the chosen way nothing more is asked, and an applicant who fetches online chooses anew`() throws {
        for (chosen, way, actor) in [
            (ResultWay.counter, ResultWay.counter, DossierBench.receiver),
            (.electronic, .electronic, DossierBench.receiver), (.counter, .electronic, DossierBench.applicant),
        ] {
            var bench = try DossierBench(resultWay: chosen)
            try bench.settle()
            try bench.give(.returnResult(Handover(way: way)), by: actor)
            #expect(bench.dossier?.phase == .returned)
        }
    }
}
