import Core
import Crypto
import Ledger

/// Compares two stores whole: the ledger by its hashes, every table row by row, every file by its name.
struct StoreComparison {
    /// The source's connection, and the target's.
    let ledger: (source: any SQLConnection, target: any SQLConnection)
    let keyring: (source: any SQLConnection, target: any SQLConnection)
    let files: (source: any SealedFiles, target: any SealedFiles)
    let page: Int

    /// Throws the first difference as a `CopyFault`.
    func run(
        _ tables: [CopyTable], leavingOut damaged: [FileID], progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> CopyReport {
        let keyTables = try CopyTable.copied(in: keyring.source)
        let heads = try SourceEnd(ledger.source).heads
        let names = Set(try files.source.names()).subtracting(damaged)
        var total = heads.reduce(names.count) { $0 + $1.size }
        for table in tables { total += try table.count(in: ledger.source) }
        for table in keyTables { total += try table.count(in: keyring.source) }
        var done = 0
        func tell(_ more: Int) {
            done += more
            progress(min(done, total), total)
        }
        if let other = try CopyIdentity.foreignLog(besides: heads, in: ledger.target) {
            throw CopyFault.otherLog(other)
        }
        let logs = try heads.map { try verify($0, tell) }
        var compared = try tables.map { try compare($0, ledger.source, ledger.target, tell) }
        compared += try keyTables.map { try compare($0, keyring.source, keyring.target, tell) }
        try SearchFilling.check(ledger.target)
        try compareFiles(names, tell)
        progress(total, total)
        return CopyReport(tables: compared, logs: logs, files: names.count, damaged: damaged)
    }

    private func verify(_ head: SourceEnd.Head, _ tell: (Int) -> Void) throws -> CopyReport.Log {
        var verifier = LedgerVerifier(log: head.log)
        do {
            try LedgerReader(log: head.log).eachRecord(ledger.target) { record in
                try verifier.check(record)
                if verifier.size % page == 0 { tell(page) }
            }
            tell(verifier.size % page)
            let stored = try LedgerHead.find(head.log, ledger.target)?.frontier ?? MerkleFrontier()
            try verifier.finish(against: stored)
        } catch let flaw as LedgerFlaw { throw CopyFault.flaw(head.log, flaw) }
        guard verifier.size == head.size, verifier.root.bytes == head.root else {
            let why = try CopyIdentity.difference(head, verifier.size, ledger.source, ledger.target, page: page)
            throw why ?? CopyFault.otherRoot(head.log, size: verifier.size)
        }
        return CopyReport.Log(log: head.log, size: verifier.size, root: verifier.root)
    }

    private func compare(
        _ table: CopyTable, _ source: any SQLConnection, _ target: any SQLConnection, _ tell: (Int) -> Void
    ) throws -> CopyReport.Table {
        var digest = RowDigest(table)
        var last: [SQLValue]?
        var count = 0
        while true {
            let mine = try table.page(after: last, limit: page, in: source)
            let other = try table.page(after: last, limit: page, in: target)
            if mine != other { throw difference(table, mine, other) }
            for row in mine { digest.add(row) }
            count += mine.count
            tell(mine.count)
            guard mine.count == page, let end = mine.last else { break }
            last = table.key(of: end)
        }
        return CopyReport.Table(name: table.name, rows: count, digest: digest.finish())
    }

    /// The first row that one side lacks or has otherwise.
    private func difference(_ table: CopyTable, _ mine: [[SQLValue]], _ other: [[SQLValue]]) -> CopyFault {
        let place = zip(mine, other).enumerated().first { $1.0 != $1.1 }?.offset ?? min(mine.count, other.count)
        let keys = [mine, other].map { $0.dropFirst(place).first.map(table.key(of:)) }
        // Where the source's row is found further on, it is the target's that is one too many.
        let isFurtherOn = other.dropFirst(place + 1).contains { table.key(of: $0) == keys[0] }
        let key = (isFurtherOn ? keys[1] : keys[0]) ?? keys[1] ?? []
        return .row(table: table.name, key: table.words(of: key))
    }

    private func compareFiles(_ names: Set<FileID>, _ tell: (Int) -> Void) throws {
        let there = Set(try files.target.names())
        if let name = names.symmetricDifference(there).min() { throw CopyFault.file(name) }
        for name in names.sorted() {
            guard let bytes = try files.target.sealed(name), SealedFile.name(of: bytes) == name else {
                throw CopyFault.file(name)
            }
            tell(1)
        }
    }
}

/// SHA-256 over the rows of a table in the order of their keys, written alike whatever engine they come from.
private struct RowDigest {
    private var hash = SHA256()
    private var bytes: [UInt8] = []

    init(_ table: CopyTable) {
        bytes.append(counted: table.name)
        for column in table.columns { bytes.append(counted: column.name) }
        hash.update(data: bytes)
    }

    mutating func add(_ row: [SQLValue]) {
        bytes.removeAll(keepingCapacity: true)
        for value in row {
            switch value {
            case .null: bytes.append(0)
            case .integer(let number):
                bytes.append(ColumnKind.integer.rawValue)
                bytes.append(number: number)
            case .text(let text):
                bytes.append(ColumnKind.text.rawValue)
                bytes.append(counted: text)
            case .blob(let blob):
                bytes.append(ColumnKind.blob.rawValue)
                bytes.append(number: Int64(blob.count))
                bytes.append(contentsOf: blob)
            }
        }
        hash.update(data: bytes)
    }

    func finish() -> String { hexadecimal(hash.finalize()) }
}
