import Core
import Testing

@testable import UseCases

@Suite("The demonstration's living set")
struct LivingSetTests {
    private typealias Life = LivingProvince.Life

    private let province: LivingProvince
    private let now = LivingProvince.now

    init() throws { province = try LivingProvince.made.get() }

    @Test func `nothing lies after now, and everything stands in one order of time`() {
        let records = province.recorded
        #expect(records.allSatisfy { $0.at <= now.microseconds && $0.recorded <= now.microseconds })
        #expect(zip(records, records.dropFirst()).allSatisfy { $0.at <= $1.at && $0.recorded <= $1.recorded })
    }

    @Test func `one seed plans the same acts again`() {
        func written(_ steps: [DemoStep]) -> [String] { steps.map { "\($0)" } }
        #expect(written(province.plans[0]) == written(province.plans[1]))
    }

    @Test func `every story is told once`() {
        #expect(DemoStory.all.map(\.kind.rawValue).sorted() == DemoStory.Kind.allCases.map(\.rawValue).sorted())
    }

    @Test func `questions to other agencies are open at two of them, answered, and late`() {
        let open = { (life: Life) in
            let asked = life.dossier.consultationsAwaited(at: now).map(\.agency)
            return asked.contains("H21.24") && asked.count > 1
        }
        let late = { (life: Life) in
            life.dossier.phase == .processing
                && life.dossier.consultations.contains { $0.answeredAt == nil && $0.due < now }
        }
        #expect(province.shows(open))
        #expect(province.shows { $0.has(.consultationAnswered) })
        #expect(province.shows(late))
    }

    @Test func `dossiers wait, are late, put off and apologised for`() {
        func isLate(_ life: Life) -> Bool { (life.dossier.clock?.due ?? now) < now }
        let shown: [(String, (Life) -> Bool)] = [
            ("payment asked for", { $0.dossier.phase == .awaitingPayment }),
            ("payment confirmed", { $0.has(.paymentConfirmed) && $0.dossier.phase == .processing }),
            ("supplement that never came", { $0.dossier.phase == .awaitingSupplement && isLate($0) }),
            ("dossier in time after its supplement", { $0.has(.supplied) && isWorkedOn($0) && !isLate($0) }),
            ("dossier late after its supplement", { $0.has(.supplied) && isWorkedOn($0) && isLate($0) }),
            ("extension", { $0.has(.extended) && isWorkedOn($0) && !isLate($0) }),
            ("apology", { $0.has(.apologised) && isWorkedOn($0) && isLate($0) }),
            ("online dossier that nobody answered in time", isUnanswered),
        ]
        for (name, wanted) in shown { #expect(province.shows(wanted), "there is no \(name)") }
    }

    @Test func `mistakes, ends and ways of every kind can be shown`() {
        func recent(_ phase: Phase) -> (Life) -> Bool { { $0.dossier.phase == phase && isRecent($0) } }
        let shown: [(String, (Life) -> Bool)] = [
            ("stopped", recent(.stopped)), ("withdrawn", recent(.withdrawn)), ("voided", recent(.voided)),
            ("refused after appraisal", recent(.refused)), ("refused at reception", recent(.receptionRefused)),
            ("sent back for completion", recent(.awaitingCompletion)),
            ("corrected, both values kept", isCorrected),
            ("put under another procedure", { $0.has(.procedureChanged) }),
            ("given back to an earlier step", { $0.has(.sentBack) }),
            ("returned by post", { isReturned($0, .post) && isRecent($0) }),
            ("received elsewhere", isFromElsewhere),
        ]
        for (name, wanted) in shown { #expect(province.shows(wanted), "there is none \(name)") }
    }

    @Test func `a result waits as a file that opens, and another was fetched`() throws {
        for phase in [Phase.settled, .returned] {
            let life = try #require(province.lives.first { $0.dossier.phase == phase && !$0.files.isEmpty })
            #expect(life.dossier.resultWay == .electronic)
            #expect(phase == .settled || isReturned(life, .electronic))
            let given = try #require(life.dossier.outcome?.files.first)
            #expect(life.dossier.name(of: given.file) == "ket-qua.pdf")
            #expect(life.files[0].count == given.size)
            let text = String(decoding: life.files[0], as: UTF8.self)
            #expect(text.hasPrefix("%PDF-1.4") && text.hasSuffix("%%EOF\n"))
        }
    }

    @Test func `every account finds work where its first page looks`() {
        let expected: [(String, [WaitingWork])] = [
            ("thuly", [.mine]), ("lanhdao", [.mine, .toAssign]), ("chutich", [.toSign]), ("sonnmt", [.mine, .asked]),
            ("tiepnhan", [.incoming, .results]), ("truongmotcua", [.incoming, .results]),
            ("trungtam", [.incoming, .results]),
        ]
        for (login, kinds) in expected {
            for kind in kinds {
                #expect(province.work[login]?[kind] ?? 0 > 0, "\(login) finds nothing in \(kind)")
            }
        }
    }

    private func isWorkedOn(_ life: Life) -> Bool { life.dossier.phase == .processing }

    /// Of the living set, not of the month that is reported.
    private func isRecent(_ life: Life) -> Bool { life.dossier.submittedAt > now.adding(minutes: -45 * 24 * 60) }

    private func isUnanswered(_ life: Life) -> Bool {
        life.dossier.phase == .submitted && (life.dossier.answerBy ?? now) < now
    }

    private func isFromElsewhere(_ life: Life) -> Bool {
        let places = life.dossier.places
        return places.competent == "H21.24" && places.intake == "H21.106" && places.help == "H21.107"
            && isWorkedOn(life)
    }

    private func isCorrected(_ life: Life) -> Bool {
        life.changes.contains { change in
            guard case .corrected(let e) = change else { return false }
            let old = PersonalKey("old." + PersonalKey.submitterPhone.text)
            return e.fields == [.submitterPhone] && e.personal?[old] != nil
        }
    }

    private func isReturned(_ life: Life, _ way: ResultWay) -> Bool {
        life.changes.contains { change in
            guard case .resultReturned(let e) = change else { return false }
            return e.way == way
        }
    }
}
