import ArgumentParser
import Core
import Foundation
import UseCases

struct DiscloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disclose",
        abstract: "Give an auditor the facts of a period, without names. / Cung cấp dữ kiện không có tên cho giám sát.",
        discussion: """
            Each fact can be checked against its entry in the published log: verify.py --disclosure FILE URL.
            Who was given what stands in the audit log, so a running server writes it.
            """)

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Option(help: "First day, YYYY-MM-DD. / Ngày đầu kỳ.")
    var from: CivilDate

    @Option(help: "Last day, wholly included. / Ngày cuối kỳ.")
    var to: CivilDate

    @Option(name: .customLong("for"), help: "Who gets it, as in an official letter. / Đơn vị nhận.")
    var auditor: String

    @Option(help: "File to write, which must not be there yet (default: standard output). / Tệp cần ghi.")
    var out: String?

    func validate() throws {
        guard from <= to else { throw ValidationError("--from is after --to. / Ngày đầu kỳ sau ngày cuối kỳ.") }
        guard AuditorName(auditor) != nil else {
            throw ValidationError("--for: 2 to 120 characters on one line. / Đơn vị nhận từ 2 đến 120 ký tự.")
        }
    }

    func run() throws {
        guard let auditor = AuditorName(auditor) else { return }
        let settings = try choice.read(of: data)
        let file = try output()
        do {
            try DiscloseWork(from: from, to: to, for: auditor).run(on: data, settings, TerminalVoice(file))
            if out != nil { try file.synchronize() }
        } catch {
            try discard()
            throw error
        }
    }

    /// A new file that its owner alone reads, or standard output.
    private func output() throws -> FileHandle {
        guard let out else { return .standardOutput }
        let descriptor = open(out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            writeError("\(out) cannot be made, or is there already. / Không tạo được tệp \(out), hoặc tệp đã có.")
            throw ExitCode(73)
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private func discard() throws {
        if let out { try FileManager.default.removeItem(atPath: out) }
    }
}
