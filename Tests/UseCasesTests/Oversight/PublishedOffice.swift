import Core
import Ledger
import Store

@testable import UseCases

/// A small office whose log is signed and published in memory, with a little more than one full tile of records.
final class PublishedOffice: LogSource {
    let office: TestOffice
    let signer: NoteSigner
    /// What is answered instead of the truth, by address.
    var forged: [String: [UInt8]] = [:]
    /// Set where the log is shown as of another checkpoint than its newest.
    var shown: CheckpointNote?

    struct NotThere: Error {}

    /// - Parameter seed: two of different seeds have different histories from their first record on.
    init(dossiers: Int = 2, seed: UInt64 = 1) throws {
        office = try TestOffice(seed: seed)
        var random = SeededRandom(seed: 11)
        guard
            let made = NoteSigner(name: "motcua/H21", kind: .log, seed: NoteSigner.newSeed(random: &random))
        else { throw NotThere() }
        signer = made
        for _ in 0..<dossiers { try office.settle(try office.received().stream) }
    }

    var log: LogID { office.office.reader.log }

    /// Signs the log's end as the server's chore does.
    @discardableResult
    func sign() throws -> CheckpointNote {
        let note = try noteOfNow()
        try office.office.store.writeNow { transaction in
            try CheckpointTable.insert(
                StoredCheckpoint(note: note, signed: self.office.clock.now()), of: self.log, in: transaction.sql)
        }
        return note
    }

    func noteOfNow() throws -> CheckpointNote {
        let head = try office.office.store.readNow { try office.office.reader.head($0) }
        guard let head, let checkpoint = Checkpoint(origin: "motcua/H21", size: head.size, root: head.root) else {
            throw NotThere()
        }
        return CheckpointNote(checkpoint, signatures: [try signer.sign(checkpoint.text)])
    }

    func bytes(_ path: String) throws -> [UInt8] {
        if let forged = forged[path] { return forged }
        return try office.office.store.readNow { sql in
            if path == "checkpoint" {
                let newest = try CheckpointTable.latest(of: log, in: sql)?.note
                guard let note = shown ?? newest else { throw NotThere() }
                return Array(note.text.utf8)
            }
            guard let tile = Tile(path: path) else { throw NotThere() }
            return try LogTiles(log: log).bytes(of: tile, sql)
        }
    }

    /// Changes the database behind the program's back.
    func tamper(_ statements: String...) throws {
        try office.office.store.writeNow { transaction in
            for trigger in ["record_unchanged", "record_kept", "record_added"] {
                try transaction.sql.execute("DROP TRIGGER IF EXISTS \(trigger)")
            }
            for statement in statements { try transaction.sql.execute(statement) }
        }
    }
}
