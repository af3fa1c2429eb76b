import ArgumentParser
import Core
import Reports
import Store
import UseCases

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Settlement report of a period. / Báo cáo tình hình giải quyết hồ sơ trong kỳ.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Option(help: "First day, YYYY-MM-DD. / Ngày đầu kỳ.")
    var from: CivilDate

    @Option(help: "Last day, wholly included. / Ngày cuối kỳ.")
    var to: CivilDate

    @Option(help: "Moment whose state is told; the end of --to by default. / Thời điểm chốt số liệu.")
    var asOf: Instant?

    @Option(help: "Competent agency and all below it. / Cơ quan có thẩm quyền và các đơn vị trực thuộc.")
    var agency: String?

    @Option(help: "json or csv.")
    var format: ReportFormat = .json

    func validate() throws {
        guard from <= to else {
            throw ValidationError("--from is after --to. / Ngày đầu kỳ sau ngày cuối kỳ.")
        }
        if let asOf, asOf < Instant(from, minute: 0) {
            throw ValidationError("--as-of is before --from. / Thời điểm chốt số liệu trước ngày đầu kỳ.")
        }
    }

    func run() throws {
        let office = try OpenOffice.reading(data, try choice.read(of: data))
        defer { office.store.close() }
        if let agency, office.catalogue.agencies[AgencyCode(agency)] == nil {
            writeError("--agency: there is no agency \(agency). / Không có cơ quan mã \(agency).")
            throw ExitCode(65)
        }
        let question = ReportQuestion(from: from, to: to, asOf: asOf, agency: agency.map { AgencyCode($0) })
        let report = try office.store.readNow { try SettlementReports.make(question, in: $0) }
        let names = office.catalogue.sectors.mapValues(\.name)
        print(format == .json ? ReportText.json(report, names) : ReportText.csv(report, names), terminator: "")
    }
}

enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case json, csv
}
