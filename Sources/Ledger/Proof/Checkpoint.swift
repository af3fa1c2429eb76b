/// What a log says of itself at one size (điểm chốt sổ): its name, how many records it has, and the root over them.
public struct Checkpoint: Hashable, Sendable {
    /// The log's name in all it signs, such as `motcua/H21`.
    public let origin: String
    public let size: Int
    public let root: LedgerHash

    /// Nil for a negative size, and for an origin that is empty, too long, or cannot stand in a line.
    public init?(origin: String, size: Int, root: LedgerHash) {
        guard NoteName.isValid(origin), size >= 0 else { return nil }
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed: origin, size and root in base64, each ended by a line feed (C2SP tlog-checkpoint).
    public var text: String { "\(origin)\n\(size)\n\(Base64.text(root.bytes))\n" }
}

/// Why bytes are no signed checkpoint.
public enum NoteError: Error, Hashable, Sendable {
    /// Longer than `CheckpointNote.bytesMax`, or more lines of signatures than `signaturesMax`.
    case tooLong
    /// Not UTF-8, a control character, or no line feed at the end.
    case text
    /// No empty line before the signatures, or no signature after it.
    case unsigned
    /// A line below the empty one that is no signature.
    case signatureLine
    /// The origin, the size or the root is missing or spelt otherwise than it should be.
    case checkpoint
}

/// Names in notes: of a log, of a witness.
enum NoteName {
    static let bytesMax = 200

    /// Without spaces, plus signs and controls, so that it can stand in a line and in a verifier key.
    static func isValid(_ name: some StringProtocol) -> Bool {
        (1...bytesMax).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "+" && !$0.properties.isWhitespace }
    }
}
