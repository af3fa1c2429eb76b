public import Core
import Ledger
public import Store

/// How far the log is signed, and whether anything is wrong with the signing (tình trạng ký sổ).
public struct LogStanding: Sendable {
    /// Records in the log.
    public let size: Int
    /// The newest signed checkpoint; nil before the first.
    public let checkpoint: StoredCheckpoint?
    /// Since when the oldest record waits that no checkpoint covers; nil if none does.
    public let waitingSince: Instant?
    /// Why this process could not sign when it last tried; nil where it could, or never tried.
    public let failure: LogFailure?
    /// How far each known witness has signed.
    public let witnesses: [WitnessStanding]
    /// When all this was looked at.
    public let seen: Instant

    /// A record waits no longer than this while all is well.
    public static let lateAfter: Duration = .seconds(300)

    /// Records under a signed checkpoint.
    public var signedSize: Int { checkpoint?.note.checkpoint.size ?? 0 }

    /// Witnesses that have not signed for too long.
    public var lateWitnesses: [WitnessStanding] { witnesses.filter { $0.isLate(at: seen) } }

    /// True if something is wrong: signing failed, or nothing was signed for too long.
    public var isLate: Bool {
        if failure != nil { return true }
        guard let waitingSince else { return false }
        return seen.microseconds - waitingSince.microseconds > LogStanding.lateAfter.microseconds
    }
}

/// Why no checkpoint was signed.
public enum LogFailure: String, CaseIterable, Error, Hashable, Sendable {
    /// The key's file is missing, unreadable, or no key.
    case key
    /// Another key than signed the last checkpoint, without a record of the change: to everybody outside, a forgery.
    case otherKey
    /// The log does not begin with what was signed before: its history was changed.
    case history
    /// The store did not answer.
    case store
}

extension Duration {
    fileprivate var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
