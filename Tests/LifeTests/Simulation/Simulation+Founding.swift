import Core
import Store

@testable import UseCases

extension Simulation {
    static let administrator = Actor(id: "admin", assignments: [Assignment(role: .administrator, agency: "H21")])
    static let leader = Actor(
        id: "leader",
        assignments: [
            Assignment(role: .leader, agency: Province.commune), Assignment(role: .leader, agency: Province.department),
        ])
    private static let founder = Actor(id: "founder", assignments: [Assignment(role: .clock, agency: "H21")])

    /// Publishes the small province of the random lives.
    func found() throws {
        let agencies = [
            Agency(code: "H21", name: "UBND tỉnh Gia Lai", kind: .province),
            Agency(code: Province.commune, name: "UBND phường Pleiku", kind: .commune),
            Agency(code: Province.department, name: "Sở Nông nghiệp và Môi trường", kind: .department),
            Agency(code: Province.branch, name: "Chi nhánh Văn phòng đăng ký đất đai", kind: .branch),
            Agency(code: Province.centre, name: "Trung tâm Phục vụ hành chính công", kind: .centre),
        ]
        var changes: [OfficeChange] = agencies.map { .agencyEntered($0) }
        changes.append(.calendarPublished(CalendarFacts(version: 1, firstYear: 2025, lastYear: 2027, days: [])))
        changes += ["ho-tich", "dat-dai"].map {
            .sectorEntered(Sector(code: SectorCode($0), name: "Lĩnh vực \($0)", english: "Sector"))
        }
        changes += Province.procedures.map { .procedurePublished($0) }
        changes += (Province.officers + [Simulation.administrator]).map {
            .officerAppointed(
                Officer(
                    id: $0.id, assignments: $0.assignments,
                    personal: Personal([PersonalKey.officerName.text: "Cán bộ \($0.id.text)"])))
        }
        let office = processes[0].office
        let decisions = OfficeDecisions(office, by: Simulation.founder)
        var random = SeededRandom(seed: draw())
        try office.store.writeNow { transaction in
            for change in changes {
                try decisions.record(change, now: office.clock.now(), random: &random, in: transaction)
            }
        }
    }
}
