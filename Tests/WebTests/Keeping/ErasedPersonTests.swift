import Core
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Store
import Testing
import UseCases

@testable import Web

/// Goes to every address of the site, as everybody, before and after the person of a dossier was erased.
@Suite("An erased person on the site")
struct ErasedPersonTests {
    private typealias Person = OfficeSite.Person

    private static let name = "Nguyễn Thị Hương"
    private static let reason = "Giấy chứng sinh bị mờ."

    @Test func `no page, list, search, export or interface finds the person any more`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted(by: .system, help: OfficeSite.commune, file: Array("%PDF-1.4 to khai".utf8))
        let waiting = try site.submitted(file: Array("%PDF-1.4 khac".utf8))
        try site.receive(id)
        try site.give(.assign(Person.handler.actor.id), id, by: .leader)
        let words = Personal([PersonalKey.reason.text: Self.reason])
        try site.give(.requestSupplement(PapersAsked(components: ["tp-1"], personal: words)), id, by: .handler)

        let before = try await finding(in: site, [id, waiting])
        #expect(before.count > 12, "the person is found at all: \(before)")
        for place in ["/viec", "/quay", "/ho-so/", "/quay/tim", "/api/v1/dossiers/", "dang=csv"] {
            #expect(before.contains { $0.contains(place) }, "\(place)")
        }
        for (seed, dossier) in [id, waiting].enumerated() { try erase(dossier, in: site, seed: UInt64(seed)) }
        #expect(try await finding(in: site, [id, waiting]) == [])
    }

    private func erase(_ id: DossierID, in site: OfficeSite, seed: UInt64) throws {
        let number = try site.opened(id).dossier.number.text
        var random = SeededRandom(seed: 500 + seed)
        let root = Actor(id: "root", assignments: [Assignment(role: .administrator, agency: "H21")])
        _ = try Erasure(site.office, by: Person.leader.actor).ask(number, basis: "Luật 91/2025/QH15", random: &random)
        #expect(try Erasure(site.office, by: root).confirm(number, random: &random) == .erased(id))
    }

    /// Every address, and who asked there, whose answer names the person or holds their words.
    private func finding(in site: OfficeSite, _ ids: [DossierID]) async throws -> Set<String> {
        let addresses = try ids.flatMap { try self.addresses(of: $0, in: site) }
        let found = Found()
        try await site.application.test(.router) { client in
            for address in Set(addresses) {
                for person in Person.allCases {
                    let answer = try await client.get(address, shown(person))
                    let text = answer.text
                    if text.contains(Self.name) || text.contains(Self.reason) || text.contains("%PDF-1.4") {
                        await found.add("\(person.rawValue) \(address)")
                    }
                }
            }
        }
        return await found.places
    }

    private func shown(_ person: Person) -> HTTPFields {
        [.cookie: "motcua-phien=\(person.rawValue)", .authorization: "Bearer \(person.rawValue)"]
    }

    private actor Found {
        var places: Set<String> = []
        func add(_ place: String) { places.insert(place) }
    }

    /// Every pattern with the dossier in its holes, lists also as they are exported, searches with the name.
    private func addresses(of id: DossierID, in site: OfficeSite) throws -> [String] {
        let dossier = try site.opened(id).dossier
        let file = try #require(dossier.components.first?.files.first?.file)
        let numbers = [dossier.number.text, dossier.code?.text].compactMap { $0 }
        var addresses: [String] = []
        for pattern in PathPattern.allCases {
            for number in numbers {
                for action in DossierAction.allCases.map(\.rawValue) {
                    let values = [
                        "id": id.text, "number": number, "file": file.text, "action": action, "code": "1.000001",
                    ]
                    let parts = pattern.segments.map { segment in
                        switch segment {
                        case .fixed(let part): part
                        case .hole(let name): values[name] ?? "1"
                        }
                    }
                    addresses.append("/" + parts.joined(separator: "/"))
                    if !pattern.holes.contains("action") { break }
                }
                if !pattern.holes.contains("number") { break }
            }
        }
        let lists = addresses.filter { $0.hasPrefix("/viec") || $0.hasPrefix("/quay") }
        let searches = ["q=huong", "q=nguyen+thi+huong", "q=Nguy%E1%BB%85n"].map { "/quay/tim?" + $0 }
        return addresses + lists.map { $0 + "?dang=csv" } + searches
    }
}
