import ArgumentParser
import Core
import Foundation
import Ledger
import Store
import UseCases

struct DiscloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disclose",
        abstract: "Give an auditor the facts of a period, without names. / Cung cấp dữ kiện không có tên cho giám sát.",
        discussion: """
            Each fact can be checked against its entry in the published log: verify.py --disclosure FILE URL.
            Who was given what stands in the audit log, so no server may be running on the folder.
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
        let office = try OpenOffice.writing(data, try choice.read(of: data), holder: "motcua disclose")
        defer { office.store.close() }
        let file = try output()
        let outcome: Disclosure.Outcome
        do {
            outcome = try Disclosure(office, from: from, to: to, for: auditor).run { try file.write(contentsOf: $0) }
            if out != nil { try file.synchronize() }
        } catch is Disclosure.NoCheckpoint {
            try discard()
            writeError(
                "No checkpoint was signed yet: serve the folder for a minute, then disclose. "
                    + "/ Sổ chưa có mốc đã ký; hãy chạy máy chủ một phút rồi thử lại.")
            throw ExitCode(69)
        } catch {
            try discard()
            throw error
        }
        var random = SystemRandom()
        let (first, last) = (from, to)
        try office.store.writeNow { transaction in
            try Audit.write(
                .factsDisclosed, by: nil, .facts(from: first, to: last, count: outcome.facts, for: auditor),
                now: office.clock.now(), random: &random, in: transaction.sql)
        }
        writeError(
            "\(outcome.facts) facts, \(outcome.withheld) withheld, under the checkpoint of \(outcome.checkpoint.size) "
                + "records. / Đã cung cấp \(outcome.facts) dữ kiện.")
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
