import Core
import Store
import Testing

@testable import UseCases

@Suite("Quản trị tài khoản")
struct AccountKeepingTests {
    private typealias Kept = KeptOffice

    @Test func `an account that is made holds its role, has a link, and leaves its lines`() throws {
        let test = try KeptOffice()
        let (account, link) = try test.make("lan.nt")
        #expect(test.office.catalogue.actor(account.actor).holds([.receiver], at: TestOffice.ward))
        let now = test.test.clock.now()
        let found = try test.office.store.readNow { try OneTimeLinks.find(try #require(link).text, now: now, in: $0) }
        #expect(found?.account == account)
        #expect(try test.audited(account) == ["account.made", "link.made"])
        #expect(try test.kept(account).standing == .waiting)
        #expect(throws: AccessRefusal.loginTaken) { try test.make("lan.nt") }
    }

    @Test func `nobody keeps accounts who is no administrator any more`() throws {
        let test = try KeptOffice()
        let (officer, _) = try test.make("lan.nt")
        #expect(throws: KeepingRefusal.notKeeper) { try test.make("binh.tv", by: officer) }
        let seen = try test.picture(test.ward)
        try test.act { keeping, random in try keeping.lock(test.ward.actor, seen: seen, random: &random) }
        #expect(throws: KeepingRefusal.notKeeper) { try test.make("binh.tv", by: test.ward) }
    }

    @Test func `the last administrator cannot be locked, for nobody locks themselves`() throws {
        let test = try KeptOffice()
        let own = test.province.actor
        let seen = try test.picture(test.province)
        #expect(throws: KeepingRefusal.ownAccount) { try test.act { try $0.lock(own, seen: seen, random: &$1) } }
        #expect(throws: KeepingRefusal.ownAccount) {
            try test.act { try $0.renewLink(of: own, seen: seen, random: &$1) }
        }
        #expect(throws: KeepingRefusal.ownAccount) {
            try test.act { try $0.endSessions(of: own, seen: seen, random: &$1) }
        }
        #expect(throws: AccessRefusal.accountUnknown) {
            try test.act(test.ward) { try $0.lock(own, seen: seen, random: &$1) }
        }
    }

    @Test func `administrators do not take their own authority away, and may take other roles`() throws {
        let test = try KeptOffice()
        func assign(_ assignments: [Assignment]) throws {
            let seen = try test.picture(test.province)
            try test.act { try $0.assign(assignments, to: test.province.actor, seen: seen, random: &$1) }
        }
        let whole = Assignment(role: .administrator, agency: "H21")
        #expect(throws: KeepingRefusal.ownAuthority("H21")) { try assign([KeptOffice.receiver]) }
        #expect(throws: KeepingRefusal.ownAuthority("H21")) {
            try assign([Assignment(role: .administrator, agency: TestOffice.ward)])
        }
        try assign([whole, KeptOffice.receiver])
        #expect(try test.kept(test.province).assignments == [whole, KeptOffice.receiver])
        #expect(try test.audited(test.province) == ["account.assigned", "account.made"])
    }

    @Test func `an administrator of a ward keeps its accounts and reaches no others`() throws {
        let test = try KeptOffice()
        let adviser = Assignment(role: .handler, agency: KeptOffice.department)
        let (own, _) = try test.make("lan.nt", by: test.ward)
        #expect(throws: KeepingRefusal.notYours(KeptOffice.department)) {
            try test.make("binh.tv", [adviser], by: test.ward)
        }
        #expect(throws: KeepingRefusal.notYours("H21")) {
            try test.make("binh.tv", [Assignment(role: .administrator, agency: "H21")], by: test.ward)
        }
        let (other, _) = try test.make("binh.tv", [adviser])
        let seen = try test.picture(other)
        #expect(throws: AccessRefusal.accountUnknown) {
            try test.act(test.ward) { try $0.lock(other.actor, seen: seen, random: &$1) }
        }
        // Whoever serves in both places: the ward changes its own part, and never takes the whole account over.
        let before = try test.picture(own)
        try test.act { try $0.assign([KeptOffice.receiver, adviser], to: own.actor, seen: before, random: &$1) }
        let both = try test.picture(own)
        #expect(throws: KeepingRefusal.notYours(nil)) {
            try test.act(test.ward) { try $0.renewLink(of: own.actor, seen: both, random: &$1) }
        }
        #expect(throws: KeepingRefusal.notYours(KeptOffice.department)) {
            try test.act(test.ward) { try $0.assign([KeptOffice.receiver], to: own.actor, seen: both, random: &$1) }
        }
        try test.act(test.ward) { try $0.assign([adviser], to: own.actor, seen: both, random: &$1) }
    }

    @Test func `a link that another administrator knows ends when the account is given more`() throws {
        let test = try KeptOffice()
        let (account, link) = try test.make("lan.nt", by: test.ward)
        let seen = try test.picture(account)
        try test.act {
            try $0.assign(
                [Assignment(role: .handler, agency: KeptOffice.department)], to: account.actor, seen: seen, random: &$1)
        }
        let shown = try #require(link).text
        let now = test.test.clock.now()
        #expect(try test.office.store.readNow { try OneTimeLinks.find(shown, now: now, in: $0) } == nil)
    }

    @Test func `an act on an older picture of an account is refused`() throws {
        let test = try KeptOffice()
        let (account, _) = try test.make("lan.nt")
        let seen = try test.picture(account)
        try test.act { try $0.lock(account.actor, seen: seen, random: &$1) }
        #expect(throws: KeepingRefusal.stale) { try test.act { try $0.lock(account.actor, seen: seen, random: &$1) } }
        #expect(throws: KeepingRefusal.stale) {
            try test.act { try $0.assign([KeptOffice.receiver], to: account.actor, seen: seen, random: &$1) }
        }
        let locked = try test.picture(account)
        try test.act { try $0.unlock(account.actor, seen: locked, random: &$1) }
        #expect(try test.audited(account) == ["account.locked", "account.made", "account.unlocked", "link.made"])
    }

    @Test func `what an account may hold has its limits`() throws {
        let test = try KeptOffice()
        let system = Assignment(role: .integration, agency: "H21")
        #expect(throws: KeepingRefusal.assignmentsMissing) { try test.make("lan.nt", []) }
        #expect(throws: KeepingRefusal.systemAndOfficer) { try test.make("lan.nt", [system, KeptOffice.receiver]) }
        let overseer = Assignment(role: .oversight, agency: "H21")
        #expect(throws: KeepingRefusal.overseerAndOfficer) {
            try test.make("lan.nt", [overseer, KeptOffice.receiver])
        }
        #expect(throws: KeepingRefusal.roleNotGiven(.clock)) {
            try test.make("lan.nt", [Assignment(role: .clock, agency: "H21")])
        }
        #expect(throws: KeepingRefusal.agencyUnknown("H21.999")) {
            try test.make("lan.nt", [Assignment(role: .receiver, agency: "H21.999")])
        }
        let roles = AccountKeeping.roles.filter { $0 != .integration && $0 != .oversight }
        let many = ["H21", TestOffice.ward, KeptOffice.department].flatMap { agency in
            roles.map { Assignment(role: $0, agency: agency) }
        }
        #expect(throws: KeepingRefusal.assignmentsTooMany(most: 20)) { try test.make("lan.nt", many) }
        // The same twice is held once.
        let (account, _) = try test.make("lan.nt", [KeptOffice.receiver, KeptOffice.receiver])
        #expect(try test.kept(account).assignments == [KeptOffice.receiver])
    }

    @Test func `another system has tokens and no link, an officer the other way round`() throws {
        let test = try KeptOffice()
        let (system, link) = try test.make("cong.dich.vu", [Assignment(role: .integration, agency: "H21")])
        #expect(link == nil)
        let seen = try test.picture(system)
        #expect(throws: KeepingRefusal.systemWithoutPassword) {
            try test.act { try $0.renewLink(of: system.actor, seen: seen, random: &$1) }
        }
        let issued = try test.act {
            try $0.issueToken(for: system.actor, label: "Cổng", days: 30, seen: seen, random: &$1)
        }
        try test.act { try $0.revokeToken(issued.token.id, of: system.actor, random: &$1) }
        #expect(throws: AccessRefusal.tokenUnknown) {
            try test.act { try $0.revokeToken(issued.token.id, of: system.actor, random: &$1) }
        }
        let (officer, _) = try test.make("lan.nt")
        let picture = try test.picture(officer)
        #expect(throws: KeepingRefusal.tokenForOfficer) {
            try test.act { try $0.issueToken(for: officer.actor, label: "Máy", days: 1, seen: picture, random: &$1) }
        }
    }
}

