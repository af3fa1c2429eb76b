import Core
import Ledger
import Store

/// Makes the tables of dossiers again beside those that answer, while commands are taken, and puts them into place at
/// once (dựng lại bảng hồ sơ trong khi hệ thống vẫn chạy).
///
/// Records are taken a page at a time, each in a transaction of its own, so that whoever writes waits for one page;
/// what is recorded meanwhile is taken as well. The page that reaches the ledger's end switches: whoever writes then
/// waits until the old tables are removed, the longer the larger they are. Ended in the middle,
/// it goes on where it was: by the next call, in whatever process.
public struct RebuildBeside {
    /// How far it is: records taken, and how many there are now.
    public struct Progress: Hashable, Sendable {
        public var done: Int
        public var total: Int
        /// True once the new tables answer.
        public var switched: Bool
    }

    /// Why nothing is made: on PostgreSQL the role that owns the tables has to do it.
    public enum Refusal: Error, Hashable { case notOwner }

    /// What is waited for between two pages.
    public enum Pause: Sendable {
        /// Others write.
        case turn
        /// Whoever reads for long or holds the writers' lock; the page is tried again.
        case heldUp
    }

    /// Records of one transaction: a few hundredths of a second.
    public static let page = 200
    /// Dossiers kept in memory at most.
    private static let keptMost = 20_000

    private let office: Office
    private let onlyWaiting: Bool
    private var rows: RebuiltDossiers
    private let texts = BesideConnection.Texts()
    /// The record after the last one taken here; nil before the first page.
    private var next: Int?

    /// - Parameter onlyWaiting: begins nothing that neither a migration nor somebody before wants.
    public init(_ office: Office, onlyWaiting: Bool = false) {
        self.office = office
        self.onlyWaiting = onlyWaiting
        rows = RebuiltDossiers(office)
    }

    /// Whether one was begun and not ended, or a migration wants one.
    public static func isWaiting(_ office: Office) throws -> Bool {
        try office.store.readNow { try BesideTables.isWaiting(in: $0) }
    }

    /// Takes pages until the tables are switched; true then.
    ///
    /// - Parameter goesOn: asked between pages; false leaves it for a later call.
    /// - Parameter pause: called between pages.
    /// - Throws: `Refusal`, `StoreError`.
    @discardableResult
    public mutating func run(
        goesOn: () throws -> Bool = { true }, pause: (Pause) -> Void = { _ in },
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> Bool {
        while try goesOn() {
            do {
                let now = try step()
                progress(now.done, now.total)
                if now.switched { return true }
                pause(.turn)
            } catch let error as StoreError where error.code == .busy {
                pause(.heldUp)
            }
        }
        return false
    }

    /// Takes one page; the first makes the tables, the last switches.
    public mutating func step(page: Int = RebuildBeside.page) throws -> Progress {
        do {
            let now = try office.store.writeNow { try take(page, in: $0) }
            next = now.done
            return now
        } catch {
            // What was taken in the page was undone with it.
            rows = RebuiltDossiers(office)
            throw error
        }
    }

    /// A page within a commit that others share: their records before this are in the ledger, and so in the new tables.
    mutating func take(_ page: Int, in transaction: Transaction) throws -> Progress {
        let sql = transaction.sql
        let total = try office.writer.size(in: transaction)
        let begun = try BesideTables.next(in: sql)
        if begun == nil {
            // Another process has switched, or a plain rebuild made it needless.
            if try (next != nil || onlyWaiting) && !BesideTables.isWaiting(in: sql) {
                return Progress(done: total, total: total, switched: true)
            }
            guard try BesideTables.mayMake(in: sql) else { throw Refusal.notOwner }
            try BesideTables.begin(in: sql)
        }
        let from = begun ?? 0
        if from != next {
            guard try BesideTables.mayMake(in: sql) else { throw Refusal.notOwner }
            // Pages in between were another process's.
            rows = RebuiltDossiers(office)
        }
        let isLast = total - from <= page
        if isLast { try BesideTables.keepReadersOut(in: sql) }
        let beside = BesideConnection(sql, texts)
        let records = try office.reader.records(from: from, limit: page, sql)
        for record in records {
            switch record.recordClass {
            case .dossier: try rows.add(record, to: beside, in: transaction)
            case .office: try erase(record, in: sql)
            case .rating, .payment, .feedback, nil: break
            }
        }
        try rows.write(to: beside, keeping: RebuildBeside.keptMost)
        let done = from + records.count
        if isLast {
            try BesideTables.takePlace(in: sql)
            transaction.countNoMore()
        } else {
            try BesideTables.note(next: done, in: sql)
        }
        return Progress(done: done, total: total, switched: isLast)
    }

    /// Whoever erases clears the tables in the making too; a program that does not know of them leaves that to its
    /// record.
    private func erase(_ record: Record, in sql: any SQLConnection) throws {
        guard record.event == OfficeChangeKind.personErased.rawValue else { return }
        let form = StoredForm(event: record.event, body: record.body, personal: nil)
        guard case .personErased(let erased) = try OfficeEventForm.change(form) else { return }
        try BesideTables.clear(erased.dossier, in: sql)
    }
}
