public import Core
public import Ledger
public import Store

/// Files whose storing, reading and removing can be made to fail.
public struct FailingFileStore: FileStore {
    private let inner: any FileStore
    private let calls: StoreCalls

    public init(_ inner: any FileStore, _ calls: StoreCalls) { (self.inner, self.calls) = (inner, calls) }

    public func put(_ bytes: [UInt8], key: DossierKey, random: inout some RandomSource) throws -> FileID {
        try calls.make(.filePut) { try inner.put(bytes, key: key, random: &random) }
    }

    public func get(_ file: FileID, key: DossierKey) throws -> [UInt8] {
        try calls.make(.fileGet) { try inner.get(file, key: key) }
    }

    public func remove(_ file: FileID) throws { try calls.make(.fileRemove) { try inner.remove(file) } }
}
