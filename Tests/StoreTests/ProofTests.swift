import Core
import Ledger
import Store
import Testing

@Suite("Proofs in the store")
struct ProofStoreTests {
    /// A log of `count` records, written a few hundred a transaction.
    private func log(_ kind: TestEngine, _ count: Int) throws -> TestStore {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 600)
        for start in stride(from: 0, to: count, by: 300) {
            try store.engine.writeNow { transaction in
                for seen in start..<min(start + 300, count) {
                    try store.append("s1", seen: seen, random: &random, in: transaction)
                }
            }
        }
        return store
    }

    private let tiles = LogTiles(log: TestStore.log)

    @Test(arguments: TestEngine.all)
    func `tiles are the hashes of the records, and their nodes are stored with every 256th`(
        _ kind: TestEngine
    ) throws {
        let store = try log(kind, 700)
        try store.engine.readNow { sql throws in
            let records = try store.reader.records(from: 0, limit: 700, sql)
            let head = try #require(try store.reader.head(sql))
            #expect(try TreeNodeTable.hashes(level: 1, 0..<10, of: TestStore.log, in: sql).keys.sorted() == [0, 1])
            for tile in Tile.all(treeOf: 700) {
                let hashes = try #require(tile.hashes(in: try tiles.bytes(of: tile, sql)))
                for (node, hash) in zip(tile.nodes, hashes) {
                    #expect(hash == Tile.root(over: records[node.leaves].map(\.leaf)))
                }
            }
            for (number, width) in [(0, 256), (1, 256), (2, 188), (2, 1)] {
                let bundle = try #require(Tile(.entries, number: number, width: width))
                let entries = try #require(bundle.entries(in: try tiles.bytes(of: bundle, sql)))
                #expect(entries == records[number * 256..<number * 256 + width].map { $0.entry })
            }
            #expect(try tiles.root(size: 700, sql) == head.root)
        }
    }

    @Test(arguments: TestEngine.all)
    func `every record is proven, and every earlier size is the beginning of the log`(_ kind: TestEngine) throws {
        let store = try log(kind, 530)
        try store.engine.readNow { sql throws in
            let leaves = try store.reader.records(from: 0, limit: 530, sql).map(\.leaf)
            var frontier = MerkleFrontier()
            let roots =
                [frontier.root]
                + leaves.map { leaf in
                    frontier.append(leaf)
                    return frontier.root
                }
            for seq in stride(from: 0, to: 530, by: 23) {
                let path = try tiles.inclusionPath(of: seq, size: 530, sql)
                #expect(
                    MerkleProof.verifyInclusion(
                        leaf: leaves[seq], index: seq, size: 530, path: path, root: roots[530]))
            }
            for from in [0, 1, 17, 255, 256, 257, 511, 512, 513, 529, 530] {
                let path = try tiles.consistencyPath(from: from, to: 530, sql)
                #expect(
                    MerkleProof.verifyConsistency(
                        from: from, root: roots[from], to: 530, root: roots[530], path: path))
            }
        }
    }

    @Test(arguments: TestEngine.all)
    func `what nobody kept is hashed from below, and told as missing`(_ kind: TestEngine) throws {
        let store = try log(kind, 800)
        let whole = try #require(Tile(.hashes(level: 1), number: 0, width: 3))
        let before = try store.engine.readNow { try tiles.bytes(of: whole, $0) }
        try store.engine.writeNow { try $0.sql.execute("DELETE FROM tree_node WHERE number <> 1") }
        try store.engine.readNow { sql throws in
            #expect(try tiles.bytes(of: whole, sql) == before)
            let missing = try TreeNodeTable.missing(level: 1, from: 0, of: TestStore.log, in: sql)
            #expect(missing.nodes.map(\.node.number) == [0, 2] && missing.next == nil)
            #expect(Tile.bytes(of: missing.nodes.map(\.hash)) == before.prefix(32) + before.suffix(32))
            #expect(try TreeNodeTable.missing(level: 1, from: 3, of: TestStore.log, in: sql).nodes.isEmpty)
        }
    }

    @Test(arguments: TestEngine.all)
    func `a job that fails leaves no node of its records`(_ kind: TestEngine) throws {
        let store = try log(kind, 255)
        var random = SeededRandom(seed: 1)
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.engine.writeNow { transaction in
                try store.append("s1", seen: 255, random: &random, in: transaction)
                throw Stop()
            }
        }
        #expect(try store.engine.readNow { try TreeNodeTable.count(level: 1, of: TestStore.log, in: $0) } == 0)
        try store.appendNow("s1", seen: 255, random: &random)
        #expect(try store.engine.readNow { try TreeNodeTable.count(level: 1, of: TestStore.log, in: $0) } == 1)
    }

    @Test(arguments: TestEngine.all)
    func `a checkpoint is kept as it was signed first, the newest is found, and witnesses sign under it`(
        _ kind: TestEngine
    ) throws {
        let store = try TestStore(kind)
        var random = SeededRandom(seed: 2)
        let seed = NoteSigner.newSeed(random: &random)
        let signer = try #require(NoteSigner(name: "motcua/h21", kind: .log, seed: seed))
        let witness = try #require(NoteSigner(name: "w", kind: .witness, seed: seed))
        func stored(_ size: Int, _ root: LedgerHash) throws -> StoredCheckpoint {
            let checkpoint = try #require(Checkpoint(origin: "motcua/h21", size: size, root: root))
            let note = CheckpointNote(checkpoint, signatures: [try signer.sign(checkpoint.text)])
            return StoredCheckpoint(note: note, signed: TestStore.noon)
        }
        let (first, second) = (try stored(5, .of([5])), try stored(9, .of([9])))
        try store.engine.writeNow { transaction in
            for checkpoint in [first, second, try stored(9, .of([0]))] {
                try CheckpointTable.insert(checkpoint, of: TestStore.log, in: transaction.sql)
            }
            for at in [100, 200] {
                try CosignatureTable.insert(
                    try witness.cosign(first.note.body, at: at), size: 5, of: TestStore.log, at: TestStore.noon,
                    in: transaction.sql)
            }
        }
        try store.engine.readNow { sql throws in
            let log = TestStore.log
            #expect(try CheckpointTable.latest(of: log, in: sql) == second)
            #expect(try CheckpointTable.find(size: 5, of: log, in: sql) == first)
            #expect(try CheckpointTable.find(size: 6, of: log, in: sql) == nil)
            #expect(try CheckpointTable.newest(limit: 9, of: log, in: sql) == [second, first])
            #expect(try CheckpointTable.newest(below: 9, limit: 9, of: log, in: sql) == [first])
            #expect(try CheckpointTable.latest(of: "other", in: sql) == nil)
            #expect(try CosignatureTable.find(size: 5, of: log, in: sql).map(\.witnessedAt) == [200])
            #expect(try CosignatureTable.latestSize(of: log, in: sql) == 5)
            #expect(try CosignatureTable.latestSize(of: "other", in: sql) == nil)
            let signed = try #require(try CosignatureTable.latest(by: "w", of: log, in: sql))
            #expect(signed.size == 5 && signed.at == TestStore.noon)
            #expect(try CosignatureTable.latest(by: "nobody", of: log, in: sql) == nil)
            #expect(try CheckpointTable.firstSigned(after: 5, of: log, in: sql) == TestStore.noon)
            #expect(try CheckpointTable.firstSigned(after: 9, of: log, in: sql) == nil)
        }
    }
}
