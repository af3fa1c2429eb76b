public import Core
public import Reports
public import Store

/// Figures that everybody may see (số liệu công khai): the settlement report of a period by sector and by competent
/// agency, counted in one reading of the clocks.
///
/// Why by the report's own counting: what the public reads must be what `motcua report` gives for the same days and
/// moment. It costs a reading of all clocks, so whoever asks often keeps the answer.
public struct PublicFigures: Sendable {
    public var question: ReportQuestion
    public var total: Figures
    /// Every sector that has a dossier in the period, in the order of the keys.
    public var sectors: [(sector: SectorCode, figures: Figures)]
    /// Every agency that is itself competent for a dossier of the period, in the order of the codes.
    public var agencies: [(agency: AgencyCode, figures: Figures)]
    /// Annex: refused at reception in the period; these stand in no column.
    public var refusedAtReception: Int

    /// - Throws: `StoreError`.
    public static func count(_ question: ReportQuestion, in sql: any SQLConnection) throws -> PublicFigures {
        var counts: [AgencyCode: SettlementCount] = [:]
        try ClockTable.each(in: question.agency, of: sql) { facts in
            counts[facts.competent, default: SettlementCount(question)].add(facts)
        }
        _ = try sql.query("SELECT at, recorded, competent FROM reception_refusal", []) { row in
            let competent = AgencyCode(row.text(2))
            counts[competent, default: SettlementCount(question)].addRefused(
                at: Instant(microseconds: row.integer(0)), recorded: Instant(microseconds: row.integer(1)),
                competent: competent)
        }
        return PublicFigures(question, counts.mapValues { $0.report() })
    }

    /// Puts the reports of all agencies, made of one question, together.
    public init(_ question: ReportQuestion, _ reports: [AgencyCode: SettlementReport]) {
        self.question = question
        var total = Figures()
        var sectors: [SectorCode: Figures] = [:]
        for report in reports.values {
            total.add(report.total)
            for row in report.rows { sectors[row.sector, default: Figures()].add(row.figures) }
        }
        self.total = total
        self.sectors = sectors.sorted { $0.key < $1.key }.map { (sector: $0.key, figures: $0.value) }
        agencies = reports.filter { $0.value.total.received > 0 }.sorted { $0.key < $1.key }
            .map { (agency: $0.key, figures: $0.value.total) }
        refusedAtReception = reports.values.reduce(0) { $0 + $1.refusedAtReception }
    }
}
