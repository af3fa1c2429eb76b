/// A failure of the store: the world broke, no rule said no.
///
/// Why three parts: the code is what programs and the problem table branch on, the reason is for the log and the
/// person who mends it, the place says where (a stream, a file, a table). Two failures are equal when their codes are.
public struct StoreError: Error, Sendable {
    /// What happened, as programs and the problem table branch on it.
    public enum Code: String, Sendable, CaseIterable {
        /// More callers wait than the store queues, or another process held its lock too long.
        case busy
        /// The store was closed, or is closing.
        case closed
        /// Another process writes to this data folder; the reason names it.
        case heldElsewhere
        /// The stream moved on since the caller looked; the place is the stream.
        case versionConflict
        /// A row with this key is there already.
        case duplicate
        /// Another rule of the database refused a row.
        case constraint
        /// A record was to be changed or removed; the database itself refuses that.
        case immutable
        /// No room on the disk.
        case diskFull
        /// The store, the disk or this connection takes no writes.
        case readOnly
        /// What is stored is not what was written.
        case corrupt
        /// The disk failed to read or write.
        case disk
        /// The database cannot be opened or reached.
        case unreachable
        /// Writes would not survive a power cut; the store does not start so.
        case notDurable
        /// A newer program made this database.
        case newerDatabase
        /// The database still lacks migrations of this program.
        case olderDatabase
        /// A migration that was carried out has another text in this program.
        case changedMigration
        /// The commit failed in a way that leaves open whether it was stored; the command id tells.
        case commitUnknown
        /// The transaction was undone as a whole, with jobs in it that had not failed.
        case undone
        /// The keyring holds no key for the stream, not even a destroyed one.
        case keyMissing
        /// The key of the stream was destroyed; nothing personal may be added to it.
        case keyDestroyed
        /// The keyring was made under another master key.
        case wrongMasterKey
        /// A stored file is not there.
        case fileMissing
        /// A statement is wrong: a mistake in the program.
        case statement
    }

    /// What the caller may do next.
    public enum Retry: Hashable, Sendable {
        case never
        /// The same call may well succeed after this time.
        case afterSeconds(Int)
        /// Look the command up first: it may have been stored.
        case afterLookingUp
        /// Load again and decide anew.
        case afterReloading
    }

    public var code: Code
    /// What happened, in English, without personal data.
    public var reason: String
    /// Where: a stream, a file, a table.
    public var place: String

    public init(_ code: Code, _ reason: String, at place: String) {
        self.code = code
        self.reason = reason
        self.place = place
    }

    /// Whether and when the same call may be made again; it follows from the code alone.
    public var retry: Retry {
        switch code {
        case .busy: .afterSeconds(1)
        case .unreachable: .afterSeconds(5)
        case .diskFull, .disk: .afterSeconds(30)
        case .commitUnknown: .afterLookingUp
        case .versionConflict: .afterReloading
        case .undone: .afterSeconds(1)
        case .closed, .heldElsewhere, .duplicate, .constraint, .immutable, .readOnly, .corrupt, .notDurable,
            .newerDatabase, .olderDatabase, .changedMigration, .keyMissing, .keyDestroyed, .wrongMasterKey,
            .fileMissing, .statement:
            .never
        }
    }
}

extension StoreError: Equatable {
    /// Equal by code: reason and place are for people.
    public static func == (a: StoreError, b: StoreError) -> Bool { a.code == b.code }
}

extension StoreError: CustomStringConvertible {
    /// For logs, in English; holds nothing personal.
    public var description: String { "\(code.rawValue) at \(place): \(reason)" }
}
