import Core
public import Reports
public import Store

/// Counts the settlement report from the clock table (lập báo cáo tình hình giải quyết).
public enum SettlementReports {
    /// - Throws: `StoreError`.
    public static func make(_ question: ReportQuestion, in sql: any SQLConnection) throws -> SettlementReport {
        var count = SettlementCount(question)
        try ClockTable.each(in: question.agency, of: sql) { count.add($0) }
        _ = try sql.query("SELECT at, recorded, competent FROM reception_refusal", []) { row in
            count.addRefused(
                at: Instant(microseconds: row.integer(0)), recorded: Instant(microseconds: row.integer(1)),
                competent: AgencyCode(row.text(2)))
        }
        return count.report()
    }
}
