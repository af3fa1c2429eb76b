import Core
import Foundation
import HTML
import HTTPTypes
import HummingbirdTesting
import Reports
import Store
import Testing
import UseCases

@testable import Web

@Suite("Trang số liệu công khai")
struct StatisticsTests {
    /// One received and settled, one received, one refused after appraisal, one withdrawn, one refused at reception.
    private func lived(_ site: OfficeSite) throws {
        let words = Grounds(personal: Personal([PersonalKey.reason.text: "Lý do đủ rõ."]))
        for turn in 0..<4 {
            let id = try site.submitted()
            try site.receive(id)
            if turn == 0 { continue }
            if turn == 1 {
                try site.give(.withdraw(words), id, by: .receiver)
                continue
            }
            try site.give(.assign(OfficeSite.Person.handler.actor.id), id, by: .leader)
            if turn == 2 {
                try site.give(.refuse(words), id, by: .handler)
                continue
            }
            try site.give(.completeStep(StepPassed(to: "sign")), id, by: .handler)
            try site.give(.settle(Settlement()), id, by: .signatory)
        }
        try site.give(.refuseReception(words), try site.submitted(), by: .receiver)
        site.clock.move(to: site.clock.now().adding(minutes: 2))
    }

    @Test func `the public figures are the report's, and the tallies of the home page sum up the same`() throws {
        let site = try OfficeSite()
        try lived(site)
        let period = FiguresPeriod.month(to: site.clock.now().date)
        let question = period.question(site.clock.now())
        try site.office.store.readNow { sql in
            let report = try SettlementReports.make(question, in: sql)
            let figures = try PublicFigures.count(question, in: sql)
            #expect(figures.total == report.total && figures.total.received == 4 && figures.total.balances)
            #expect(figures.sectors.map(\.sector) == report.rows.map(\.sector))
            #expect(figures.sectors.map(\.figures) == report.rows.map(\.figures))
            #expect(figures.agencies.map(\.agency) == [OfficeSite.ward])
            #expect(figures.refusedAtReception == 1 && report.refusedAtReception == 1)
            let tallied = try Tally.province(from: period.from, to: period.to, in: sql)
            #expect(KeyFigures(tallied) == KeyFigures(figures.total))
        }
    }

    @Test func `the page and its file say what was counted, and when`() async throws {
        let site = try OfficeSite()
        try lived(site)
        let now = site.clock.now()
        try await site.application.test(.router) { client in
            let page = try await client.get("/thong-ke")
            #expect(page.status == .ok)
            let texts = try #require(site.pages.texts[.vietnamese])
            #expect(page.text.contains("Số liệu tính đến \(texts.hour(now)) ngày \(texts.day(now.date))."))
            #expect(page.text.contains("<th scope=\"row\">Hộ tịch</th><td>4</td><td>4</td><td>0</td><td>0</td>"))
            #expect(page.text.contains("có 1 hồ sơ bị từ chối tiếp nhận"))
            #expect(!page.text.contains("Nguyễn Thị Hương"))
            let agencies = try await client.get("/thong-ke?theo=co-quan&xep=qua-han")
            #expect(agencies.text.contains("<th scope=\"row\">UBND phường Pleiku</th><td>4</td>"))
            let file = try await client.get("/thong-ke?theo=co-quan&dang=csv")
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            let lines = file.text.split(whereSeparator: \.isNewline)
            #expect(lines.count == 3)
            #expect(lines[1].hasPrefix("H21.106,UBND phường Pleiku,4,4,0,0,2,"))
            #expect(lines[2].hasPrefix(",Toàn tỉnh,4,4,0,0,2,"))
            // The home page leads to the same days.
            let home = try await client.get("/")
            let period = FiguresPeriod.month(to: now.date)
            #expect(home.text.contains("href=\"/thong-ke?tu=\(period.from.iso)&amp;den=\(period.to.iso)\""))
        }
    }

