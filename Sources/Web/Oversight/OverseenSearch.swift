import Core
import HTML
import Store
import UseCases

/// What an overseer's list is narrowed by, as its address and its form have it (lọc hồ sơ cho giám sát).
///
/// No name, number or word of a dossier can be sought here: only facts.
struct OverseenSearch: Sendable {
    enum Name {
        static let agency = "co-quan"
        static let procedure = "thu-tuc"
        static let phase = "tinh-trang"
        static let from = "tu"
        static let to = "den"
        static let late = "qua-han"
        static let before = "sau"
    }
    static let procedureMost = 40

    private(set) var filter: OverseenFilter
    /// Begins before this record; nil for the newest.
    let position: Int64?
    private let agency: String?
    /// Agencies that the typed name means; none if it means none.
    private let found: [Agency]
    private let from: CivilDate?
    private let to: CivilDate?

    /// Refuses, by the field's name, what is no date, no offered state, no record.
    init(_ query: FieldList, scope: [AgencyCode], _ finder: AgencyFinder, now: Instant) throws(Problem) {
        filter = OverseenFilter(scope: scope)
        agency = try query.optional(Name.agency, most: AgencyFinder.typedMost)
        found = agency.map { finder.find($0) } ?? []
        if agency != nil { filter.agencies = found.map(\.code) }
        filter.procedure = try query.optional(Name.procedure, most: OverseenSearch.procedureMost)
            .map { ProcedureCode($0) }
        if let phase = query[Name.phase], !phase.isEmpty {
            filter.phase = Phase(rawValue: phase)
            if filter.phase == nil { throw .field(Name.phase, .notOffered) }
        }
        if let late = query[Name.late], !late.isEmpty {
            guard late == "1" else { throw .field(Name.late, .notOffered) }
            filter.lateAt = now
        }
        from = try OverseenSearch.day(query, Name.from)
        to = try OverseenSearch.day(query, Name.to)
        if let from, let to, to < from {
            throw .field(Name.to, .outOfRange, ["least": from.iso, "most": now.date.iso])
        }
        filter.receivedFrom = from.map { Instant($0, minute: 0) }
        filter.receivedBefore = to.map { Instant($0.adding(days: 1), minute: 0) }
        let typed = try query.optional(Name.before, most: 20)
        position = typed.flatMap { Int64($0) }
        if typed != nil, position.map({ $0 < 0 }) ?? true { throw .field(Name.before, .malformed) }
    }

    private static func day(_ query: FieldList, _ name: String) throws(Problem) -> CivilDate? {
        guard let typed = try query.optional(name, most: 20) else { return nil }
        guard let day = CivilDate(iso: typed) else { throw .field(name, .malformed) }
        return day
    }

    /// The list so narrowed, from its start.
    var path: Path {
        Path.oversight.with("co-quan", agency).with("thu-tuc", filter.procedure?.text)
            .with("tinh-trang", filter.phase?.rawValue).with("tu", from?.iso).with("den", to?.iso)
            .with("qua-han", filter.lateAt == nil ? nil : "1")
    }

    /// The same, only what is late, or again all.
    func late(_ isLate: Bool, now: Instant) -> Path {
        var other = self
        other.filter.lateAt = isLate ? now : nil
        return other.path
    }

    func write(to p: inout HTMLWriter, _ page: PageContext) {
        p.p(meaning(page), .class("hint"), .role(.status))
        p.form(.class("inline"), .role(.search), .method(.get), .action(Path.oversight)) { p in
            p.put(
                Field(
                    kind: .text, name: Name.agency, label: page.text("oversight.agency"), value: agency ?? "",
                    maxLength: AgencyFinder.typedMost, autocomplete: "off"), in: page)
            p.put(
                Field(
                    kind: .code(isNumeric: false), name: Name.procedure, label: page.text("desk.column.procedureCode"),
                    value: filter.procedure?.text ?? "", maxLength: OverseenSearch.procedureMost), in: page)
            p.put(
                Field(
                    kind: .select(
                        [Field.Choice(value: "", label: page.text("oversight.any"))]
                            + Phase.allCases.map {
                                Field.Choice(
                                    value: $0.rawValue, label: page.text(TextKey("desk.phase.\($0.rawValue)")))
                            }), name: Name.phase, label: page.text("desk.column.phase"),
                    value: filter.phase?.rawValue ?? ""), in: page)
            p.put(
                Field(kind: .date(), name: Name.from, label: page.text("oversight.from"), value: from?.iso ?? ""),
                in: page)
            p.put(
                Field(kind: .date(), name: Name.to, label: page.text("oversight.to"), value: to?.iso ?? ""), in: page)
            if filter.lateAt != nil { p.hidden([(Name.late, "1")]) }
            p.put(Button(words: page.text("oversight.narrow"), weight: .second), in: page)
        }
    }

    /// Which agencies the typed name was taken for.
    private func meaning(_ page: PageContext) -> String {
        guard let agency else { return page.text("oversight.search.hint") }
        if found.isEmpty { return page.text("oversight.search.none", ["typed": .text(agency)]) }
        if found.count == 1 { return page.text("oversight.search.one", ["agency": .text(found[0].name)]) }
        return page.text("oversight.search.many", ["count": .number(found.count)])
    }
}
