import Core
import HTML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing
import UseCases

@testable import Web

/// Every state in which a dossier can be found, each step of its workflow for itself.
private enum Stage: CaseIterable {
    case submitted, awaitingCompletion, receptionRefused, received, handling, asked, signing, awaitingSupplement
    case awaitingPayment, settled, refused, returned, withdrawn, stopped, voided

    var phase: Phase {
        switch self {
        case .submitted: .submitted
        case .awaitingCompletion: .awaitingCompletion
        case .receptionRefused: .receptionRefused
        case .received: .received
        case .handling, .asked, .signing: .processing
        case .awaitingSupplement: .awaitingSupplement
        case .awaitingPayment: .awaitingPayment
        case .settled: .settled
        case .refused: .refused
        case .returned: .returned
        case .withdrawn: .withdrawn
        case .stopped: .stopped
        case .voided: .voided
        }
    }

    /// A new dossier brought to this state by those whose work it is.
    func dossier(in site: OfficeSite) throws -> DossierID {
        let words = Personal([PersonalKey.reason.text: "Lý do đủ rõ."])
        let grounds = Grounds(personal: words)
        let id = try site.submitted()
        func handled() throws {
            try site.receive(id)
            try site.give(.assign(OfficeSite.Person.handler.actor.id), id, by: .leader)
        }
        func signing() throws {
            try handled()
            try site.give(.completeStep(StepPassed(to: "sign")), id, by: .handler)
        }
        switch self {
        case .submitted: break
        case .awaitingCompletion:
            try site.give(.askCompletion(PapersAsked(components: ["tp-1"], personal: words)), id, by: .receiver)
        case .receptionRefused: try site.give(.refuseReception(grounds), id, by: .receiver)
        case .received: try site.receive(id)
        case .handling: try handled()
        case .asked:
            try handled()
            let asked = Personal([PersonalKey.note.text: "Đất có tranh chấp không?"])
            let question = ConsultationAsked(
                id: "hoi-1", agency: OfficeSite.department, workingDays: 3, personal: asked)
            try site.give(.consult([question]), id, by: .handler)
        case .signing: try signing()
        case .awaitingSupplement:
            try handled()
            try site.give(.requestSupplement(PapersAsked(components: ["tp-1"], personal: words)), id, by: .handler)
        case .awaitingPayment:
            try handled()
            try site.give(
                .requestPayment(PaymentAsked(amount: Money(dong: 50_000), personal: Personal())), id, by: .handler)
        case .settled, .returned:
            try signing()
            try site.give(.settle(Settlement()), id, by: .signatory)
            if self == .returned { try site.give(.returnResult(Handover(way: .counter)), id, by: .receiver) }
        case .refused:
            try handled()
            try site.give(.refuse(grounds), id, by: .handler)
        case .withdrawn: try site.give(.withdraw(grounds), id, by: .receiver)
        case .stopped:
            try handled()
            try site.give(.stop(grounds), id, by: .leader)
        case .voided:
            try site.receive(id)
            try site.give(.voidReception(grounds), id, by: .deskHead)
        }
        return id
    }
}

@Suite("Việc nào cũng có trang")
struct ReachableActsTests {
    private func get(
        _ path: Path, _ client: some TestClientProtocol, as person: OfficeSite.Person
    ) async throws -> (status: HTTPResponse.Status, text: String) {
        let answer = try await client.get(path.url.text, [.cookie: "motcua-phien=\(person.rawValue)"])
        return (answer.status, answer.text)
    }

    /// The links of a page that lead to acts on this dossier.
    private func acts(in page: String, _ start: Path) throws -> Set<String> {
        let pattern = try Regex("href=\"\(start.url.text)/([a-z-]+)\"")
        return Set(page.matches(of: pattern).compactMap { $0.output[1].substring.map(String.init) })
    }

    @Test func `whatever a role may do in a phase is reached by links of the pages that role sees`() async throws {
        let site = try OfficeSite()
        let dossiers = try Stage.allCases.map { ($0, try $0.dossier(in: site)) }
        let reached = try await site.application.test(.router) { client in
            var reached: Set<DossierAction> = []
            for (stage, id) in dossiers {
                // Another program has no pages.
                for person in OfficeSite.Person.allCases where person != .system {
                    reached.formUnion(try await walk(stage, id, person, site, client))
                }
            }
            return reached
        }
        // `submit` begins a dossier; everything else is done with one.
        #expect(reached == Set(DossierAction.allCases).subtracting([.submit]))
    }

