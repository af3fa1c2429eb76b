import Core
import Testing

@Suite("Đính chính")
struct CorrectionTests {
    private func correction(_ changes: [PersonalKey: String], removing: Set<PersonalKey> = []) -> DossierCommand {
        var values = Personal()
        for (key, text) in changes { values[key] = text }
        return .correct(Correction(changes: values, removed: removing, reason: "Gõ nhầm"))
    }

    @Test func `a value is taken away, and what stood there is kept beside`() throws {
        var bench = try DossierBench()
        let receiver = DossierBench.receiver
        try bench.give(correction([.submitterPhone: "0912345678"]), by: receiver)
        try bench.give(correction([:], removing: [.submitterPhone]), by: receiver)
        #expect(bench.dossier?.personal?[.submitterPhone] == nil)
        guard case .corrected(let corrected)? = bench.story.last?.change else {
            Issue.record("nothing was corrected")
            return
        }
        #expect(corrected.fields == [.submitterPhone])
        #expect(corrected.personal?[PersonalKey("old.submitter.phone")] == "0912345678")
        #expect(corrected.personal?[.submitterPhone] == nil)
        // There is nothing left to take away.
        #expect(bench.refusal(of: correction([:], removing: [.submitterPhone]), by: receiver) == .nothingToCorrect)
    }

    @Test func `only what was typed about people and the matter is corrected`() throws {
        var bench = try DossierBench()
        for key in ["file.abc", "old.submitter.name", "reason", "note", "collector.name", "zzz.yyy", "answer.", ""] {
            let key = PersonalKey(key)
            let refusal = bench.refusal(of: correction([key: "x"]), by: DossierBench.receiver)
            #expect(refusal == .field(key, .badForm), "\(key.text)")
        }
        try bench.give(correction([.answer("ten-con"): "An", .summary: "Khai sinh"]), by: DossierBench.receiver)
        #expect(bench.dossier?.personal?[.answer("ten-con")] == "An")
    }

    @Test func `what must stand is not taken away`() throws {
        var bench = try DossierBench(resultWay: .post, address: "12 Hai Bà Trưng, phường Pleiku")
        let receiver = DossierBench.receiver
        for key in [PersonalKey.submitterName, .resultAddress] {
            #expect(bench.refusal(of: correction([:], removing: [key]), by: receiver) == .field(key, .missing))
        }
        try bench.give(correction([.ownerName: "Siu H’Lan", .ownerNumber: "064191000001"]), by: receiver)
        #expect(
            bench.refusal(of: correction([:], removing: [.ownerName]), by: receiver) == .field(.ownerName, .missing))
        try bench.give(correction([:], removing: [.ownerName, .ownerNumber]), by: receiver)
        #expect(bench.dossier?.personal?[.ownerName] == nil)
    }
}