    @Test(arguments: [
        ("thang=2026-13", "thang"), ("thang=x", "thang"), ("thang=2027-01", "thang"), ("thang=1999-01", "thang"),
        ("tu=31/12/2026", "tu"), ("tu=2026-02-30", "tu"), ("den=2030-01-01", "den"), ("tu=2024-12-31", "tu"),
        ("tu=2026-11-02&den=2026-11-01", "den"), ("tu=2025-01-01&den=2026-11-01", "den"),
    ])
    func `a period that cannot be told is refused naming its field`(_ query: String, _ field: String) async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            for form in ["", "&dang=csv"] {
                let answer = try await client.get("/thong-ke?\(query)\(form)")
                #expect(answer.status == .badRequest)
                #expect(answer.text.contains("href=\"#\(field)\"") && answer.text.contains("id=\"\(field)-error\""))
                #expect(!answer.text.contains("⟦"))
            }
        }
    }

    @Test(arguments: [
        ("", 20_758, 20_777), ("thang=2026-11", 20_758, 20_777), ("thang=2026-10", 20_727, 20_757),
        ("tu=2026-11-05", 20_762, 20_777), ("den=2026-10-05", 20_727, 20_731),
        ("tu=2025-11-21&den=2026-11-20", 20_413, 20_777),
    ])
    func `a month, two days or one of them make a period`(_ query: String, _ from: Int, _ to: Int) {
        var fields = FieldList()
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=")
            fields.append(String(parts[0]), String(parts[1]))
        }
        let choice = PeriodChoice(fields, today: CivilDate(dayNumber: 20_777), years: 2025...2027)
        #expect(choice.fault == nil)
        #expect(choice.period?.from.dayNumber == from && choice.period?.to.dayNumber == to)
    }

    @Test func `rows stand in the order that is asked for`() throws {
        let site = try OfficeSite()
        func row(_ code: AgencyCode, received: Int, late: Int) -> (agency: AgencyCode, figures: Figures) {
            var figures = Figures()
            figures.receivedOnline = received
            figures[.settledLate] = late
            figures[.settledEarly] = received - late
            return (code, figures)
        }
        let day = CivilDate(dayNumber: 0)
        var figures = PublicFigures(ReportQuestion(from: day, to: day), [:])
        figures.agencies = [
            row("H21.1", received: 3, late: 1), row("H21.2", received: 9, late: 1),
            row("H21.3", received: 3, late: 2),
        ]
        func codes(_ order: String) -> [String] {
            var query = FieldList()
            query.append("theo", "co-quan")
            query.append("xep", order)
            return FiguresList(query).rows(figures, site.pages.catalogue, .vietnamese).map(\.code)
        }
        #expect(codes("ten") == ["H21.1", "H21.2", "H21.3"])
        #expect(codes("tiep-nhan") == ["H21.2", "H21.1", "H21.3"])
        #expect(codes("qua-han") == ["H21.3", "H21.1", "H21.2"])
        #expect(codes("gi-khac") == codes("ten"))
    }

    @Test func `the overdue share is rounded up and written as the language does`() {
        var figures = Figures()
        #expect(figures.overdueShare == 0)
        figures[.settledEarly] = 2
        figures[.inProgressOverdue] = 1
        #expect(figures.overdueShare == 334)
        #expect(Language.vietnamese.percent(tenths: 334) == "33,4%" && Language.english.percent(tenths: 7) == "0.7%")
    }

    @Test func `a table full of long names and large figures stays light`() throws {
        let site = try OfficeSite()
        var figures = Figures()
        figures.receivedOnline = 1_234_567
        figures[.settledEarly] = 1_234_567
        let name = String(repeating: "Ủy ban nhân dân ", count: 4)
        let rows = (0..<FiguresList.rowsMost).map { FiguresRow(code: "\($0)", name: name, figures: figures) }
        let page = PageContext(
            texts: try #require(site.pages.texts[.vietnamese]),
            centre: Centre(name: "", officialName: "", places: []),
            links: ShellLinks(
                home: SafeURL("/"), search: SafeURL("/"), signIn: SafeURL("/"), signOut: SafeURL("/"),
                display: SafeURL("/"), styleSheet: SafeURL("/"), paperStyleSheet: SafeURL("/"), script: SafeURL("/"),
                mark: SafeURL("/"), icon: SafeURL("/")),
            here: SafeURL("/"))
        var p = HTMLWriter()
        p.put(FiguresTable(caption: name, nameTitle: name, rows: rows, total: figures), in: page)
        #expect(p.bytes.count < 13_000)
    }
}
