import Core
import Foundation
import Ledger
import Store
import UseCases

/// Makes a prepared province larger by copying its lives (nhân dữ liệu mẫu), for measuring alone.
///
/// Records are made by the ledger's own code and the ledger holds: `LedgerCheck` and `motcua rebuild` find nothing.
/// The tables are written as rows in one go, not projected event by event: that would take some ten times as long.
struct Grower {
    /// Lives a transaction.
    private static let batch = 5_000
    /// Batches that may wait for the engine.
    private static let waiting = 2

    let place: Place

    /// Grows to so many dossiers; gives how many were added, and the seconds.
    func grow(to target: Int, progress: @Sendable (Int) -> Void) throws -> (added: Int, seconds: Double) {
        let begun = Stopwatch.now
        // Asked first: the lives of a province that is large already would fill the memory.
        let there = Int(try place.ledger().rows("SELECT count(*) FROM dossier")[0][0].number)
        guard target > there else { return (0, 0) }
        var copier = try copier()
        let sink: any GrownSink
        switch place {
        case .sqlite: sink = try SQLiteSink(place)
        case .postgres(_, let server, let database): sink = try PostgresSink(server, database)
        }
        try sink.begin()
        let queue = GrownQueue(most: Grower.waiting)
        let made = Made()
        let start = copier
        let thread = Thread {
            var copier = start
            do {
                var left = target - there
                while left > 0, queue.isOpen {
                    let rows = try copier.next(min(Grower.batch, left))
                    left -= rows.lives
                    queue.put(rows)
                }
                made.set(.success(copier))
            } catch {
                made.set(.failure(error))
            }
            queue.end()
        }
        thread.stackSize = 16 << 20
        thread.start()
        var added = 0
        do {
            while let rows = queue.take() {
                try sink.take(rows)
                added += rows.lives
                progress(there + added)
            }
        } catch {
            queue.close()
            throw error
        }
        copier = try made.get()
        try sink.finish(copier)
        return (added, Double(Stopwatch.now - begun) / 1_000_000)
    }

    /// The office is closed again before anything is written.
    private func copier() throws -> LifeCopier {
        let office = try place.office(holder: "motcua-bench grow")
        defer { office.store.close() }
        guard let head = try office.store.readNow({ try office.reader.head($0) }) else {
            throw RawFailure(description: "the ledger is empty")
        }
        let ledger = try place.ledger()
        let templates = try LifeTemplate.read(office, from: ledger)
        guard !templates.isEmpty else { throw RawFailure(description: "it holds no dossier to copy") }
        return try LifeCopier(
            office, master: try MasterKey(try MasterKeyText.read(place.folder.masterKey)), head: head,
            templates: templates, from: ledger)
    }
}

/// What the thread that makes lives came to; read once its queue has ended.
private final class Made: @unchecked Sendable {
    private var outcome: Result<LifeCopier, any Error>?

    func set(_ outcome: Result<LifeCopier, any Error>) { self.outcome = outcome }

    func get() throws -> LifeCopier {
        guard let outcome else { throw RawFailure(description: "growing ended early") }
        return try outcome.get()
    }
}

/// Hands grown rows from who makes them to who stores them, a few at a time.
private final class GrownQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private let most: Int
    private var rows: [GrownRows] = []
    private var hasEnded = false
    private var isClosed = false

    init(most: Int) { self.most = most }

    var isOpen: Bool {
        condition.lock()
        defer { condition.unlock() }
        return !isClosed
    }

    func put(_ new: GrownRows) {
        condition.lock()
        defer { condition.unlock() }
        while rows.count >= most, !isClosed { condition.wait() }
        rows.append(new)
        condition.broadcast()
    }

    /// Nil once all were taken.
    func take() -> GrownRows? {
        condition.lock()
        defer { condition.unlock() }
        while rows.isEmpty, !hasEnded { condition.wait() }
        defer { condition.broadcast() }
        return rows.isEmpty ? nil : rows.removeFirst()
    }

    func end() { change { hasEnded = true } }
    func close() { change { isClosed = true } }

    private func change(_ work: () -> Void) {
        condition.lock()
        work()
        condition.broadcast()
        condition.unlock()
    }
}
