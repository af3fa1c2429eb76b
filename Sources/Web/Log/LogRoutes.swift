import Core
import HTTPTypes
import Ledger
import Store
import UseCases

/// The log for everybody (sổ cái công khai): checkpoint and tiles for programs, two pages for people.
struct LogRoutes {
    let pages: Pages

    var routes: [Route] {
        let pages = pages
        let tiles: [PathPattern] = [.logTile1, .logTile2, .logTile3, .logTile4]
        return [
            .get(.logCheckpoint, access: .anyone) { _ in try await LogAnswers(pages: pages).checkpoint() },
            .get(.logCheckpointAt, access: .anyone) { call in
                try await LogAnswers(pages: pages).checkpoint(at: call.parameter("size"))
            },
            .get(.logVerifierPage, access: .anyone) { _ in
                try LogAnswers(pages: pages).verifier("kiem-chung.html", "text/html; charset=utf-8")
            },
            .get(.logVerifierProgram, access: .anyone) { _ in
                try LogAnswers(pages: pages).verifier("verify.py", "text/x-python; charset=utf-8")
            },
            .get(.ledger, access: .anyone) { call in try await LedgerPage(pages: pages).answer(call) },
            .get(.proof, access: .anyone) { call in ProofPage(pages: pages).form(call) },
            .get(.proofOf, access: .anyone) { call in try await ProofPage(pages: pages).answer(call) },
        ]
            + tiles.map { pattern in
                .get(pattern, access: .anyone) { call in try await LogAnswers(pages: pages).tile(call, pattern) }
            }
    }
}

/// What programs are given of the log (C2SP tlog-checkpoint and tlog-tiles).
struct LogAnswers {
    let pages: Pages

    private var log: LogID { pages.office.reader.log }

    /// The newest checkpoint with the signatures of its witnesses.
    func checkpoint() async throws -> Reply {
        let log = log
        let note = try await pages.office.store.read { sql -> CheckpointNote? in
            guard let kept = try CheckpointTable.latest(of: log, in: sql) else { return nil }
            return try LogAnswers.witnessed(kept.note, log, sql)
        }
        return try LogAnswers.reply(note)
    }

    /// The checkpoint that was signed at a size: the proof of what the log said then, such as before a change of key.
    func checkpoint(at typed: String) async throws -> Reply {
        let log = log
        guard let size = Int(typed), String(size) == typed else { throw Problem(.notFound) }
        let note = try await pages.office.store.read { sql -> CheckpointNote? in
            guard let kept = try CheckpointTable.find(size: size, of: log, in: sql) else { return nil }
            return try LogAnswers.witnessed(kept.note, log, sql)
        }
        return try LogAnswers.reply(note)
    }

    private static func witnessed(
        _ note: CheckpointNote, _ log: LogID, _ sql: any SQLConnection
    ) throws -> CheckpointNote {
        var note = note
        note.add(try CosignatureTable.find(size: note.checkpoint.size, of: log, in: sql))
        return note
    }

    /// Never kept by a cache: the next one, or one more witness, may come at any moment.
    private static func reply(_ note: CheckpointNote?) throws -> Reply {
        guard let note else { throw Problem(.notFound) }
        var reply = Reply.text(note.text)
        reply.headers[.cacheControl] = "no-cache"
        return reply
    }

    /// A tile or a bundle of entries under the newest checkpoint; what is not signed yet is not there.
    ///
    /// An address that is spelt otherwise than the specification says is refused as not found, so that no cache keeps
    /// a tile twice.
    func tile(_ call: Call, _ pattern: PathPattern) async throws -> Reply {
        let path = (["tile"] + pattern.holes.map { call.parameter($0) }).joined(separator: "/")
        guard let tile = Tile(path: path) else { throw Problem(.notFound) }
        let log = log
        let bytes = try await pages.office.store.read { sql -> [UInt8]? in
            let signed = try CheckpointTable.latest(of: log, in: sql)?.note.checkpoint.size ?? 0
            guard tile.isWithin(treeOf: signed) else { return nil }
            return try LogTiles(log: log).bytes(of: tile, sql)
        }
        guard let bytes else { throw Problem(.notFound) }
        var reply = Reply.bytes(bytes, "application/octet-stream")
        reply.headers[.cacheControl] = "public, max-age=31536000, immutable"
        return reply
    }

    /// A verifier that works without this site: saved, never run within it.
    func verifier(_ name: String, _ contentType: String) throws -> Reply {
        guard let bytes = pages.verifiers[name] else { throw Problem(.notFound) }
        return Reply.download(bytes, contentType, name: name)
    }
}
