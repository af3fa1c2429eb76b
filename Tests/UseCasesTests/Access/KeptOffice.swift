import Core
import Store

@testable import UseCases

/// A province with a ward and a department, and two administrators: one of the whole province, one of the ward.
struct KeptOffice {
    static let department: AgencyCode = "H21.24"
    static let receiver = Assignment(role: .receiver, agency: TestOffice.ward)

    let test: TestOffice
    var office: Office { test.office }
    let province: Account
    let ward: Account

    init() throws {
        let test = try TestOffice()
        self.test = test
        let root = Province(
            code: "H21", name: "Gia Lai", english: "Gia Lai", centre: "Trung tâm", centreEnglish: "Centre")
        let founder = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
        func administrator(_ login: String, _ agency: AgencyCode) throws -> Account {
            try test.write { transaction, random in
                let account = try Accounts.create(
                    login: login, name: login, language: "vi", by: nil, now: test.clock.now(), random: &random,
                    in: transaction.sql)
                let role = Assignment(role: .administrator, agency: agency)
                try OfficeDecisions(test.office, by: founder).record(
                    .officerAppointed(Officer(id: account.actor, assignments: [role], personal: nil)),
                    now: test.clock.now(), random: &random, in: transaction)
                return account
            }
        }
        try test.write { transaction, random in
            let department = Agency(code: KeptOffice.department, name: "Sở Nông nghiệp", kind: .department)
            for change in [OfficeChange.provinceFounded(root), .agencyEntered(department)] {
                try OfficeDecisions(test.office, by: founder).record(
                    change, now: test.clock.now(), random: &random, in: transaction)
            }
        }
        province = try administrator("quan.tri", "H21")
        ward = try administrator("quan.tri.phuong", TestOffice.ward)
        try test.office.refresh()
    }

    /// One act of an administrator, the province's unless another is named.
    @discardableResult
    func act<T>(
        _ keeper: Account? = nil, _ body: (AccountKeeping, inout SeededRandom) throws -> T
    ) throws -> T {
        let done = try test.write { transaction, random in
            let keeping = try AccountKeeping(
                office, by: (keeper ?? province).actor, now: test.clock.now(), in: transaction)
            return try body(keeping, &random)
        }
        try office.refresh()
        return done
    }

    func make(
        _ login: String, _ assignments: [Assignment] = [receiver], by keeper: Account? = nil
    ) throws -> (account: Account, link: Secret?) {
        try act(keeper) { keeping, random in
            try keeping.make(
                login: login, name: "Nguyễn Thị Lan", assignments: assignments, language: "vi", random: &random)
        }
    }

    func kept(_ account: Account) throws -> KeptAccount {
        guard let kept = try office.store.readNow({ try KeptAccount.find(account.actor, in: $0) }) else {
            throw Unexpected()
        }
        return kept
    }

    func picture(_ account: Account) throws -> String { try kept(account).picture }

    /// The acts written down about an account, by name: several of one moment have no order.
    func audited(_ account: Account) throws -> [String] {
        try office.store.readNow { try AuditTable.list(limit: 100, in: $0) }
            .filter { $0.detail == "account \(account.actor)" }.map(\.action).sorted()
    }
}
