import Core
import Ledger
import Store

/// The rows that a load added, table by table, as they lie there.
///
/// Projected tables are not among them: their rows change several times in a dossier's life, so what was done to them
/// is learnt by projecting the records once more (`LimitWork`).
struct CapturedRows {
    /// Tables of the ledger's database to which rows are only added.
    static let added = ["record", "idempotency", "audit_line", "tree_node"]
    static let keys = ["wrapped_key"]

    /// How far both databases had come before the load.
    struct Marks {
        var ledger: [String: Int64]
        var keyring: [String: Int64]
    }

    var tables: [String: [[RawValue]]] = [:]
    var insertions: [String: String] = [:]
    /// The row of the log's head as the load left it, by column.
    var head: [RawValue] = []

    static func marks(_ place: Place) throws -> Marks {
        Marks(ledger: try place.ledger().marks(added), keyring: try place.keyring().marks(keys))
    }

    init(_ place: Place, after marks: Marks) throws {
        let (ledger, keyring) = (try place.ledger(), try place.keyring())
        for table in CapturedRows.added {
            tables[table] = try ledger.rows(of: table, after: marks.ledger[table] ?? 0)
            insertions[table] = try ledger.insertion(into: table)
        }
        for table in CapturedRows.keys {
            tables[table] = try keyring.rows(of: table, after: marks.keyring[table] ?? 0)
            insertions[table] = try keyring.insertion(into: table)
        }
        tables["record"]?.sort { $0[1].number < $1[1].number }
        head = try ledger.rows("SELECT size, node_seq, frontier, root, recorded FROM head", []).first ?? []
    }

    subscript(_ table: String) -> [[RawValue]] { tables[table] ?? [] }

    /// An insertion of one row of a table.
    func insertion(_ table: String, _ row: [RawValue]) -> RawStatement {
        RawStatement(text: insertions[table] ?? "", values: row)
    }

    /// The head, written once a commit.
    var headUpdate: RawStatement {
        RawStatement(
            text: "UPDATE head SET size = ?1, node_seq = ?2, frontier = ?3, root = ?4, recorded = ?5", values: head)
    }

    /// Acknowledged commands have left a record each: how many did.
    var commands: Int { Set(self["record"].map { $0[10] }).count }
}

extension Record {
    /// A record from its row, in the order of the table's columns.
    init?(row: [RawValue]) {
        guard row.count >= 15, let log = row[0].string, let stream = row[2].string, let kind = row[4].string,
            let actor = row[7].string, let node = row[8].string, let command = row[10].string,
            case .blob(let salt) = row[11], case .blob(let body) = row[12], case .blob(let leafBytes) = row[14],
            let leaf = LedgerHash(leafBytes)
        else { return nil }
        var sealed: [UInt8]?
        if case .blob(let bytes) = row[13] { sealed = bytes }
        self.init(
            log: LogID(log), seq: Int(row[1].number), stream: StreamID(stream), version: Int(row[3].number),
            kind: kind, at: Instant(microseconds: row[5].number), recorded: Instant(microseconds: row[6].number),
            actor: ActorID(actor), node: NodeID(node), nodeSeq: Int(row[9].number), command: CommandID(command),
            salt: salt, body: body, sealed: sealed, leaf: leaf)
    }

    /// As the tables take it.
    func recorded(personal: [UInt8]?) throws -> RecordedEvent {
        let change = try DossierEventForm.change(StoredForm(event: event, body: body, personal: personal))
        return RecordedEvent(
            stream: DossierID(stream.text), seq: Int64(seq), version: version, recorded: recorded,
            event: DossierEvent(at: at, actor: actor, change: change))
    }
}
