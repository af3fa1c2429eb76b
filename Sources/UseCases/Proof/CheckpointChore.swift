import Ledger
import Store

/// Signs the log's end while the server runs, fills in what tiles need of a log from before, and drops old
/// checkpoints (việc ký điểm chốt).
public struct CheckpointChore: Chore {
    public let name = "checkpoint"
    /// A receipt is under a checkpoint within a minute; more often would fill the table for nobody.
    public let period: Duration
    private let book: LogBook
    private let tidying = CheckpointTidying()

    public init(_ book: LogBook, period: Duration = .seconds(20)) {
        self.book = book
        self.period = period
    }

    /// Nodes first: without them each proof over a large log would read its records one by one.
    public func run(_ office: Office) throws {
        try TreeFilling(office).run()
        try book.sign()
        try tidying.run(office)
    }
}

/// Makes the nodes of the tree that a log from before the proofs does not have yet (bù nút cây).
public struct TreeFilling {
    private let office: Office

    public init(_ office: Office) { self.office = office }

    /// Level by level in steps of one transaction each, so that no writer waits long; nothing where all are there.
    ///
    /// - Returns: how many nodes were made.
    @discardableResult
    public func run() throws -> Int {
        let log = office.reader.log
        var made = 0
        var level = 1
        while try hasLevel(level) {
            var next: Int? = try start(level)
            while let number = next {
                let step = try office.store.readNow {
                    try TreeNodeTable.missing(level: level, from: number, of: log, in: $0)
                }
                if !step.nodes.isEmpty {
                    try office.store.writeNow { transaction in
                        for node in step.nodes { try TreeNodeTable.insert(node, of: log, in: transaction.sql) }
                    }
                }
                made += step.nodes.count
                next = step.next
            }
            level += 1
        }
        return made
    }

    private func hasLevel(_ level: Int) throws -> Bool {
        let size = try office.store.readNow { try office.reader.head($0)?.size ?? 0 }
        return Tile.hashes(level: level, treeOf: size) > 0
    }

    /// The first number that may be missing: 0 unless as many stand there as there should.
    private func start(_ level: Int) throws -> Int? {
        try office.store.readNow { sql in
            let size = try office.reader.head(sql)?.size ?? 0
            let there = try TreeNodeTable.count(level: level, of: office.reader.log, in: sql)
            return there == Tile.hashes(level: level, treeOf: size) ? nil : 0
        }
    }
}
