import Core
import HTML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing
import UseCases

@testable import Web

@Suite("Tìm hồ sơ và lời từ chối ở quầy")
struct CounterFindingTests {
    @Test func `a name is searched among the dossiers of the counter, page by page, however many others are newer`()
        throws
    {
        let site = try OfficeSite()
        let all = try (0..<5).map { _ in try site.submitted() }
        try site.office.store.readNow { sql in
            func find(
                _ typed: String, at units: [AgencyCode]?, after: Int64? = nil, most: Int = 50
            ) throws -> [DossierRow] {
                try DossierFinding.search(
                    typed, index: site.office.index, at: units, after: after, most: most, in: sql)
            }
            #expect(try find("huong nguyen", at: nil).map(\.stream) == all.reversed())
            #expect(try find("huong", at: [OfficeSite.ward]).count == 5)
            #expect(try find("huong", at: [OfficeSite.department]).isEmpty)
            #expect(try find("huong", at: []).isEmpty)
            // One look for page and count gives the same.
            for typed in ["huong", "nguyen thi", "khong co"] {
                for units in [nil, [OfficeSite.ward], [OfficeSite.department], []] as [[AgencyCode]?] {
                    for most in [1, 3, 5, 50] {
                        let ids = try DossierFinding.ids(
                            typed, index: site.office.index, at: units, most: most, in: sql)
                        let (rows, found) = (
                            try DossierFinding.rows(ids, in: sql), try find(typed, at: units, most: most)
                        )
                        #expect(rows == found)
                    }
                }
            }
            let first = try find("huong", at: [OfficeSite.ward], most: 2)
            let second = try find("huong", at: [OfficeSite.ward], after: first.last?.id, most: 2)
            #expect((first + second).map(\.stream) == Array(all.reversed().prefix(4)))
            #expect(
                try DossierFinding.count("huong", index: site.office.index, at: [OfficeSite.ward], in: sql)
                    == ListCount(5))
            #expect(
                try DossierFinding.count("huong", index: site.office.index, at: [OfficeSite.department], in: sql)
                    == .none)
        }
    }

    @Test func `a refusal names papers by their names`() {
        let variant = OfficeSite.procedure.variants[0]
        let missing = UseCaseRefusal.rule(.componentsMissing(["tp-1", "tp-2"]))
        #expect(RefusalNotice.names(of: missing, in: variant) == "Tờ khai; Giấy chứng sinh")
        #expect(RefusalNotice.names(of: missing, in: nil) == nil)
        #expect(RefusalNotice.names(of: UseCaseRefusal.rule(.nothingAsked), in: variant) == nil)
    }

    @Test func `a name is cut at a word and says so`() {
        #expect(cut("Đăng ký khai sinh", most: 96) == "Đăng ký khai sinh")
        #expect(cut("Đăng ký khai sinh, nhận cha mẹ con", most: 20) == "Đăng ký khai sinh…")
        #expect(cut("Mộttừrấtdài", most: 4) == "Mộtt…")
    }

    @Test func `whoever serves at a counter finds the way to the desks in the menu`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            for person in [OfficeSite.Person.receiver, .deskHead, .handler] {
                let page = try await client.get("/viec", [.cookie: "motcua-phien=\(person.rawValue)"])
                #expect(page.status == .ok)
                #expect(page.text.contains("<a href=\"/viec\""))
            }
        }
    }
}
