/// Makes one table of a target hold what the source's holds, a page in one commit.
struct TableCopying {
    /// Which of a store's two databases the table lies in.
    enum Part { case ledger, keyring }

    private let table: CopyTable
    private let target: StoreEngine
    private let part: Part
    private let page: Int

    init(_ table: CopyTable, into target: StoreEngine, part: Part, page: Int) {
        self.table = table
        self.target = target
        self.part = part
        self.page = page
    }

    /// Gives whether anything had to be changed; `progress` is told how many rows more were looked at.
    ///
    /// Throws `CopyFault.row` where a row that nobody may change differs.
    func run(from source: any SQLConnection, progress: (Int) -> Void) throws -> Bool {
        var last = try start(source)
        var hasChanged = false
        var isBeyond = false
        while true {
            let rows = try table.page(after: last, limit: page, in: source)
            if !isBeyond { isBeyond = try !read { try table.hasMore(after: last, in: $0) } }
            if let end = rows.last.map(table.key(of:)) {
                let there = isBeyond ? [] : try read { try table.range(after: last, through: end, in: $0) }
                if there != rows {
                    try put(rows, over: there)
                    hasChanged = true
                }
                last = end
            }
            progress(rows.count)
            if rows.count < page { break }
        }
        return try removeRest(after: last) || hasChanged
    }

    /// Records were compared by their root, so that a copy of millions goes on where it broke off.
    ///
    /// With several logs in one table the last key says nothing of the others.
    private func start(_ source: any SQLConnection) throws -> [SQLValue]? {
        guard table.name == "record", try SourceEnd(source).heads.count == 1 else { return nil }
        return try read { try table.lastKey(in: $0) }
    }

    private func put(_ rows: [[SQLValue]], over there: [[SQLValue]]) throws {
        let old = Dictionary(there.map { (table.key(of: $0), $0) }, uniquingKeysWith: { $1 })
        let new = Set(rows)
        let removed = there.filter { !new.contains($0) }.map(table.key(of:))
        if let key = removed.first, CopyTable.growing.contains(table.name) { throw difference(key) }
        try write { sql in
            for key in removed { try table.remove(key, in: sql) }
            for row in rows where old[table.key(of: row)] != row { try table.insert(row, in: sql) }
        }
    }

    /// What the source no longer has.
    private func removeRest(after last: [SQLValue]?) throws -> Bool {
        guard let first = try read({ try table.page(after: last, limit: 1, in: $0) }).first else { return false }
        guard !CopyTable.growing.contains(table.name) else { throw difference(table.key(of: first)) }
        try write { try table.removeAll(after: last, in: $0) }
        return true
    }

    private func difference(_ key: [SQLValue]) -> CopyFault { .row(table: table.name, key: table.words(of: key)) }

    private func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        switch part {
        case .ledger: try target.readNow(body)
        case .keyring: try target.readKeyringNow(body)
        }
    }

    private func write(_ body: (any SQLConnection) throws -> Void) throws {
        try target.writeNow { transaction in
            switch part {
            case .ledger: try body(transaction.sql)
            case .keyring: try body(transaction.keyring)
            }
        }
    }
}
