public import Core
import Foundation
public import Ledger

/// Puts archives back into an empty store (khôi phục): records, tables, keys and files, each checked as it comes.
public struct LedgerRestoring {
    /// Rows in one commit.
    private static let batch = 5_000

    private let engine: StoreEngine
    private let files: any SealedFiles
    private let chain: [Archive]
    private let keyring: Archive
    /// Dossiers whose keys are not brought back.
    private let erased: [DossierID: Instant]

    /// - Parameter chain: a whole archive and those that continue it, all checked.
    /// - Parameter erased: what `ErasureList` tells of every archive there is.
    public init(
        _ chain: [Archive], keyring: Archive, erased: [DossierID: Instant], into engine: StoreEngine,
        files: any SealedFiles
    ) {
        self.engine = engine
        self.files = files
        self.chain = chain
        self.keyring = keyring
        self.erased = erased
    }

    private var last: ArchiveManifest { chain[chain.count - 1].manifest }

    /// Keys, records, tables and files. Throws `ArchiveFault.flaw` where a record is not what was hashed.
    public func run(progress: (_ done: Int, _ total: Int) -> Void) throws {
        let migrations = Migrations.ledger.count
        guard last.migration <= migrations else { throw ArchiveFault.newer(chain[chain.count - 1].path) }
        let total = last.size + last.files
        try keys()
        try records { progress($0, total) }
        try tables()
        let size = last.size
        try storedFiles { progress(size + $0, total) }
        progress(total, total)
    }

    private func keys() throws {
        try engine.bulkNow(every: LedgerRestoring.batch) { bulk in
            try RowPackReader(keyring.path(of: KeyringCopy.name)).each { table, values in
                var values = values
                let row = table.named(values)
                if case .text(let stream)? = row["stream"], let at = erased[DossierID(stream)] {
                    values = table.columns.map { column in
                        switch column.name {
                        case "wrapped": .null
                        case "destroyed": .integer(at.microseconds)
                        default: row[column.name] ?? .null
                        }
                    }
                }
                try bulk.run { try $0.keyring.execute(table.insert, values) }
            }
        }
    }

    private func records(progress: (Int) -> Void) throws {
        var verifier = LedgerVerifier(log: last.log)
        var count = 0
        try engine.bulkNow(every: LedgerRestoring.batch) { bulk in
            for archive in chain {
                try RowPackReader(archive.path(of: LedgerCopy.records)).each { table, values in
                    let record = try RecordRow.record(table.named(values), at: archive.path(of: LedgerCopy.records))
                    do throws(LedgerFlaw) { try verifier.check(record) } catch {
                        throw ArchiveFault.flaw("record \(error.seq): \(error.reason)")
                    }
                    try bulk.run { try $0.sql.post(table.insert, values) }
                    count += 1
                    if count % 1_000 == 0 { progress(count) }
                }
            }
        }
    }

    /// Of tables that are copied whole, the last archive's; of the audit, every archive's.
    private func tables() throws {
        var present: Set<String> = []
        try engine.readNow { sql in
            for table in try TableShape.kept(in: sql) { present.insert(table.name) }
        }
        try engine.bulkNow(every: LedgerRestoring.batch) { bulk in
            for (index, archive) in chain.enumerated() {
                let isLast = index == chain.count - 1
                try RowPackReader(archive.path(of: LedgerCopy.tables)).each { table, values in
                    guard present.contains(table.name), isLast || table.name == TableShape.growing else { return }
                    try bulk.run { transaction in
                        if table.name == TableShape.growing, try table.holds(values, in: transaction.sql) { return }
                        try transaction.sql.post(table.insert, values)
                    }
                }
            }
        }
    }

    private func storedFiles(progress: (Int) -> Void) throws {
        guard let end = chain.last else { return }
        let list = end.path(of: FilePack.list)
        var wanted = try FilePack.names(in: list)
        let total = wanted.count
        for archive in chain {
            let path = archive.path(of: FilePack.name)
            try FilePack.each(path) { name, bytes in
                guard wanted.remove(name) != nil else { return }
                guard SealedFile.name(of: bytes) == name else { throw ArchiveFault.damaged(path) }
                try files.keep(SealedFile(name: name, bytes: bytes))
                progress(total - wanted.count)
            }
        }
        // Every name of the list must lie in some archive of the chain.
        if let lost = wanted.first { throw ArchiveFault.missing("\(list): \(lost)") }
    }
}

