public import Core
public import Ledger
public import Store

extension LogKeyRotation {
    /// True if the log goes on signing under this key (khóa ký sổ hiện hành): the one of the last recorded change, else
    /// the one that signed the newest checkpoint; any key for a log that never signed.
    ///
    /// Why it is asked before a key is put on paper or back in its place: another key would sign nothing, and nobody
    /// would learn of it before the right one is lost.
    public static func isCurrent(_ key: NoteVerifierKey, of log: LogID, in sql: any SQLConnection) throws -> Bool {
        if let change = try last(of: log, in: sql) { return change.key == key.text }
        guard let newest = try CheckpointTable.latest(of: log, in: sql) else { return true }
        return key.verifies(newest.note)
    }
}
