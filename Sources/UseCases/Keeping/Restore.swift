public import Core
public import Ledger
public import Store

/// What a restored installation holds.
public struct RestoredLedger: Hashable, Sendable {
    public var log: LogID
    public var size: Int
    public var root: String
    /// When the last record in it was taken.
    public var recorded: Instant
    /// Dossiers whose personal data does not come back, because it was erased.
    public var erased: Int
    /// Erased by this restoring, for the copy was older than the erasure.
    public var erasedAnew: Int
}

/// Brings an installation back from its archives (khôi phục từ bản sao lưu).
///
/// Nothing is made before every archive that is needed was read and compared with its sums. Whoever was erased after
/// a copy was made is erased in what comes of it before anything could be shown.
public struct Restore: Sendable {
    /// The archives that make up the moment wanted, the first one whole.
    public let chain: [Archive]
    public let keyring: Archive
    private let erased: [DossierID: Instant]

    /// Finds what is needed.
    ///
    /// - Parameter at: the newest archive that was not made after this moment; nil for the newest of all.
    /// - Throws: `ArchiveFault.none`, `.missing`, `.damaged`, `.gap`, `.keyringOlder`, `.newer`.
    public init(from folder: ArchiveFolder, keyring keys: ArchiveFolder, at: Instant? = nil) throws {
        let all = try folder.archives().filter { !$0.name.hasSuffix("-keys") }
        guard let last = all.last(where: { archive in at.map { archive.manifest.made <= $0 } ?? true }) else {
            throw ArchiveFault.none(in: folder.path)
        }
        chain = try ArchiveFolder.chain(to: last, of: all)
        // Always the newest: it has every key of an earlier one but those that were destroyed since.
        guard let newest = try keys.archives().last(where: { $0.name.hasSuffix("-keys") }) else {
            throw ArchiveFault.none(in: keys.path)
        }
        guard newest.manifest.size >= last.manifest.size, newest.manifest.log == last.manifest.log else {
            throw ArchiveFault.keyringOlder(keyring: newest.path, archive: last.path)
        }
        keyring = newest
        erased = try ErasureList.read(all)
    }

    /// Reads every archive that is needed and compares it with its sums; throws the first fault, by the file's path.
    public func check(progress: (_ done: Int, _ total: Int) -> Void) throws {
        let needed = chain + [keyring]
        let total = needed.flatMap(\.manifest.parts).reduce(0) { $0 + $1.bytes }
        var done = 0
        for archive in needed {
            try archive.check { bytes in
                done += bytes
                progress(done, total)
            }
        }
    }

    /// Refuses another master key (khóa chủ) than that of the archived keyring, at once: reading everything takes long.
    ///
    /// Throws `ArchiveFault.otherKey`.
    public func checkKey(_ master: MasterKey) throws { try LedgerRestoring.check(master, of: keyring) }

    /// Fills an empty store with records, keys, files and the tables that nothing else brings back.
    public func load(
        into store: StoreEngine, files: any SealedFiles, progress: (_ done: Int, _ total: Int) -> Void
    ) throws {
        try LedgerRestoring(chain, keyring: keyring, erased: erased, into: store, files: files)
            .run(progress: progress)
    }

    /// Makes every table from the records, erases who is to stay erased, and verifies the whole.
    ///
    /// - Throws: `ArchiveFault.flaw` where hashes or tree do not give the archive's root; `StoreError`.
    public func finish(_ office: Office, progress: (_ done: Int, _ total: Int) -> Void) throws -> RestoredLedger {
        try Rebuild(office).run(progress: progress)
        let recorded = try office.store.readNow { Set(try ErasureTable.all(in: $0).map(\.dossier)) }
        for dossier in erased.keys.sorted(by: { $0.text < $1.text }) {
            try PersonRemoval(office).removeAll(of: dossier)
        }
        let head = try verify(office)
        return RestoredLedger(
            log: head.log, size: head.size, root: head.root.hex, recorded: head.recorded, erased: erased.count,
            erasedAnew: erased.keys.count { !recorded.contains($0) })
    }

    private func verify(_ office: Office) throws -> LedgerHead {
        let wanted = chain[chain.count - 1].manifest
        return try office.store.readNow { sql in
            guard let head = try office.reader.head(sql) else { throw ArchiveFault.flaw("no head") }
            var verifier = LedgerVerifier(log: head.log)
            do {
                try office.reader.eachRecord(sql) { try verifier.check($0) }
                try verifier.finish(against: head.frontier)
            } catch let flaw as LedgerFlaw { throw ArchiveFault.flaw("record \(flaw.seq): \(flaw.reason)") }
            guard head.size == wanted.size, head.root.hex == wanted.root else {
                throw ArchiveFault.flaw("\(head.size) \(head.root.hex), not \(wanted.size) \(wanted.root)")
            }
            return head
        }
    }
}

extension Restore {
    /// Puts the settings of that time into a restored folder; nothing where there were none.
    public func copySettings(to folder: DataFolder) throws {
        try LedgerRestoring.copySettings(from: chain[chain.count - 1], to: folder)
    }
}
