import Core
import Foundation
import HTML
import HTTPTypes
import HummingbirdTesting
import Ledger
import Store
import Testing
import UseCases

@testable import Web

/// A dossier that has something of everything: a file, a question, a reason, a place of help.
@Suite("Ai xem được đến đâu")
struct SightTests {
    typealias Person = OfficeSite.Person

    private static let name = "Nguyễn Thị Hương"
    private static let reason = "Giấy chứng sinh bị mờ."
    private static let question = "Đất có tranh chấp không?"

    private func dossier(in site: OfficeSite) throws -> DossierID {
        let id = try site.submitted(by: .system, help: OfficeSite.commune, file: Array("%PDF-1.4 to khai".utf8))
        try site.receive(id)
        try site.give(.assign(Person.handler.actor.id), id, by: .leader)
        let asked = ConsultationAsked(
            id: "hoi-1", agency: OfficeSite.department, workingDays: 3,
            personal: Personal([PersonalKey.note.text: Self.question]))
        try site.give(.consult([asked]), id, by: .handler)
        let wanted = PapersAsked(
            components: ["tp-1"], personal: Personal([PersonalKey.reason.text: Self.reason]))
        try site.give(.requestSupplement(wanted), id, by: .handler)
        return id
    }

    private func sight(of person: Person) -> DossierSight {
        switch person {
        case .receiver, .deskHead, .handler, .leader, .signatory, .adviser, .helper: .whole
        case .controller: .figures
        case .system: .applicant
        case .stranger, .overseer: .bare
        }
    }

    /// The role that opens the counter's pages at all.
    private func isAtCounter(_ person: Person) -> Bool {
        person.actor.assignments.contains { CounterOfficer.roles.contains($0.role) }
    }

    @Test func `the table says who sees how much`() throws {
        let site = try OfficeSite()
        let dossier = try site.opened(try dossier(in: site)).dossier
        for person in Person.allCases {
            #expect(DossierSight.of(dossier, for: person.actor) == sight(of: person), "\(person)")
        }
        #expect(DossierSight.of(dossier, for: Actor(id: "nobody", assignments: [])) == .bare)
        let applicant = Actor(id: "applicant", assignments: [Assignment(role: .applicant, agency: "H21")])
        #expect(DossierSight.of(dossier, for: applicant) == .bare)
    }

    @Test(arguments: Person.allCases)
    func `pages, files, receipts and the API show a role as much as the table says`(_ person: Person) async throws {
        let site = try OfficeSite()
        let id = try dossier(in: site)
        let opened = try site.opened(id)
        let file = try #require(opened.dossier.components.first?.files.first?.file)
        let sight = sight(of: person)
        try await site.application.test(.router) { client in
            func get(_ path: Path) async throws -> (status: HTTPResponse.Status, text: String) {
                let answer = try await client.get(path.url.text, [.cookie: "motcua-phien=\(person.rawValue)"])
                return (answer.status, answer.text)
            }
            let desk = try await get(.dossier(id))
            #expect(desk.status == (sight == .whole || sight == .figures ? .ok : .forbidden))
            // "handler, " is how an officer is named in the history.
            for hidden in [Self.name, Self.reason, Self.question, Path.dossierFile(id, file).url.text, "handler, "] {
                #expect(desk.text.contains(hidden) == (sight == .whole), "\(hidden)")
            }
            if sight == .figures { #expect(desk.text.contains("UBND phường Pleiku")) }
            let paper = try await get(.dossierFile(id, file))
            #expect(paper.status == (sight == .whole ? .ok : .forbidden))
            let atCounter = sight == .whole && isAtCounter(person)
            #expect(try await get(.counterDossier(id)).status == (atCounter ? .ok : .forbidden))
            let receipt = try await get(.dossierReceipt(id))
            #expect(receipt.status == (atCounter ? .ok : .forbidden))
            try await checkAPI(opened.dossier, sight, person, client)
        }
        let read: Int? = try site.office.store.readNow { sql in
            try sql.first("SELECT count(*) FROM audit_line WHERE action = 'personal.read'") { Int($0.integer(0)) }
        }
        #expect((read != 0) == (sight == .whole || sight == .applicant))
    }

    private func checkAPI(
        _ dossier: Dossier, _ sight: DossierSight, _ person: Person, _ client: some TestClientProtocol
    ) async throws {
        let path = Path.apiDossier(dossier.number.text).url.text
        let answer = try await client.get(path, [.authorization: "Bearer \(person.rawValue)"])
        #expect(answer.status == .ok)
        #expect(answer.text.contains("\"phase\"") == (sight != .bare))
        #expect(answer.text.contains(Self.name) == (sight == .whole))
        #expect(answer.text.contains(Self.question) == (sight == .whole))
        #expect(answer.text.contains(Self.reason) == (sight == .whole || sight == .applicant))
        #expect(answer.text.contains("\"officer\"") == (sight == .whole))
    }

    @Test(arguments: [Person.controller, .handler])
    func `lists name persons to the offices on the way alone, on the page and as a file`(
        _ person: Person
    ) async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        try site.receive(id)
        try site.give(.assign(Person.handler.actor.id), id, by: .leader)
        try await site.application.test(.router) { client in
            for path in [WorkFilter.unit.path, WorkFilter.unit.path.with("dang", "csv")] {
                let list = try await client.get(path.url.text, [.cookie: "motcua-phien=\(person.rawValue)"])
                #expect(list.status == .ok && list.text.contains("Đăng ký khai sinh"))
                #expect(list.text.contains(Self.name) == (person == .handler), "\(path.url.text)")
            }
        }
    }

    @Test func `a secret stands on a paper only for whoever may give one`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted(help: OfficeSite.commune)
        try site.give(.renewSecret, id, by: .receiver)
        let secret = site.office.secrets.secret(of: id.stream, generation: 1).grouped
        try await site.application.test(.router) { client in
            for person in [Person.receiver, .helper] {
                let path = Path.dossierReceipt(id).url.text
                let paper = try await client.get(path, [.cookie: "motcua-phien=\(person.rawValue)"])
                #expect(paper.text.contains(secret) == (person == .receiver), "\(person)")
            }
        }
    }

    @Test func `a number alone never leads to the other one`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        try site.receive(id)
        let dossier = try site.opened(id).dossier
        let code = try #require(dossier.code)
        let number = dossier.number
        let forms = [
            (typed: number.text.lowercased(), kept: [number.text, number.grouped], other: [code.text, "261120"]),
            (
                typed: code.text.lowercased().filter { $0 != "-" && $0 != "." }, kept: [code.text],
                other: [number.text, number.grouped]
            ),
        ]
        try await site.application.test(.router) { client in
            for form in forms {
                let found = try await client.get(Path.tracking.with("so", form.typed).url.text)
                let target = try #require(found.headers[.location])
                #expect(found.status == .seeOther && target.hasSuffix(form.kept[0]))
                for path in [target, Path.tracked(form.typed).url.text] {
                    let page = try await client.get(path)
                    #expect(page.status == .ok && form.kept.allSatisfy(page.text.contains), "\(path)")
                    for other in form.other { #expect(!page.text.contains(other), "\(path) shows \(other)") }
                }
                let answer = try await client.get(Path.apiDossier(form.typed).url.text)
                #expect(answer.status == .ok && answer.text.contains(form.kept[0]))
                for other in form.other { #expect(!answer.text.contains(other)) }
            }
        }
    }
}
