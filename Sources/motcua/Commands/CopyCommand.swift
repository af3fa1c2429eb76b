import ArgumentParser
import Core
import Foundation
import Ledger
import PostgresEngine
import SQLiteEngine
import Store
import UseCases

struct CopyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Move ledger, keys and files to another engine. / Chuyển dữ liệu sang hệ quản trị khác.",
        discussion: """
            A place is a data folder or a PostgreSQL connection (postgresql://… or key=value), without a password. \
            Stop the servers of both first. A copy that broke off goes on when it is started again. The master key is \
            not copied.
            """)

    @Option(help: "Data folder or connection to copy from. / Nơi có dữ liệu.")
    var from: String

    @Option(help: "Data folder or connection to copy to. / Nơi chuyển đến.")
    var to: String

    @Option(help: "Schema of the province there. / Lược đồ nơi có dữ liệu.")
    var fromSchema = PostgresPlace.defaultSchema

    @Option(help: "Schema of the province there. / Lược đồ nơi chuyển đến.")
    var toSchema = PostgresPlace.defaultSchema

    @Option(help: "Connection of the keyring (default: beside it). / Kết nối vòng khóa.")
    var fromKeyring: String?

    @Option(help: "Connection of the keyring (default: beside it). / Kết nối vòng khóa.")
    var toKeyring: String?

    @Option(help: "File of the master key. / Tệp khóa chủ.")
    var masterKey: String?

    @Flag(help: "Compare the two and copy nothing. / Chỉ so sánh, không chép.")
    var check = false

    func validate() throws {
        guard from != to || fromSchema != toSchema else {
            throw ValidationError("--from and --to are the same place. / Hai nơi trùng nhau.")
        }
    }

    func run() throws {
        let source = try CopyEnd(from, schema: fromSchema, keyring: fromKeyring)
        let target = try CopyEnd(to, schema: toSchema, keyring: toKeyring)
        let copied = try source.openSource()
        defer { copied.engine.close() }
        let key = try key(of: source, opening: copied.engine)
        let advice = try target.keyAdvice(key)
        let made = try check ? target.openSource() : target.openTarget()
        defer { made.engine.close() }
        let copy = StoreCopy(from: copied, to: made)
        var lines = CopyProgress()
        let report: CopyReport
        do {
            report = try check ? copy.check { lines.tell($0, $1, $2) } : copy.run { lines.tell($0, $1, $2) }
        } catch let fault as CopyFault {
            writeError(CopyWords.fault(fault))
            throw ExitCode(1)
        }
        print(CopyWords.table(report))
        if let advice, !check { writeError(advice) }
        guard report.damaged.isEmpty else {
            writeError(CopyWords.damaged(report.damaged))
            throw ExitCode(1)
        }
    }

    /// The master key's file, found to open the source before a byte is copied.
    private func key(of source: CopyEnd, opening engine: StoreEngine) throws -> MasterKeyFile {
        let file = try source.key(named: masterKey)
        let head = try engine.readNow { sql in try sql.first("SELECT size FROM head LIMIT 1") { $0.integer(0) } }
        guard head != nil else {
            writeError(CopyWords.fault(.nothing))
            throw ExitCode(1)
        }
        var random = SystemRandom()
        let keyring = Keyring(master: try MasterKey(try file.read()), engine: engine)
        _ = try keyring.officeKey(now: MachineClock.live().now(), random: &random)
        return file
    }
}

/// A line for each step of a copy.
struct CopyProgress {
    private var step: CopyStep?
    private var line = ProgressLine("copy")
    private var isDone = false

    mutating func tell(_ now: CopyStep, _ done: Int, _ total: Int) {
        if step != now {
            step = now
            line = ProgressLine("copy: \(now.rawValue)")
            isDone = false
        }
        // Tables without rows come after the last row too.
        guard !isDone else { return }
        isDone = done >= total
        line.tell(done, of: total)
    }
}
