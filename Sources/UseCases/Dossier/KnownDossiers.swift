import Core
import Store
import Synchronization

/// Dossiers as their last records left them (hồ sơ đang nhớ), so that a command need not read a whole story again.
///
/// Each stands beside the hash of its last record, and is used only where the ledger ends a stream with that very hash:
/// what an undone transaction, another process or a restored copy left can never be mistaken for the truth. Nothing
/// personal is held.
final class KnownDossiers: Sendable {
    private struct Memory {
        var young: [DossierID: Known] = [:]
        var old: [DossierID: Known] = [:]
    }

    private struct Known {
        var tail: StreamTail
        var dossier: Dossier
    }

    private let memory = Mutex(Memory())
    private let most: Int

    /// - Parameter most: dossiers held at most; half of them are let go of together, those not asked for lately.
    init(most: Int = 4_000) { self.most = most }

    /// The dossier as of this record; nil where it has to be read.
    func find(_ stream: DossierID, at tail: StreamTail) -> Dossier? {
        let known = memory.withLock { memory -> Known? in
            if let young = memory.young[stream] { return young }
            guard let old = memory.old[stream] else { return nil }
            keep(old, stream, &memory)
            return old
        }
        return known?.tail == tail ? known?.dossier : nil
    }

    /// Holds a dossier as this record left it.
    func keep(_ dossier: Dossier, as stream: DossierID, at tail: StreamTail) {
        var lean = dossier
        lean.forgetPersonal()
        memory.withLock { keep(Known(tail: tail, dossier: lean), stream, &$0) }
    }

    private func keep(_ known: Known, _ stream: DossierID, _ memory: inout Memory) {
        memory.young[stream] = known
        if memory.young.count > most / 2 {
            memory.old = memory.young
            memory.young = [:]
        }
    }
}