extension LedgerRestoring {
    /// The settings file of an archive; nothing where it has none.
    ///
    /// Lines that say where the data lie are made comments: what was restored lies elsewhere, and a server that is
    /// started on it must not write to the old place.
    public static func copySettings(from archive: Archive, to folder: DataFolder) throws {
        guard archive.manifest.parts.contains(where: { $0.name == LedgerCopy.settings }) else { return }
        let text = String(decoding: try SyncedFile.read(archive.path(of: LedgerCopy.settings)), as: UTF8.self)
        // A file from elsewhere may begin with a byte-order mark, and its lines may end in two characters.
        let plain = text.replacing("\u{FEFF}", with: "").replacing("\r\n", with: "\n")
        let lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let key = line.prefix { $0 != "=" }.trimmingCharacters(in: .whitespaces)
            return places.contains(key) ? "# \(line)" : String(line)
        }
        try SyncedFile.write(
            Array(lines.joined(separator: "\n").utf8), to: folder.path + "/" + LedgerCopy.settings, in: folder.path)
    }

    /// Settings that say where the data lie.
    private static let places: Set<String> = ["database", "keyring-database", "database-schema"]
}

extension LedgerRestoring {
    /// Refuses a master key (khóa chủ) under which the archived keyring was not made: asked before all is read and
    /// anything is made.
    ///
    /// Throws `ArchiveFault.otherKey`; `.missing`, `.damaged` and `.newer` for a pack that cannot be read.
    public static func check(_ master: MasterKey, of keyring: Archive) throws {
        try keyring.check()
        try RowPackReader(keyring.path(of: KeyringCopy.name)).each { table, values in
            let row = table.named(values)
            guard case .text(let stream)? = row["stream"], stream == Keyring.office,
                case .blob(let wrapped)? = row["wrapped"]
            else { return }
            do {
                _ = try master.unwrapOfficeKey(wrapped)
            } catch { throw ArchiveFault.otherKey(keyring: keyring.path) }
        }
    }
}

/// Who was erased, by all that any archive knows (danh sách đã xóa).
public enum ErasureList {
    /// Also of archives later than the one that is restored: whoever was erased since may not come back with it.
    public static func read(_ archives: [Archive]) throws -> [DossierID: Instant] {
        var erased: [DossierID: Instant] = [:]
        for archive in archives {
            for part in archive.manifest.parts where part.name == LedgerCopy.erased {
                try part.check(in: archive.path) { _ in }
                try RowPackReader(archive.path(of: part.name)).each { table, values in
                    guard let (dossier, at) = table.erasure(values) else { throw ArchiveFault.damaged(archive.path) }
                    erased[dossier] = min(at, erased[dossier] ?? at)
                }
            }
        }
        return erased
    }
}

extension TableShape {
    /// Values by the names of their columns.
    func named(_ values: [SQLValue]) -> [String: SQLValue] {
        Dictionary(zip(columns.map(\.name), values), uniquingKeysWith: { $1 })
    }

    /// A row of the table of erasures.
    func erasure(_ values: [SQLValue]) -> (DossierID, Instant)? {
        let row = named(values)
        guard case .text(let dossier)? = row["dossier"], case .integer(let at)? = row["at"] else { return nil }
        return (DossierID(dossier), Instant(microseconds: at))
    }

    /// True if a row with this first column is there already.
    func holds(_ values: [SQLValue], in sql: any SQLConnection) throws -> Bool {
        guard let column = columns.first, let value = values.first else { return false }
        return try sql.first("SELECT 1 FROM \(name) WHERE \(column.name) = ?1", [value]) { _ in true } ?? false
    }
}

extension RecordRow {
    /// A record as it lies in an archive.
    static func record(_ row: [String: SQLValue], at place: String) throws -> Record {
        func text(_ name: String) throws -> String {
            guard case .text(let value)? = row[name] else { throw ArchiveFault.damaged(place) }
            return value
        }
        func number(_ name: String) throws -> Int64 {
            guard case .integer(let value)? = row[name] else { throw ArchiveFault.damaged(place) }
            return value
        }
        func bytes(_ name: String) throws -> [UInt8]? {
            switch row[name] {
            case .blob(let value)?: return value
            case .null?: return nil
            case .text?, .integer?, nil: throw ArchiveFault.damaged(place)
            }
        }
        guard let leaf = try bytes("leaf").flatMap({ LedgerHash($0) }), let salt = try bytes("salt"),
            let body = try bytes("body")
        else { throw ArchiveFault.damaged(place) }
        return Record(
            log: LogID(try text("log")), seq: Int(try number("seq")), stream: StreamID(try text("stream")),
            version: Int(try number("version")), kind: try text("kind"),
            at: Instant(microseconds: try number("at")), recorded: Instant(microseconds: try number("recorded")),
            actor: ActorID(try text("actor")), node: NodeID(try text("node")), nodeSeq: Int(try number("node_seq")),
            command: CommandID(try text("command")), salt: salt, body: body, sealed: try bytes("sealed"), leaf: leaf)
    }
}
