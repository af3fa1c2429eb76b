import Core
import Ledger

@testable import Store
@testable import UseCases

/// What must hold of the store at any moment, whatever was tried: looked at past all processes.
struct LedgerAudit {
    private var next = 0
    private var dossiers: [DossierID: Dossier] = [:]
    private var erasedAt: [DossierID: Int] = [:]
    private var place = 0
    private var epoch = 0

    /// - Parameter rebuilds: whether all tables are made anew and compared too.
    mutating func run(_ simulation: Simulation, rebuilds: Bool) throws {
        guard let office = simulation.processes.first?.office else { return }
        simulation.count("audits")
        do {
            let checked = try LedgerCheck(office, keys: [try LogBook(office, keys: SimulatedLogKeys()).verifierKey()])
                .run { _, _ in }
            simulation.tell("audit \(checked.records) \(hexadecimal(checked.root.bytes)) \(checked.checkpoints)")
        } catch { simulation.breaks("the ledger does not verify: \(error)") }
        try checkEvents(simulation, office)
        try checkCommands(simulation)
        try checkRows(simulation)
        try checkErased(simulation)
        try checkFollower(simulation)
        if rebuilds {
            let before = try simulation.peek(LedgerAudit.dump)
            try Rebuild(office).run { _, _ in }
            let after = try simulation.peek(LedgerAudit.dump)
            let surplus = Set(before).subtracting(after).sorted()
            let missing = Set(after).subtracting(before).sorted()
            simulation.hold(
                before == after, "tables differ from a rebuild: \(surplus.prefix(2)), missing \(missing.prefix(2))")
            simulation.count("rebuilds")
        }
    }

    /// Each new event leaves a dossier that breaks no rule.
    private mutating func checkEvents(_ simulation: Simulation, _ office: Office) throws {
        let stories = DossierStories(office)
        var records: [Record] = []
        try simulation.peek { sql in try office.reader.eachRecord(from: next, sql) { records.append($0) } }
        next += records.count
        for record in records {
            guard record.recordClass == .dossier else {
                try note(record)
                continue
            }
            let stream = DossierID(record.stream.text)
            if let erased = erasedAt[stream] {
                simulation.hold(
                    record.sealed == nil, "record \(record.seq) of a person who was erased by record \(erased)")
            }
            let recorded = try stories.recorded(record, personal: try office.keyring.openPersonal(record))
            let before = dossiers[stream]
            var state = before
            DossierDecider.evolve(&state, by: recorded.event)
            guard let state else { return simulation.breaks("an event left no dossier: \(record.seq)") }
            dossiers[stream] = state
            for invariant in brokenInvariants(of: state, before: before, at: record.recorded) {
                simulation.breaks("\(invariant) after \(record.event)")
            }
        }
    }

    private mutating func note(_ record: Record) throws {
        let form = StoredForm(event: record.event, body: record.body, personal: nil)
        guard record.event == OfficeChangeKind.personErased.rawValue,
            case .personErased(let erased) = try OfficeEventForm.change(form)
        else { return }
        erasedAt[erased.dossier] = record.seq
    }

    /// Nothing acknowledged is missing, nothing is doubled, nothing refused is there.
    private func checkCommands(_ simulation: Simulation) throws {
        let stored = try simulation.peek { sql in
            try sql.query("SELECT command, count(*), max(seq) - min(seq) + 1 FROM record GROUP BY command", []) {
                (CommandID($0.text(0)), Int($0.integer(1)), Int($0.integer(2)))
            }
        }
        var found: [CommandID: Int] = [:]
        for (command, count, span) in stored {
            found[command] = count
            simulation.hold(count == span, "a command's records stand apart: \(command)")
        }
        for (command, count) in simulation.clients.acknowledged {
            simulation.hold(found[command] == count, "acknowledged \(count), found \(found[command] ?? 0): \(command)")
        }
        for command in simulation.clients.refused {
            simulation.hold(found[command] == nil, "refused and found: \(command)")
        }
    }

