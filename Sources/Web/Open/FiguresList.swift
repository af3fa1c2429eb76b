import Core
import Reports
import UseCases

/// Whose figures stand in a row (theo lĩnh vực, theo cơ quan).
enum FiguresGrouping: String, CaseIterable, Sendable {
    case sectors = "linh-vuc"
    case agencies = "co-quan"
}

/// In which order the rows stand (xếp theo).
enum FiguresOrder: String, CaseIterable, Sendable {
    case name = "ten"
    case received = "tiep-nhan"
    case overdue = "qua-han"
}

/// One line of the table: a sector or an agency with its figures.
struct FiguresRow: Sendable {
    var code: String
    var name: String
    var figures: Figures
}

/// Which rows are shown: grouping, order and part, all in the address (phần đang xem).
struct FiguresList: Sendable {
    /// Rows on one page, so that it stays light on a telephone.
    static let rowsMost = 12

    var grouping: FiguresGrouping
    var order: FiguresOrder
    /// Counted from 1.
    var part: Int

    /// What the address asks for; anything unknown is the usual.
    init(_ query: FieldList) {
        grouping = query["theo"].flatMap { FiguresGrouping(rawValue: $0) } ?? .sectors
        order = query["xep"].flatMap { FiguresOrder(rawValue: $0) } ?? .name
        part = query["phan"].flatMap { Int($0) }.map { min(max($0, 1), 1_000) } ?? 1
    }

    private init(_ grouping: FiguresGrouping, _ order: FiguresOrder, _ part: Int = 1) {
        self.grouping = grouping
        self.order = order
        self.part = part
    }

    func grouped(_ grouping: FiguresGrouping) -> FiguresList { FiguresList(grouping, order) }
    func ordered(_ order: FiguresOrder) -> FiguresList { FiguresList(grouping, order) }
    func part(_ part: Int) -> FiguresList { FiguresList(grouping, order, part) }

    /// The page that shows this of a period.
    func path(_ period: FiguresPeriod) -> Path {
        period.path.with("theo", grouping == .sectors ? nil : grouping.rawValue)
            .with("xep", order == .name ? nil : order.rawValue).with("phan", part == 1 ? nil : String(part))
    }

    /// All rows in order, with names in the reader's language.
    func rows(_ figures: PublicFigures, _ catalogue: Catalogue, _ language: Language) -> [FiguresRow] {
        let rows: [FiguresRow]
        switch grouping {
        case .sectors:
            rows = figures.sectors.map { row in
                let sector = catalogue.sectors[row.sector]
                let name = language == .vietnamese ? sector?.name : sector?.english
                return FiguresRow(code: row.sector.text, name: name ?? row.sector.text, figures: row.figures)
            }
        case .agencies:
            rows = figures.agencies.map { row in
                let name = catalogue.agencies[row.agency]?.name ?? row.agency.text
                return FiguresRow(code: row.agency.text, name: name, figures: row.figures)
            }
        }
        return sorted(rows)
    }

    /// By name as people look it up; rows that are otherwise equal too, so that parts never overlap.
    private func sorted(_ rows: [FiguresRow]) -> [FiguresRow] {
        let named = rows.map { (row: $0, key: TextFold.folded($0.name)) }
        return named.sorted { a, b in
            let (first, second) = (a.row.figures, b.row.figures)
            switch order {
            case .name: break
            case .received where first.received != second.received: return first.received > second.received
            case .overdue where first.overdueShare != second.overdueShare:
                return first.overdueShare > second.overdueShare
            case .received, .overdue: break
            }
            return a.key == b.key ? a.row.code < b.row.code : a.key < b.key
        }.map(\.row)
    }
}

extension Figures {
    /// What passed its due, settled or not.
    var overdue: Int { self[.settledLate] + self[.inProgressOverdue] }

    /// `overdue` among what was settled or is in progress, in tenths of a percent rounded up, never better than the
    /// truth (tỷ lệ quá hạn); 0 where there is nothing.
    var overdueShare: Int {
        let all = settled + inProgress
        return all == 0 ? 0 : (overdue * 1_000 + all - 1) / all
    }
}
