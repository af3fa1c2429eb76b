import Core

/// The published month that the history gives again: Gia Lai, 1 to 26 July 2025 (số liệu công bố tháng 7-2025).
///
/// Received 88,671 = online 38,592 + direct and post 23,756 + carried over 26,323; settled 44,790; in progress 39,799;
/// the 4,082 that the published figures leave open stand in the buckets of `other`. How cells meet inside these sums is
/// a choice of the demonstration.
enum DemoFigures {
    static let from = CivilDate(year: 2025, month: 7, day: 1)
    static let to = CivilDate(year: 2025, month: 7, day: 26)

    /// One group of dossiers that share where they came from and where they stood at the cut-off.
    struct Cell {
        var origin: DemoOrigin
        var bucket: DemoBucket
        var count: Int
    }

    static let online = 38_592
    static let direct = 23_756
    /// New dossiers of same-day procedures, settled early by rule: at least 15,587 are wanted.
    static let sameDay = 16_200

    private static let carried: [(DemoBucket, Int)] = [
        (.early, 6_500), (.onTime, 60), (.late, 3_400), (.inTime, 6_463), (.overdue, 7_900), (.supplement, 1_000),
        (.payment, 600), (.withdrawn, 150), (.stopped, 200), (.voided, 50),
    ]

    private static let new: [(DemoBucket, Int)] = [
        (.sameDay, sameDay), (.early, 33_891 - sameDay), (.onTime, 148), (.late, 791), (.inTime, 22_942),
        (.overdue, 2_494), (.supplement, 1_214), (.payment, 303), (.withdrawn, 398), (.stopped, 89), (.voided, 78),
    ]

    /// All cells at 1:N by largest remainders, so that the sums of the report still hold.
    static func cells(scale: Int) -> [Cell] {
        let online = shares(of: online, among: new.map(\.1))
        var cells = carried.map { Cell(origin: .carried, bucket: $0.0, count: $0.1) }
        for (i, group) in new.enumerated() {
            cells.append(Cell(origin: .online, bucket: group.0, count: online[i]))
            cells.append(Cell(origin: .direct, bucket: group.0, count: group.1 - online[i]))
        }
        guard scale > 1 else { return cells }
        let total = cells.reduce(0) { $0 + $1.count }
        let scaled = shares(of: (total + scale / 2) / scale, among: cells.map(\.count))
        for i in cells.indices { cells[i].count = scaled[i] }
        return cells
    }

    /// Whole parts of `total` in proportion to `weights`; what is left goes to the largest remainders.
    static func shares(of total: Int, among weights: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        var parts = weights.map { $0 * total / sum }
        let rest = weights.indices.sorted { weights[$0] * total % sum > weights[$1] * total % sum }
        for i in rest.prefix(total - parts.reduce(0, +)) { parts[i] += 1 }
        return parts
    }
}

enum DemoOrigin: Sendable { case carried, online, direct }

/// Where a dossier stands at the cut-off.
enum DemoBucket: Sendable {
    /// Settled early, of a same-day procedure.
    case sameDay
    case early, onTime, late, inTime, overdue, supplement, payment, withdrawn, stopped, voided
}