@Suite("Danh sách tài khoản")
struct AccountListTests {
    private func logins(
        _ test: KeptOffice, _ filter: AccountFilter = AccountFilter(), by keeper: Account? = nil, size: Int = 100
    ) throws -> [String] {
        let actor = test.office.catalogue.actor((keeper ?? test.province).actor)
        let scope = KeeperScope(actor, root: "H21")
        var found: [String] = []
        var next: String?
        repeat {
            let part = try test.office.store.readNow {
                try AccountList.page(
                    filter, of: scope, after: next, size: size, catalogue: test.office.catalogue, in: $0)
            }
            found += part.rows.map(\.account.login)
            next = part.next
        } while next != nil
        return found
    }

    @Test func `accounts are found by name, login, role, agency and state`() throws {
        let test = try KeptOffice()
        _ = try test.make("lan.nt")
        _ = try test.make("binh.tv", [Assignment(role: .handler, agency: KeptOffice.department)])
        let all = ["binh.tv", "lan.nt", "quan.tri", "quan.tri.phuong"]
        #expect(try logins(test) == all)
        #expect(try logins(test, by: test.ward) == ["lan.nt", "quan.tri.phuong"])
        func found(_ set: (inout AccountFilter) -> Void) throws -> [String] {
            var filter = AccountFilter()
            set(&filter)
            return try logins(test, filter)
        }
        #expect(try found { $0.words = "nguyen LAN" } == ["binh.tv", "lan.nt"])
        #expect(try found { $0.words = "tv" } == ["binh.tv"])
        #expect(try found { $0.words = "%" } == [])
        #expect(try found { $0.role = .handler } == ["binh.tv"])
        #expect(try found { $0.agencies = [TestOffice.ward] } == ["lan.nt", "quan.tri.phuong"])
        #expect(try found { $0.agencies = ["H21"] } == all)
        #expect(try found { $0.agencies = [] } == [])
        #expect(try found { ($0.role, $0.agencies) = (.handler, [TestOffice.ward]) } == [])
        #expect(try found { $0.standing = .locked } == [])
        #expect(try found { $0.standing = .waiting } == all)
    }

    @Test func `pages by login hold every account once, whatever their size`() throws {
        let test = try KeptOffice()
        for number in 1...7 { _ = try test.make("canbo\(number)") }
        let whole = try logins(test)
        #expect(whole.count == 9)
        for size in 1...10 { #expect(try logins(test, size: size) == whole) }
    }
}
