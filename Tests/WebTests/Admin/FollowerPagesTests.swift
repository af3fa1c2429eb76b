import Core
import HTTPTypes
import HummingbirdTesting
import Ledger
import Logging
import ServiceLifecycle
import Store
import Testing
import UseCases

@testable import Web

@Suite("Trang tác vụ nền")
struct FollowerPagesTests {
    private static let list = "/quan-tri/tac-vu"

    /// Sets a record aside as a leading process would.
    private func park(
        _ site: AdminSite, _ seq: Int = 3, state: ParkedRecord.State = .parked, failed: Int = 1
    ) throws {
        let now = site.clock.now()
        try site.office.store.writeNow { transaction in
            try ParkedTable.insert(
                ParkedRecord(
                    follower: "mail", seq: seq, stream: "s1", kind: "dossier.received", state: state, failed: failed,
                    tryAt: now, reason: failed > 0 ? "mailbox-unknown" : nil, parked: now), in: transaction.sql)
        }
    }

    private func open(_ site: AdminSite, _ seq: Int = 3) throws -> ParkedRecord? {
        try site.office.store.readNow { try ParkedTable.open("mail", seq, in: $0) }
    }

    @Test func `its routes are for administrators alone`() throws {
        let site = try AdminSite()
        let own = SiteParts.routes(site.pages, SiteSettings()).filter {
            [.followers, .followerRecord, .followerAct].contains($0.pattern)
        }
        #expect(own.count == 4)
        for route in own { #expect(route.access == .roles([.administrator]), "\(route.pattern.rawValue)") }
    }

    @Test func `with nothing set aside it says so, and that nobody leads yet`() async throws {
        let site = try AdminSite()
        try await site.application.test(.router) { client in
            let page = try await client.get(Self.list, site.cookie)
            #expect(page.status == .ok)
            #expect(page.text.contains("Không có bản ghi nào bị treo"))
            #expect(page.text.contains("Chưa có tiến trình nào chủ trì"))
        }
    }

    @Test func `who leads, how far each has come and what failed stand on the page`() async throws {
        let site = try AdminSite()
        let now = site.clock.now()
        let leadership = Leadership(site.office, holder: "may-1 4321 aabbccdd") { 0 }
        try leadership.beat()
        try site.office.store.writeNow { transaction in
            try FollowerTable.insert(FollowerPlace(name: "mail", next: 2, moved: now), in: transaction.sql)
            try ChoreTable.store(
                ChoreRun(name: "checkpoint", begun: now, succeeded: nil, failed: 3, reason: "store-disk"),
                in: transaction.sql)
        }
        try await site.application.test(.router) { client in
            let page = try await client.get(Self.list, site.cookie)
            #expect(page.text.contains("may-1 4321 aabbccdd"))
            #expect(page.text.contains("Ký điểm chốt sổ cái"))
            #expect(page.text.contains("Lỗi 3 lần liên tiếp") && page.text.contains("store-disk"))
            #expect(page.text.contains("Có việc định kỳ bị lỗi nhiều lần liên tiếp."))
        }
    }

    @Test func `a record set aside is shown, exported, and tried again by a button`() async throws {
        let site = try AdminSite()
        try park(site)
        try await site.application.test(.router) { client in
            let page = try await client.get(Self.list, site.cookie)
            #expect(page.text.contains("mailbox-unknown") && page.text.contains("/quan-tri/tac-vu/mail/3"))
            let file = try await client.get(Self.list + "?dang=csv", site.cookie)
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(file.text.contains("3,mail,Cần quyết định,,mailbox-unknown,1,"))
            let record = try await client.get(Self.list + "/mail/3", site.cookie)
            #expect(record.status == .ok && record.text.contains("Thử lại"))
            let sent = try await site.post(client, Self.list + "/mail/3/thu-lai", [:])
            #expect(sent.status == .seeOther)
            #expect(sent.headers[.location] == "/quan-tri/tac-vu?xong=thu-lai")
            #expect(try open(site)?.state == .waiting)
        }
    }

    @Test func `giving up is asked for once more, written down, and a second click changes nothing`() async throws {
        let site = try AdminSite()
        try park(site)
        try await site.application.test(.router) { client in
            let asked = try await client.get(Self.list + "/mail/3/bo-qua", site.cookie)
            #expect(asked.status == .ok && asked.text.contains("không lấy lại được"))
            #expect(try open(site) != nil)
            #expect(try await site.post(client, Self.list + "/mail/3/bo-qua", [:]).status == .seeOther)
            #expect(try open(site) == nil)
            let again = try await site.post(client, Self.list + "/mail/3/da-xu-ly", [:])
            #expect(again.headers[.location] == "/quan-tri/tac-vu?xong=da-het")
            #expect(try await client.get(Self.list + "/mail/3", site.cookie).status == .seeOther)
            let lines = try site.office.store.readNow { try AuditTable.list(subject: "s1", limit: 9, in: $0) }
            #expect(lines.map(\.action) == ["follower.given-up"] && lines.first?.detail == "record 3 of mail")
        }
    }

    @Test func `what cannot be meant is refused`() async throws {
        let site = try AdminSite()
        try park(site)
        try await site.application.test(.router) { client in
            for path in ["/mail/x", "/mail/-1", "/mail/3/khac"] {
                #expect(try await client.get(Self.list + path, site.cookie).status == .notFound, "\(path)")
            }
            for query in ["?sau=x", "?sau=-1@mail", "?sau=3"] {
                let status = try await client.get(Self.list + query, site.cookie).status
                #expect(status == .unprocessableContent || status == .badRequest, "\(query)")
            }
            let unknown = try await site.post(client, Self.list + "/mail/3/bo-qua", ["la": "x"])
            #expect(unknown.status == .unprocessableContent || unknown.status == .badRequest)
            #expect(try open(site) != nil)
        }
    }

    @Test func `a long list goes on where the page ends`() async throws {
        let site = try AdminSite()
        for seq in 0..<60 { try park(site, seq) }
        try await site.application.test(.router) { client in
            let first = try await client.get(Self.list, site.cookie)
            #expect(first.text.contains("sau=49@mail"))
            let second = try await client.get(Self.list + "?sau=49@mail", site.cookie)
            #expect(second.text.contains("/quan-tri/tac-vu/mail/50") && second.text.contains("mail/59"))
            #expect(!second.text.contains("mail/49\""))
        }
    }

    @Test func `the health page adds a word once something needs a person`() async throws {
        let site = try AdminSite()
        try park(site)
        try await site.application.test(.router) { client in
            #expect(try await client.get("/healthz").text == "ok\n")
            try site.pages.followerWatch.look(at: site.office, FollowerList(), leads: false)
            #expect(try await client.get("/healthz").text == "ok\nrecords-parked\nno-leader\n")
        }
    }
}
