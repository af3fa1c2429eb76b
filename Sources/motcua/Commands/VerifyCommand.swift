import ArgumentParser
import Foundation
import Ledger
import Store
import UseCases

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that no record was changed, here or from outside. / Kiểm tra sổ cái không bị sửa.",
        discussion: """
            motcua verify --data DIR [--tables]      where the ledger lies
            motcua verify --log URL --from FILE      from outside, against a checkpoint that was kept

            Exit code 1: something is wrong. / Mã kết thúc 1: có chỗ sai.
            """)

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String?

    @OptionGroup var choice: SettingsChoice

    @Flag(help: "Also make every table again in a copy and compare. / Dựng lại các bảng trên bản sao và đối chiếu.")
    var tables = false

    @Option(help: "Address of a published log. / Địa chỉ của sổ đã công bố.")
    var log: String?

    @Option(help: "File with the checkpoint kept before. / Tệp mốc đã giữ lần trước.")
    var from: String?

    @Option(help: "The log's verifier key, or a file of such; may be repeated. / Khóa kiểm chứng của sổ.")
    var key: [String] = []

    @Flag(help: "Only compare with the kept checkpoint. / Chỉ so với mốc đã giữ.")
    var quick = false

    func validate() throws {
        guard data == nil || log == nil else {
            throw ValidationError("Only one of --data and --log. / Chỉ dùng một trong hai: --data hoặc --log.")
        }
        guard data != nil || log != nil else {
            throw ValidationError("--data or --log is wanted. / Cần --data hoặc --log.")
        }
        guard log != nil || (from == nil && !quick) else {
            throw ValidationError("--from and --quick go with --log. / --from và --quick dùng với --log.")
        }
        guard data != nil || !tables else {
            throw ValidationError("--tables goes with --data. / --tables dùng với --data.")
        }
        guard !quick || from != nil else { throw ValidationError("--quick wants --from. / --quick cần --from.") }
    }

    func run() throws {
        do {
            if let data { try verify(data) } else if let log { try verify(log: log) }
        } catch let flaw as LedgerFlaw { throw wrong(LogWords.flaw(flaw)) } catch let flaw as ProofFlaw {
            throw wrong(LogWords.flaw(flaw))
        } catch let found as LogContradiction { throw wrong(LogWords.contradiction(found)) } catch let error
            as StoreError where error.code == .corrupt
        {
            throw wrong("WRONG: \(error.place): \(error.reason). / SAI: dữ liệu bị hỏng.")
        } catch let fault as HTTPLog.Unreachable {
            writeError(LogWords.unreachable(fault))
            throw ExitCode(69)
        }
    }

    private func wrong(_ words: String) -> ExitCode {
        writeError(words)
        return ExitCode(1)
    }

    private func verify(_ data: String) throws {
        let settings = try choice.read(of: data)
        let office = try OpenOffice.reading(data, settings)
        defer { office.store.close() }
        let start = ContinuousClock.now
        var line = ProgressLine("verify")
        let outcome = try LedgerCheck(office, keys: try LogKeyTexts.read(key)).run { line.tell($0, of: $1) }
        let seconds = Double((ContinuousClock.now - start).microseconds) / 1_000_000
        print(
            "ok    \(outcome.records) records, root \(outcome.root), \(outcome.nodes) nodes, "
                + "\(outcome.checkpoints) checkpoints; \(Int(Double(outcome.records) / max(seconds, 0.001))) records/s "
                + "/ Sổ cái nguyên vẹn.")
        guard tables else { return }
        var copy = try ScratchCopy(of: data, settings)
        let differences = try copy.check()
        for found in differences { writeError(LogWords.difference(found)) }
        if !differences.isEmpty, copy.hasMoved {
            writeError(
                "Something was written while it was copied; a person erased just then would look like this. Run it "
                    + "again. / Có dữ liệu được ghi trong lúc sao chép; hãy kiểm tra lại một lần nữa.")
        }
        if !differences.isEmpty { throw ExitCode(1) }
        print("ok    every table is what the records give / Các bảng khớp với sổ cái.")
    }

    private func verify(log: String) throws {
        guard let source = HTTPLog(log) else {
            throw ValidationError("--log: \(log) is no address. / --log: địa chỉ không đúng.")
        }
        let keys = try LogKeyTexts.read(key)
        let check = OutsideCheck(source, keys: keys)
        let newest = try check.newest().checkpoint
        if keys.isEmpty {
            writeError(
                "The signature was not checked: give the log's key by --key. "
                    + "/ Chưa kiểm tra chữ ký: hãy đưa khóa --key.")
        } else {
            print("ok    checkpoint of \(newest.size) records is signed / Chữ ký trên mốc \(newest.size) đúng.")
        }
        if let from {
            guard let bytes = FileManager.default.contents(atPath: from) else {
                throw CocoaError(.fileReadNoSuchFile, userInfo: [NSFilePathErrorKey: from])
            }
            let kept: CheckpointNote
            do throws(NoteError) { kept = try CheckpointNote(parsing: Array(bytes)) } catch {
                throw CommandFailure(
                    code: 65,
                    words: "--from: \(from) holds no whole checkpoint (\(error)). Take another copy of it. "
                        + "/ --from: tệp \(from) không chứa mốc sổ nguyên vẹn; hãy dùng bản sao khác.")
            }
            guard keys.isEmpty || keys.contains(where: { $0.verifies(kept) }) else {
                throw CommandFailure(
                    code: 65,
                    words: "--from: the checkpoint in \(from) is not signed by the key given. If the log's key was "
                        + "changed since, give both: --key OLD --key NEW. / Mốc trong tệp \(from) không do khóa đã cho "
                        + "ký. Nếu sổ đã đổi khóa, hãy đưa cả hai: --key KHÓA_CŨ --key KHÓA_MỚI.")
            }
            try check.prove(kept.checkpoint, isPartOf: newest)
            print("ok    it continues the kept checkpoint of \(kept.checkpoint.size) / Sổ nối tiếp đúng mốc đã giữ.")
        }
        guard !quick else { return }
        var line = ProgressLine("verify")
        try check.recompute(newest) { line.tell($0, of: $1) }
        print("ok    \(newest.size) entries give root \(newest.root) / Mã băm gốc tính lại khớp.")
    }
}
