/// Where the parts of a data folder lie (thư mục dữ liệu).
public struct DataFolder: Hashable, Sendable {
    /// The folder, without a slash at its end.
    public let path: String

    /// Takes a path as typed: slashes at its end are dropped. Nothing is looked at or made.
    public init(_ path: String) {
        var trimmed = Substring(path)
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.path = String(trimmed)
    }

    /// Records, head and tables.
    public var ledger: String { path + "/ledger.sqlite" }
    /// Wrapped keys, apart because their backups are kept for a short time only.
    public var keyring: String { path + "/keyring.sqlite" }
    /// Encrypted files, `files/ab/<hash>`.
    public var files: String { path + "/files" }
    /// Held by the one process that writes.
    public var lock: String { path + "/lock" }
    /// The default place of the master key: beside the folder, so that a copy of the folder never carries it.
    public var masterKey: String { path + ".master-key" }
}
