import Synchronization

/// A file that came with a form (tệp đính kèm), whole in memory until the use case has sealed it.
///
/// Why in memory: a file lying in a temporary folder would be personal data in clear on a disk; files are encrypted
/// under their dossier's key before they are written. `UploadBudget` bounds what all requests hold together.
struct UploadedFile: Sendable {
    /// The form field it came in.
    var field: String
    /// The name it had on the sender's device, without folders and control characters; only ever shown.
    var name: String
    var kind: AttachmentKind
    var bytes: [UInt8]
    /// Gives the memory back to the budget when the last copy is gone.
    let lease: UploadLease
}

/// What all uploads may hold in memory at one time, in bytes.
final class UploadBudget: Sendable {
    let bytesMax: Int
    private let held = Mutex(0)

    /// - Parameter bytesMax: two full forms with files at once, and room for many small ones.
    init(bytesMax: Int = 256 * 1024 * 1024) { self.bytesMax = bytesMax }

    var heldBytes: Int { held.withLock { $0 } }

    fileprivate func take(_ count: Int) -> Bool {
        held.withLock { held in
            guard held + count <= bytesMax else { return false }
            held += count
            return true
        }
    }

    fileprivate func giveBack(_ count: Int) { held.withLock { $0 -= count } }
}

/// One upload's share of the budget.
final class UploadLease: Sendable {
    private let budget: UploadBudget
    private let taken = Mutex(0)

    init(_ budget: UploadBudget) { self.budget = budget }

    deinit { budget.giveBack(taken.withLock { $0 }) }

    /// Takes `count` more bytes; refuses with "busy" when everybody's uploads together hold too much.
    func take(_ count: Int) throws(Problem) {
        guard budget.take(count) else { throw Problem(.serverBusy, retryAfterSeconds: 10) }
        taken.withLock { $0 += count }
    }
}
