public import Core
import Store

/// Founds the demonstration province and appoints its people, through the office's own decisions.
public struct DemoOffice {
    /// When the province is founded on the demonstration's clock: 31-3-2025, 08:00, before its first dossier.
    static let founded = Instant(CivilDate(dayNumber: 20_178), minute: 480)

    let office: Office
    let lists: DemoLists
    let people: DemoPeople

    public init(_ office: Office, lists: DemoLists) {
        self.office = office
        self.lists = lists
        people = DemoPeople(lists)
    }

    /// Records province, agencies, sectors, procedures, calendar and officers.
    public func found(
        _ province: Province, files: CatalogueFiles, calendar: CalendarFacts, random: inout SeededRandom
    ) throws {
        var changes: [OfficeChange] = [.provinceFounded(province), .calendarPublished(calendar)]
        changes += files.agencies.map { .agencyEntered($0) }
        changes += files.sectors.map { .sectorEntered($0) }
        changes += files.procedures.map { .procedurePublished($0) }
        changes += staff(of: files.agencies, &random).map { .officerAppointed($0) }
        changes += lists.accounts.filter { !$0.oversees }.map { .officerAppointed($0.officer) }
        let decisions = OfficeDecisions(office, by: DemoOffice.founder)
        var drawn = random
        try office.store.bulkNow(every: 500) { bulk in
            for change in changes {
                try bulk.run { try decisions.record(change, now: DemoOffice.founded, random: &drawn, in: $0) }
            }
        }
        random = drawn
        // By a chance of their own: whoever only looks on must not change which province it is.
        var own = SeededRandom(seed: DemoOffice.overseersSeed)
        try office.store.writeNow { transaction in
            for overseer in lists.accounts where overseer.oversees {
                try decisions.record(
                    .officerAppointed(overseer.officer), now: DemoOffice.founded, random: &own, in: transaction)
            }
        }
        try office.refresh()
    }

    private static let overseersSeed: UInt64 = 93

    static let founder = Actor(
        id: "00000000000000000000000000000001", assignments: [Assignment(role: .clock, agency: "H21")])

    /// One officer of each role where it is needed; agencies that only take dossiers in have counter staff alone.
    private func staff(of agencies: [Agency], _ random: inout SeededRandom) -> [Officer] {
        var officers: [Officer] = []
        for agency in agencies {
            var roles: [Role] = []
            if agency.receives { roles += [.receiver, .deskHead] }
            if agency.kind != .centre { roles += [.handler, .leader, .signatory] }
            for role in roles {
                officers.append(
                    Officer(
                        id: ActorID(random.id()), assignments: [Assignment(role: role, agency: agency.code)],
                        personal: Personal([PersonalKey.officerName.text: people.name(&random)])))
            }
        }
        return officers
    }
}

/// Who may sign in to the demonstration; these accounts exist nowhere else, and their passwords are no secret.
public struct DemoAccount: Sendable {
    public var login: String
    public var password: String
    public var officer: Officer
    /// True for an account that sees facts and clocks alone.
    var oversees: Bool { officer.assignments.allSatisfy { $0.role == .oversight } }

    init(_ row: TabRow) throws {
        login = try row.needed("login")
        password = try row.needed("password")
        let assignments = try row["roles"].split(separator: " ").map { text in
            let halves = text.split(separator: "@").map(String.init)
            guard halves.count == 2, let role = Role(rawValue: halves[0]) else {
                throw row.fault("roles", .notUnderstood(String(text)))
            }
            return Assignment(role: role, agency: AgencyCode(halves[1]))
        }
        officer = Officer(
            id: ActorID(try row.needed("id")), assignments: assignments,
            personal: Personal([
                PersonalKey.officerName.text: row["name"], PersonalKey.officerTitle.text: row["title"],
            ]))
    }
}
