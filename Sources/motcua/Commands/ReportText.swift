import Core
import Ledger
import Reports

/// The settlement report as JSON and as CSV, with the same columns.
enum ReportText {
    static func json(_ report: SettlementReport, _ names: [SectorCode: String]) -> String {
        let rows = report.rows.map { row in
            "    {\"sector\": \(quoted(row.sector.text)), \"name\": \(quoted(names[row.sector] ?? row.sector.text)), "
                + figures(row.figures) + "}"
        }
        return """
            {
              "from": "\(report.question.from.iso)",
              "to": "\(report.question.to.iso)",
              "asOf": "\(report.question.asOf.rfc3339)",
              "agency": \(report.question.agency.map { quoted($0.text) } ?? "null"),
              "rules": {
                "early": "ended on an earlier day than due; of limits within a working day, before its minute",
                "onTime": "ended on the day of the due, not after it; within a working day, in the minute of the due",
                "late": "ended after the due instant",
                "overdue": "in progress and the due instant lies before asOf",
                "settled": "approved, or refused in writing after appraisal"
              },
              "annex": {"refusedAtReception": \(report.refusedAtReception)},
              "total": {\(figures(report.total))},
              "rows": [
            \(rows.joined(separator: ",\n"))
              ]
            }

            """
    }

    private static func figures(_ f: Figures) -> String {
        """
        "received": {"total": \(f.received), "online": \(f.receivedOnline), \
        "directAndPost": \(f.receivedDirectAndPost), "carriedOver": \(f.carriedOver)}, \
        "settled": {"total": \(f.settled), "early": \(f[.settledEarly]), "onTime": \(f[.settledOnTime]), \
        "late": \(f[.settledLate])}, \
        "inProgress": {"total": \(f.inProgress), "inTime": \(f[.inProgressInTime]), \
        "overdue": \(f[.inProgressOverdue])}, \
        "other": {"waitingForSupplement": \(f[.waitingForSupplement]), \
        "waitingForFinancialDuty": \(f[.waitingForFinancialDuty]), "withdrawn": \(f[.withdrawn]), \
        "stopped": \(f[.stopped]), "voided": \(f[.voided])}
        """
    }

    /// Each line also says what was asked, so that a copied table still tells its period; the annex stands in the last
    /// line alone, for what was refused at reception was never received into a sector's figures.
    static func csv(_ report: SettlementReport, _ names: [SectorCode: String]) -> String {
        let header =
            "sector,name,received,online,directAndPost,carriedOver,settled,early,onTime,late,inProgress,inTime,"
            + "overdue,waitingForSupplement,waitingForFinancialDuty,withdrawn,stopped,voided,"
            + "refusedAtReception,from,to,asOf,agency"
        let question = report.question
        let asked = "\(question.from.iso),\(question.to.iso),\(question.asOf.rfc3339),\(question.agency?.text ?? "")"
        let rows = report.rows.map { line($0.sector.text, names[$0.sector] ?? "", $0.figures) + ",,\(asked)" }
        let total = line("total", "", report.total) + ",\(report.refusedAtReception),\(asked)"
        return ([header] + rows + [total]).joined(separator: "\n") + "\n"
    }

    private static func line(_ sector: String, _ name: String, _ f: Figures) -> String {
        let numbers =
            [f.received, f.receivedOnline, f.receivedDirectAndPost, f.carriedOver, f.settled]
            + [f[.settledEarly], f[.settledOnTime], f[.settledLate], f.inProgress]
            + [f[.inProgressInTime], f[.inProgressOverdue], f[.waitingForSupplement], f[.waitingForFinancialDuty]]
            + [f[.withdrawn], f[.stopped], f[.voided]]
        return ([cell(sector), cell(name)] + numbers.map(String.init)).joined(separator: ",")
    }

    /// A cell in quotes where it must be; one that a spreadsheet would compute is marked as text.
    private static func cell(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t".contains($0) } == true ? "'" + text : text
        guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private static func quoted(_ text: String) -> String {
        do { return String(decoding: try JSON.string(text).canonicalBytes(), as: UTF8.self) } catch { return "\"\"" }
    }
}
