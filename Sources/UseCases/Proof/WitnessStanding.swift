public import Core
import Ledger
import Store

/// How far a known witness has signed the log (tình trạng người làm chứng).
///
/// Why it is looked at: a witness who fell silent protects nobody, and its machine is not ours to watch.
public struct WitnessStanding: Hashable, Sendable {
    /// The name in the witness's verifier key.
    public let name: String
    /// Size of the newest checkpoint that it signed; nil before its first signature.
    public let size: Int?
    /// When that signature came in.
    public let at: Instant?
    /// When the oldest checkpoint was signed that the witness has not signed, nor a later one; nil where none waits.
    public let waitingSince: Instant?

    /// A witness looks every minute and may be switched off at night; one that misses a whole day is told of.
    public static let lateAfterMinutes = 24 * 60

    /// True if a checkpoint has waited for this witness for too long.
    public func isLate(at now: Instant) -> Bool {
        guard let waitingSince else { return false }
        return now > waitingSince.adding(minutes: WitnessStanding.lateAfterMinutes)
    }

    /// As a connection sees it.
    static func look(at name: String, of log: LogID, _ sql: any SQLConnection) throws -> WitnessStanding {
        let latest = try CosignatureTable.latest(by: name, of: log, in: sql)
        return WitnessStanding(
            name: name, size: latest?.size, at: latest?.at,
            waitingSince: try CheckpointTable.firstSigned(after: latest?.size ?? 0, of: log, in: sql))
    }
}