    private func walk(
        _ stage: Stage, _ id: DossierID, _ person: OfficeSite.Person, _ site: OfficeSite,
        _ client: some TestClientProtocol
    ) async throws -> Set<DossierAction> {
        let opened = try site.opened(id)
        #expect(opened.dossier.phase == stage.phase)
        let place = "\(person) at \(stage)"
        let allowed = Set(allowedActions(for: person.actor, on: opened.dossier, under: opened.procedure))
        let desk = try await get(.dossier(id), client, as: person)
        let sight = DossierSight.of(opened.dossier, for: person.actor)
        guard sight == .whole || sight == .figures else {
            #expect(desk.status == .forbidden && allowed.isEmpty, "\(place)")
            return []
        }
        #expect(desk.status == .ok, "\(place)")
        let atDesk = Set(try acts(in: desk.text, .dossier(id)).compactMap { DeskAct(rawValue: $0) })
        var atCounter: Set<CounterAct> = []
        if desk.text.contains("href=\"\(Path.counterDossier(id).url.text)\"") {
            let counter = try await get(.counterDossier(id), client, as: person)
            #expect(counter.status == .ok, "\(place)")
            atCounter = Set(try acts(in: counter.text, .counterDossier(id)).compactMap { CounterAct(rawValue: $0) })
        }
        for act in atDesk {
            let page = try await get(act.path(id), client, as: person)
            #expect(page.status == .ok, "\(place): \(act)")
        }
        for act in atCounter {
            let page = try await get(act.path(id), client, as: person)
            #expect(page.status == .ok, "\(place): \(act)")
        }
        let reached = Set(atDesk.map(\.action)).union(atCounter.map(\.action))
        #expect(reached.isSubset(of: allowed), "\(place) is offered \(reached.subtracting(allowed))")
        for action in allowed.subtracting(reached) {
            // Only a reason that the page of the act would tell may keep a link away.
            let act = DeskAct.allCases.first { $0.action == action }
            let hinder = act.flatMap { opened.hinders($0, person.actor, site.clock.now()) }
            #expect(hinder != nil, "\(place) may do \(action), and no link leads there")
        }
        return reached
    }

    @Test func `an agency that is asked finds the question among its work, and no longer once it answered`()
        async throws
    {
        let site = try OfficeSite()
        let id = try Stage.asked.dossier(in: site)
        let path = WorkFilter.asked.path
        try await site.application.test(.router) { client in
            let waiting = try await get(path, client, as: .adviser)
            #expect(waiting.text.contains(Path.dossier(id).url.text))
            let asking = try await get(path, client, as: .handler)
            #expect(!asking.text.contains(Path.dossier(id).url.text))
            // Nothing else waits, so this is where the work begins.
            let work = try await get(.work, client, as: .adviser)
            #expect(work.text.contains(Path.dossier(id).url.text))
        }
        let answer = ConsultationAnswer(id: "hoi-1", personal: Personal([PersonalKey.note.text: "Thống nhất."]))
        try site.give(.answerConsultation(answer), id, by: .adviser)
        try await site.application.test(.router) { client in
            let answered = try await get(path, client, as: .adviser)
            #expect(!answered.text.contains(Path.dossier(id).url.text))
        }
    }

    @Test func `a list as a file has a row each and leaves an audit line`() async throws {
        let site = try OfficeSite()
        for _ in 0..<3 { _ = try site.submitted() }
        try await site.application.test(.router) { client in
            let file = try await get(Path.onlineQueue.with("dang", "csv"), client, as: .receiver)
            #expect(file.status == .ok)
            let lines = file.text.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.count == 5 && lines.last == "")
            #expect(file.text.contains("Nguyễn Thị Hương"))
        }
        let count: Int? = try site.office.store.readNow { sql in
            try sql.first("SELECT count(*) FROM audit_line WHERE action = 'personal.exported' AND detail = 'count 3'") {
                Int($0.integer(0))
            }
        }
        #expect(count == 1)
    }
}

@Suite("Tệp CSV")
struct CSVTableTests {
    @Test func `a cell is quoted where it must be, and never computed by a spreadsheet`() {
        for (text, cell) in [
            ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa"), ("", ""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
            ("a\nb", "\"a\nb\""), ("=1+2", "'=1+2"), ("+84", "'+84"), ("-1", "'-1"), ("@a", "'@a"),
            ("=A1,\"x\"", "\"'=A1,\"\"x\"\"\""), ("\t=1", "'\t=1"), ("H21.106-261120-0001", "H21.106-261120-0001"),
        ] { #expect(CSVTable.cell(text) == cell) }
    }

    @Test func `a table begins with the mark of UTF-8 and ends every row as RFC 4180 has it`() {
        let bytes = CSVTable(head: ["Mã", "Tên"], rows: [["1", "Hoa, Lan"]]).bytes
        #expect(bytes == [0xEF, 0xBB, 0xBF] + Array("Mã,Tên\r\n1,\"Hoa, Lan\"\r\n".utf8))
    }
}
