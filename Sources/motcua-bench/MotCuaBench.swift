import ArgumentParser
import Core
import Foundation
import Store

/// Measures the program beside its engine's own limit, on the machine at hand (đo tốc độ).
@main
struct MotCuaBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua-bench",
        abstract: "Measure motcua beside SQLite's own limit. / Đo tốc độ so với giới hạn của chính SQLite.")

    @Option(help: "The program to measure; beside this one by default. / Chương trình cần đo.")
    var program: String?

    @Option(help: "Prepared demonstration; without it one is prepared and timed. / Tỉnh mẫu đã có.")
    var data: String?

    @Option(help: "Part of the whole demonstration, as the N of 1:N. / Tỷ lệ dữ liệu mẫu.")
    var scale = 1

    @Option(help: "Connections that hand dossiers in. / Số kết nối nộp hồ sơ.")
    var connections = 32

    @Option(help: "Pages asked for each second. / Số trang mỗi giây.")
    var rate = 500

    @Option(help: "Seconds for each load. / Số giây mỗi phép đo.")
    var seconds = 15.0

    @Option(help: "File for the figures as JSON. / Tệp JSON ghi kết quả.")
    var json: String?

    @Option(help: "Folder for the copies that are worked on. / Thư mục làm việc.")
    var scratch = ".build/bench"

    func validate() throws {
        guard scale > 0, connections > 0, connections <= 1_000, rate > 0, seconds > 0 else {
            throw ValidationError("--scale, --connections (at most 1000), --rate and --seconds must be positive.")
        }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        let own = URL(fileURLWithPath: CommandLine.arguments[0])
        let program = program ?? own.deletingLastPathComponent().path + "/motcua"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        var report = BenchReport(scale: scale)
        let prepared = data ?? scratch + "/prepared.motcua"
        if data == nil {
            CopiedFolder.remove(prepared)
            report.prepareSeconds = try StartScenario(program: program, data: prepared).prepare(scale: scale)
        }
        let worked = scratch + "/worked.motcua"
        try CopiedFolder.copy(prepared, to: worked)
        defer { CopiedFolder.remove(worked) }
        let key = try MasterKeyText.read(DataFolder(worked).masterKey)
        let visitors = try Visitors.prepare(
            worked, master: key, now: Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)))
        report.dossiers = visitors.dossierCount
        report.startMilliseconds = try StartScenario(program: program, data: worked).milliseconds()
        note("pages at \(rate)/s for \(seconds) s")
        report.pages = try PageScenario(
            program: program, data: worked, visitors: visitors, perSecond: rate, seconds: seconds
        ).run()
        note("\(connections) connections hand dossiers in for \(seconds) s")
        report.submit = try SubmitScenario(
            program: program, data: worked, visitors: visitors, connections: connections, seconds: seconds
        ).run()
        if let json { try report.json().write(to: URL(fileURLWithPath: json)) }
        for line in report.lines { print(line) }
        if report.faultCount > 0 { throw ExitCode(1) }
    }

    private func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// The master key as its file holds it: 64 hexadecimal digits.
enum MasterKeyText {
    static func read(_ path: String) throws -> [UInt8] {
        let text = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let digits = Array(text.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16)
        }
    }
}
