import Core
import Ledger
import Store
import UseCases

/// What each command of a load did to both databases, statement by statement.
struct LimitWork {
    struct Command {
        var ledger: [RawStatement] = []
        var keyring: [RawStatement] = []
        /// Counters that a commit adds to once, with how much its commands add.
        var counts: [Tally.Key: Int] = [:]
    }

    private(set) var commands: [Command] = []
    private struct TakenBack: Error {}

    /// Projects the records of a load once more, on a copy from before it, notes what that does, and takes it back.
    init(_ rows: CapturedRows, on copy: Place) throws {
        let office = try copy.office(holder: "motcua-bench")
        defer { office.store.close() }
        var commands: [Command] = []
        do {
            try office.store.writeNow { transaction in
                commands = try LimitWork.noted(rows, office, transaction)
                throw TakenBack()
            }
        } catch is TakenBack {}
        // One answer a command is kept against repeats; the other rows are few.
        for (index, row) in rows["idempotency"].enumerated() where index < commands.count {
            commands[index].ledger.append(rows.insertion("idempotency", row))
        }
        for table in ["audit_line", "tree_node"] {
            for (index, row) in rows[table].enumerated() where !commands.isEmpty {
                commands[index * commands.count / rows[table].count].ledger.append(rows.insertion(table, row))
            }
        }
        self.commands = commands
    }

    private static func noted(
        _ rows: CapturedRows, _ office: Office, _ transaction: Transaction
    ) throws -> [Command] {
        var keys: [String: [RawValue]] = [:]
        for row in rows["wrapped_key"] {
            guard let stream = row[0].string, case .blob(let wrapped) = row[1] else { continue }
            keys[stream] = row
            try transaction.keyring.execute(
                "INSERT INTO wrapped_key (stream, wrapped, made) VALUES (?1, ?2, ?3)",
                [.text(stream), .blob(wrapped), .integer(row[2].number)])
        }
        let recording = RecordingConnection(transaction.sql)
        var commands: [Command] = []
        var last: CommandID?
        var dossiers: [StreamID: Dossier] = [:]
        for row in rows["record"] {
            guard let record = Record(row: row) else { throw RawFailure(description: "a record cannot be read") }
            if record.command != last { commands.append(Command()) }
            last = record.command
            var done = Command(ledger: [rows.insertion("record", row)])
            if record.recordClass == .dossier {
                let opened = record.version == 1 ? try office.keyring.openPersonal(record, in: transaction) : nil
                let recorded = try record.recorded(personal: opened)
                let before = dossiers[record.stream]
                var dossier = before
                DossierDecider.evolve(&dossier, by: recorded.event)
                dossiers[record.stream] = dossier
                guard let dossier else { throw RawFailure(description: "a load goes on with an older dossier") }
                try DossierTable.project(
                    recorded, from: before, to: dossier, index: office.index, into: recording)
                try ClockTable.project(recorded, after: dossier, into: recording)
                for key in Tally.keys(of: recorded.event, after: dossier) {
                    commands[commands.count - 1].counts[key, default: 0] += 1
                }
            }
            done.ledger += recording.taken()
            if record.version == 1, let key = keys[record.stream.text] {
                done.keyring.append(rows.insertion("wrapped_key", key))
            }
            commands[commands.count - 1].ledger += done.ledger
            commands[commands.count - 1].keyring += done.keyring
        }
        return commands
    }

    /// Statements of the ledger's database a command, on average.
    var statementsPerCommand: Double {
        let all = commands.reduce(0) { $0 + $1.ledger.count + $1.keyring.count }
        return Double(all) / Double(max(1, commands.count))
    }
}
