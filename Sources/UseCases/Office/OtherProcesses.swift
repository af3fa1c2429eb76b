import Core
import Ledger
public import Store

/// Takes over what other processes on the same store decided (tiến trình khác): the catalogue shown, keys held here.
///
/// Why: what is published and keys once unwrapped are kept in memory; with one process its own acts keep them right,
/// with several each must look. Numbers, versions and permits need no look: they are read in the transaction itself.
public struct OtherProcesses {
    private let office: Office
    /// The first record not yet looked at; nil before the first look.
    private var next: Int?

    public init(_ office: Office) { self.office = office }

    /// True where other processes may write to the same store.
    public static func mayBe(_ store: StoreEngine) -> Bool {
        switch store.dialect {
        case .sqlite: false
        case .postgres: true
        }
    }

    /// Looks once; gives how many decisions were taken over, own ones among them.
    ///
    /// The first look takes over everything, for what happened between opening the office and now. Throws `StoreError`.
    @discardableResult
    public mutating func look() throws -> Int {
        let from = next ?? 0
        let (size, decisions) = try office.store.readNow { sql in
            let size = try office.reader.head(sql)?.size ?? 0
            return (size, from < size ? try office.reader.records(of: .office, from: from, sql) : [])
        }
        if !decisions.isEmpty { try office.refresh() }
        for record in decisions {
            let form = StoredForm(event: record.event, body: record.body, personal: nil)
            guard record.event == OfficeChangeKind.personErased.rawValue,
                case .personErased(let erased) = try OfficeEventForm.change(form)
            else { continue }
            office.keyring.forget(erased.dossier.stream)
        }
        next = size
        return decisions.count
    }
}
