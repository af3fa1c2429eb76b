import Core
import UseCases

/// What an import records or would record, as lines on standard output.
enum CatalogueSummary {
    /// How many decisions of each kind, and the sum.
    static func lines(_ changes: CatalogueChanges, dryRun: Bool) -> [String] {
        let kinds: [(String, OfficeChangeKind)] = [
            ("agencies / cơ quan", .agencyEntered), ("sectors / lĩnh vực", .sectorEntered),
            ("procedures / thủ tục", .procedurePublished),
        ]
        var lines = kinds.map { label, kind in
            var parts = [
                "\(changes.count(kind, .new)) new / mới", "\(changes.count(kind, .changed)) changed / thay đổi",
            ]
            if kind == .procedurePublished {
                parts.append("\(changes.count(.procedureWithdrawn, .withdrawn)) withdrawn / bãi bỏ")
            }
            return "  \(label): " + parts.joined(separator: ", ")
        }
        lines.append("  calendar / lịch làm việc: \(calendar(changes.calendar))")
        let count = changes.entries.count
        let decisions = count == 1 ? "1 decision" : "\(count) decisions"
        let sum =
            dryRun
            ? "\(decisions) would be recorded; nothing was. / Sẽ ghi \(count) quyết định; chưa ghi gì."
            : "\(decisions) recorded. / Đã ghi \(count) quyết định."
        return lines + [sum]
    }

    private static func calendar(_ difference: CalendarDifference?) -> String {
        guard let difference else { return "unchanged / giữ nguyên" }
        let years = "\(difference.years.lowerBound)–\(difference.years.upperBound)"
        let days = (difference.daysGained.count, difference.daysLost.count)
        let closures = (difference.closuresGained.count, difference.closuresLost.count)
        return "version / phiên bản \(difference.version), \(years); days / ngày +\(days.0) -\(days.1); "
            + "closures / tạm ngừng +\(closures.0) -\(closures.1)"
    }

    /// Every decision as a line: what happens, to what, its code, its name.
    static func list(_ changes: CatalogueChanges) -> [String] {
        var lines: [String] = []
        for entry in changes.entries {
            let effect = entry.effect.rawValue
            switch entry.change {
            case .agencyEntered(let agency): lines.append("\(effect)\tagency\t\(agency.code)\t\(agency.name)")
            case .sectorEntered(let sector): lines.append("\(effect)\tsector\t\(sector.code)\t\(sector.name)")
            case .procedurePublished(let procedure):
                lines.append("\(effect)\tprocedure\t\(procedure.code) v\(procedure.version)\t\(procedure.name)")
            case .procedureWithdrawn(let code): lines.append("\(effect)\tprocedure\t\(code)\t")
            case .calendarPublished(let facts): lines.append("\(effect)\tcalendar\tv\(facts.version)\t")
            case .provinceFounded, .officerAppointed, .personErased, .logKeyChanged: continue
            }
        }
        guard let calendar = changes.calendar else { return lines }
        lines += calendar.daysLost.map { "-\t" + day($0) } + calendar.daysGained.map { "+\t" + day($0) }
        lines += calendar.closuresLost.map { "-\t" + closure($0) } + calendar.closuresGained.map { "+\t" + closure($0) }
        return lines
    }

    private static func day(_ day: DayRule) -> String {
        "day\t\(day.date.iso)\t\(day.kind.rawValue) \(day.name)" + (day.isProvisional ? " (provisional / dự kiến)" : "")
    }

    private static func closure(_ closure: Closure) -> String {
        let channels = closure.channels.map { held in
            Channel.allCases.filter { held.contains($0) }.map(CatalogueWords.channel).joined(separator: ",")
        }
        let place = "\(closure.site?.text ?? "*") \(channels ?? "*")"
        return "closure\t\(closure.from.iso)..\(closure.to.iso)\t\(place) \(closure.reason)"
    }
}
