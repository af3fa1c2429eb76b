import Core
import Ledger
import Store

/// Makes every projected table again from records and keys (dựng lại các bảng từ sổ cái).
///
/// One transaction: whoever reads meanwhile sees the old tables until the new ones are whole. What was erased stays
/// erased, because its key is gone.
public struct Rebuild {
    private let office: Office

    public init(_ office: Office) { self.office = office }

    static let tables = [
        "dossier", "dossier_order", "clock_entry", "reception_refusal", "consultation", "tally", "province", "agency",
        "sector", "procedure_version", "calendar", "officer", "erasure", "log_key",
    ]

    /// - Parameter progress: told how many of how many records are done, every few thousand.
    /// - Throws: `StoreError`, `EventFormError` for a record that this program cannot read; nothing is changed then.
    public func run(progress: (_ done: Int, _ total: Int) -> Void) throws {
        try office.store.writeNow { try makeAnew(in: $0, progress: progress) }
        try office.refresh()
    }

    func makeAnew(in transaction: Transaction, progress: (_ done: Int, _ total: Int) -> Void) throws {
        let sql = transaction.sql
        // A role that may not remove them leaves them to whoever made them; they follow the records as before.
        if try BesideTables.isWaiting(in: sql), try BesideTables.mayMake(in: sql) { try BesideTables.drop(in: sql) }
        try DossierSearch.clear(in: sql)
        transaction.countNoMore()
        for table in Rebuild.tables { try sql.execute("DELETE FROM \(table)") }
        let total = try office.writer.size(in: transaction)
        var dossiers = RebuiltDossiers(office)
        try office.reader.eachRecord(sql) { record in
            switch record.recordClass {
            case .dossier: try dossiers.add(record, to: sql, in: transaction)
            case .office: try decision(record, transaction)
            case .rating, .payment, .feedback, nil: break
            }
            if record.seq % 2_000 == 0 { progress(record.seq, total) }
        }
        try dossiers.write(to: sql, keeping: 0)
        progress(total, total)
    }

    private func decision(_ record: Record, _ transaction: Transaction) throws {
        let personal = try office.keyring.openPersonal(record, in: transaction)
        let change = try OfficeEventForm.change(
            StoredForm(event: record.event, body: record.body, personal: personal))
        try OfficeTables.project(
            change, body: record.body, stream: record.stream.text, version: record.version, into: transaction.sql)
    }
}
