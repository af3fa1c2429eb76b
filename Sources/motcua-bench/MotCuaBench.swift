import ArgumentParser
import Foundation
import Store

/// Measures the program beside its engine's own limit, on the machine at hand (đo tốc độ).
@main
struct MotCuaBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua-bench",
        abstract: "Measure motcua beside its engine's own limit. / Đo tốc độ so với giới hạn của cơ sở dữ liệu.",
        subcommands: [Measure.self, Grow.self], defaultSubcommand: Measure.self)
}

/// Measures sizes one after another; what was finished before is kept.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure one engine at some sizes. / Đo một cơ sở dữ liệu ở các quy mô.")

    @Option(help: "The program to measure; beside this one by default. / Chương trình cần đo.")
    var program: String?

    @Option(help: "Dossiers, several by commas. / Số hồ sơ.")
    var sizes = "15000,150000,1500000"

    @Option(help: "PostgreSQL server on which databases may be made; SQLite without it. / Máy chủ PostgreSQL.")
    var database: String?

    @Option(help: "Prepared demonstration to begin with (SQLite). / Tỉnh mẫu đã có.")
    var data: String?

    @Option(help: "Part of the demonstration that is grown, as the N of 1:N. / Tỷ lệ dữ liệu mẫu.")
    var scale = 20

    @Option(help: "Connections that give commands. / Số kết nối.")
    var connections = 32

    @Option(help: "Pages asked for each second. / Số trang mỗi giây.")
    var rate = 500

    @Option(help: "Commands each second of the even loads, by commas; else from what was reached. / Số lệnh mỗi giây.")
    var rates = ""

    @Option(help: "Seconds for each load. / Số giây mỗi phép đo.")
    var seconds = 15.0

    @Option(help: "File of the figures; cells found in it are kept. / Tệp JSON ghi kết quả.")
    var json: String?

    @Option(help: "Folder for the provinces that are made. / Thư mục làm việc.")
    var scratch = ".build/bench"

    @Flag(help: "Measure again what is in the file. / Đo lại từ đầu.")
    var again = false

    func validate() throws {
        guard scale > 0, connections > 0, connections <= 250, rate > 0, seconds > 0 else {
            throw ValidationError("--scale, --connections (at most 250), --rate and --seconds must be positive.")
        }
        guard !numbers(sizes).isEmpty, rates.isEmpty || !numbers(rates).isEmpty else {
            throw ValidationError("--sizes and --rates are whole numbers, divided by commas.")
        }
        guard data == nil || database == nil else { throw ValidationError("--data is a folder of SQLite's.") }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        var report = try BenchReport.read(json)
        report.machine = BenchReport.Machine()
        var settings = BenchCell.Settings()
        (settings.scale, settings.connections, settings.rate) = (scale, connections, rate)
        (settings.rates, settings.seconds) = (numbers(rates), seconds)
        let engine = database == nil ? "sqlite" : "postgres"
        for size in numbers(sizes).sorted() {
            if !again, report.cell(engine, size)?.settings == settings.text {
                BenchNote.tell("\(engine) \(size): kept from before")
                continue
            }
            try DiskRoom(scratch: scratch).check(for: size)
            report.keep(
                try BenchCell(
                    program: try found(), place: try place(), engine: engine, size: size, settings: settings,
                    prepared: data
                ).measure())
            try report.write(json)
        }
        for line in BenchTable(report: report).lines { print(line) }
        for cell in report.cells {
            for (fault, count) in cell.faults.sorted(by: { $0.key < $1.key }) {
                BenchNote.tell("\(cell.engine) \(cell.size): \(count) times \(fault)")
            }
        }
        if report.faultCount > 0 { throw ExitCode(1) }
    }

    private func place() throws -> Place {
        let folder = DataFolder(scratch + "/worked.motcua")
        guard let database else { return .sqlite(folder) }
        return .postgres(folder, try PostgresServer(database), database: "motcua_bench")
    }

    private func found() throws -> String {
        let own = URL(fileURLWithPath: CommandLine.arguments[0])
        return program ?? own.deletingLastPathComponent().path + "/motcua"
    }

    private func numbers(_ text: String) -> [Int] { text.split(separator: ",").compactMap { Int($0) } }
}

/// Makes a prepared province larger.
struct Grow: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a prepared demonstration larger. / Nhân dữ liệu mẫu lên.")

    @Option(help: "Data folder of a prepared demonstration. / Thư mục dữ liệu.")
    var data: String

    @Option(help: "Dossiers it shall hold. / Số hồ sơ cần có.")
    var to: Int

    func run() throws {
        let (added, seconds) = try Grower(place: .sqlite(DataFolder(data))).grow(to: to) { done in
            if done % 50_000 < 5_000 { BenchNote.tell("\(done)") }
        }
        print("\(added) dossiers in \(Int(seconds)) s, \(Int(Double(added) / max(seconds, 0.001))) a second")
    }
}

/// Whether the disk holds what a size needs: the province and the copy on which the engine's limit is measured.
struct DiskRoom {
    /// Bytes of a dossier in the hungrier engine, indexes included, rounded up.
    private static let perDossier = 10_000
    private static let rest = 2_000_000_000

    let scratch: String

    func check(for size: Int) throws {
        let needed = size * DiskRoom.perDossier * 2 + DiskRoom.rest
        let found = try FileManager.default.attributesOfFileSystem(forPath: scratch)[.systemFreeSize] as? Int ?? 0
        BenchNote.tell("\(size) dossiers need \(needed / 1_000_000_000) GB; \(found / 1_000_000_000) GB are free")
        guard found > needed else {
            throw ValidationError("\(scratch): too little room for \(size) dossiers; name another folder by --scratch.")
        }
    }
}