    /// Tables say of each dossier what its events say; codes of a day have no gap and no double.
    private func checkRows(_ simulation: Simulation) throws {
        let rows = try simulation.peek { sql in
            try sql.query("SELECT \(DossierRow.columns) FROM dossier ORDER BY id", []) { try DossierRow($0) }
        }
        simulation.hold(rows.count == dossiers.count, "\(dossiers.count) dossiers, \(rows.count) rows")
        var orders: [String: [Int]] = [:]
        for row in rows {
            let dossier = dossiers[row.stream]
            let agrees =
                dossier?.version == row.version && dossier?.phase == row.phase && dossier?.code == row.code
                && dossier?.clock?.due == row.due
            simulation.hold(agrees, "the row of \(row.stream) says something else than its events")
            if let text = row.code?.text {
                orders[String(text.dropLast(5)), default: []].append(Int(text.suffix(4)) ?? 0)
            }
        }
        for (day, taken) in orders.sorted(by: { $0.key < $1.key }) {
            simulation.hold(taken.sorted() == Array(1...taken.count), "orders of \(day): \(taken.sorted())")
        }
    }

    /// An erased person has no key and no name in any table of dossiers.
    private func checkErased(_ simulation: Simulation) throws {
        for stream in simulation.clients.erased {
            simulation.hold(erasedAt[stream] != nil, "an erasure that was told is not recorded: \(stream)")
        }
        for stream in erasedAt.keys.sorted(by: { $0.text < $1.text }) {
            let name = try simulation.peek { sql in
                try sql.first("SELECT applicant FROM dossier WHERE stream = ?1", [.text(stream.text)]) {
                    $0.textOrNil(0)
                } ?? nil
            }
            simulation.hold(name == nil, "the name of an erased person stands in a table: \(stream)")
        }
        let open = try simulation.bare.readKeyring { sql in
            try sql.query("SELECT stream FROM wrapped_key WHERE wrapped IS NOT NULL", []) { DossierID($0.text(0)) }
        }
        for stream in open { simulation.hold(erasedAt[stream] == nil, "an erased person's key is there: \(stream)") }
    }

    /// The place in the ledger and the epoch never go back; of a stream nothing is told before what came first.
    private mutating func checkFollower(_ simulation: Simulation) throws {
        let (now, lead) = try simulation.peek { sql in
            (
                try FollowerTable.find(LetterFollower.place, in: sql)?.next ?? 0,
                try LeaseTable.find(Leadership.name, in: sql)?.epoch ?? 0
            )
        }
        simulation.hold(now >= place, "the follower went back from \(place) to \(now)")
        simulation.hold(lead >= epoch, "the lead went back from \(epoch) to \(lead)")
        (place, epoch) = (now, lead)
        let streams = try simulation.peek { sql in
            try sql.query("SELECT seq, stream FROM record ORDER BY seq", []) { (Int($0.integer(0)), $0.text(1)) }
        }
        let streamOf = Dictionary(uniqueKeysWithValues: streams)
        var last: [String: Int] = [:]
        for seq in simulation.outside.told {
            let stream = streamOf[seq] ?? ""
            simulation.hold(last[stream, default: -1] < seq, "record \(seq) was told after a later one of its stream")
            last[stream] = max(last[stream] ?? -1, seq)
        }
    }

    /// Every projected table, its rows in order, each value as text.
    static func dump(_ sql: any SQLConnection) throws -> [String] {
        try Rebuild.tables.flatMap { table -> [String] in
            let columns = try sql.query("SELECT name FROM pragma_table_info('\(table)')", []) { $0.text(0) }
            let row = columns.map { "quote(\($0))" }.joined(separator: " || '|' || ")
            return try sql.query("SELECT \(row) FROM \(table) ORDER BY 1", []) { "\(table): \($0.text(0))" }
        }
    }
}
