public import Core

/// What the files say of the calendar (ngày nghỉ lễ, hoán đổi, tạm ngừng tiếp nhận): whole years of days and of
/// closures.
///
/// Why by the year: the official list comes out once a year. A year that a file names is replaced by it; the others
/// stay as published, so that entering the next year cannot lose the last.
public struct CalendarFiles: Sendable {
    /// In the order of their dates.
    public let days: [DayRule]
    /// Those in force, in the order in which they begin.
    public let closures: [Closure]
    private let dayRows: [CivilDate: TabRow]
    private let closureYears: Set<Int>
    private let closureRows: [(closure: Closure, row: TabRow)]

    init(_ folder: CatalogueFolderReader, _ names: CatalogueNames) throws {
        var rows: [CivilDate: TabRow] = [:]
        days = try folder.table(.holidays).rows.map { row in
            let rule = try CalendarFiles.rule(row)
            guard rows.updateValue(row, forKey: rule.date) == nil else { throw row.fault("date", .double) }
            return rule
        }.sorted { $0.date < $1.date }
        dayRows = rows
        var years: Set<Int> = []
        var held: [(closure: Closure, row: TabRow)] = []
        for row in try folder.rowsIfHeld(.closures) ?? [] {
            let closure = try CalendarFiles.closure(row, names)
            years.insert(closure.from.year)
            if try row.flag("cancelled", else: false) { continue }
            guard !held.contains(where: { $0.closure == closure }) else { throw row.fault("from", .double) }
            held.append((closure, row))
        }
        closureYears = years
        closureRows = held
        closures = held.map(\.closure).sorted(by: CalendarFiles.ordered)
    }

    private static func rule(_ row: TabRow) throws(CatalogueFault) -> DayRule {
        let date = try row.read("date") { CivilDate(iso: $0) }
        let kind = try row.read("kind") { DayRule.Kind(rawValue: $0) }
        let pair: CivilDate?
        switch kind {
        case .swapWork, .swapOff:
            pair = try row.read("pairDate") { CivilDate(iso: $0) }
            guard (date.weekday > 5) == (kind == .swapWork) else { throw row.fault("date", .wrongWeekday) }
        case .compensatory:
            pair = row.optional("pairDate") == nil ? nil : try row.read("pairDate") { CivilDate(iso: $0) }
            guard date.weekday <= 5 else { throw row.fault("date", .wrongWeekday) }
        case .holiday:
            pair = row.optional("pairDate") == nil ? nil : try row.read("pairDate") { CivilDate(iso: $0) }
        }
        return DayRule(
            date: date, kind: kind, name: try row.needed("name"), english: row.optional("english"), pairDate: pair,
            isProvisional: try row.flag("provisional", else: false))
    }

    private static func closure(_ row: TabRow, _ names: CatalogueNames) throws(CatalogueFault) -> Closure {
        let from = try row.read("from") { CivilDate(iso: $0) }
        let to = try row.read("to", else: from) { CivilDate(iso: $0) }
        guard from <= to else { throw row.fault("to", .calendar(.closureReversed(from: from, to: to))) }
        try names.checkAgency(row, "site")
        var channels: Set<Channel> = []
        for word in row["channels"].split(separator: ",") {
            switch word {
            case "direct": channels.insert(.direct)
            case "online": channels.insert(.online)
            case "post": channels.insert(.post)
            default: throw row.fault("channels", .notUnderstood(String(word)))
            }
        }
        return Closure(
            site: row.optional("site").map { SiteID($0) }, channels: channels.isEmpty ? nil : channels, from: from,
            to: to, reason: try row.needed("reason"))
    }

    /// The next version of the calendar; equal to `present` but for its number where the files bring nothing new.
    ///
    /// - Refuses: a pair of days of which one is not there, a year that would be left without a list, and whatever
    ///   `WorkingCalendar` refuses.
    public func facts(after present: CalendarFacts?) throws(CatalogueFault) -> CalendarFacts {
        let named = Set(days.map(\.date.year))
        let kept = present?.days.filter { !named.contains($0.date.year) } ?? []
        let standing = present?.closures.filter { !closureYears.contains($0.from.year) } ?? []
        let years = try years(named, present)
        for (closure, row) in closureRows {
            for (column, day) in [("from", closure.from), ("to", closure.to)] where !years.contains(day.year) {
                throw row.fault(column, .calendar(.yearOutside(day.year, years)))
            }
        }
        let facts = CalendarFacts(
            version: (present?.version ?? 0) + 1, firstYear: years.lowerBound, lastYear: years.upperBound,
            days: (kept + days).sorted { $0.date < $1.date }, sites: present?.sites ?? [],
            closures: (standing + closures).sorted(by: CalendarFiles.ordered))
        try checkPairs(in: facts)
        do { _ = try facts.calendar() } catch {
            throw CatalogueFault(file: CatalogueFile.holidays.name, reason: .calendar(error))
        }
        return facts
    }

    private func years(_ named: Set<Int>, _ present: CalendarFacts?) throws(CatalogueFault) -> ClosedRange<Int> {
        guard let first = named.min(), let last = named.max() else {
            guard let present else {
                throw CatalogueFault(file: CatalogueFile.holidays.name, column: "date", reason: .empty)
            }
            return present.firstYear...present.lastYear
        }
        var (low, high) = (first, last)
        var held = named
        if let present {
            (low, high) = (min(first, present.firstYear), max(last, present.lastYear))
            held.formUnion(present.firstYear...present.lastYear)
        }
        for year in low...high where !held.contains(year) {
            let row = days.first { $0.date.year > year }.flatMap { dayRows[$0.date] }
            throw row?.fault("date", .yearMissing(year))
                ?? CatalogueFault(file: CatalogueFile.holidays.name, column: "date", reason: .yearMissing(year))
        }
        return low...high
    }

    /// A day worked for another belongs to a day off for it, and a compensation to a holiday.
    private func checkPairs(in facts: CalendarFacts) throws(CatalogueFault) {
        let kinds = Dictionary(facts.days.map { ($0.date, $0.kind) }, uniquingKeysWith: { $1 })
        for day in days {
            guard let pair = day.pairDate, let row = dayRows[day.date] else { continue }
            let wanted: DayRule.Kind
            switch day.kind {
            case .swapWork: wanted = .swapOff
            case .swapOff: wanted = .swapWork
            case .compensatory: wanted = .holiday
            case .holiday: continue
            }
            guard kinds[pair] == wanted else { throw row.fault("pairDate", .pairNotListed(pair)) }
        }
    }

    private static func ordered(_ a: Closure, _ b: Closure) -> Bool {
        (a.from, a.to, a.site?.text ?? "", a.reason) < (b.from, b.to, b.site?.text ?? "", b.reason)
    }
}
