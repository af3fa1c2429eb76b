/// A checkpoint with its signatures, as it is handed out (C2SP tlog-checkpoint in a signed note).
///
/// Reading one proves nothing yet: ask a verifier key that was got another way.
public struct CheckpointNote: Hashable, Sendable {
    public let checkpoint: Checkpoint
    /// The exact text that was signed: the checkpoint's three lines, and any more that a log added.
    public let body: String
    public private(set) var signatures: [NoteSignature]

    /// Longest note that is read, in bytes.
    public static let bytesMax = 1 << 16
    /// Most signatures that are read.
    public static let signaturesMax = 64

    /// A checkpoint with the signatures that were made for it.
    public init(_ checkpoint: Checkpoint, signatures: [NoteSignature]) {
        self.checkpoint = checkpoint
        body = checkpoint.text
        self.signatures = signatures
    }

    /// The whole note: body, an empty line, the signatures.
    public var text: String { body + "\n" + signatures.map { $0.line + "\n" }.joined() }

    /// Adds signatures, those of witnesses; one of the same key takes the place of the one before.
    public mutating func add(_ more: [NoteSignature]) {
        for signature in more {
            signatures.removeAll { $0.name == signature.name && $0.keyID == signature.keyID }
            signatures.append(signature)
        }
    }

    /// Reads a note strictly.
    public init(parsing text: String) throws(NoteError) {
        guard text.utf8.count <= CheckpointNote.bytesMax else { throw .tooLong }
        guard text.utf8.last == 10, text.utf8.allSatisfy({ $0 >= 32 || $0 == 10 }) else { throw .text }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines.removeLast()
        guard let blank = lines.lastIndex(of: "") else { throw .unsigned }
        let signed = lines[(blank + 1)...]
        guard !signed.isEmpty else { throw .unsigned }
        guard signed.count <= CheckpointNote.signaturesMax else { throw .tooLong }
        signatures = []
        for line in signed {
            guard let signature = NoteSignature(line: line) else { throw .signatureLine }
            signatures.append(signature)
        }
        let head = lines[..<blank]
        guard head.count >= 3, !head.contains(""), let size = Int(head[1]), String(size) == head[1],
            let root = Base64.bytes(head[2]).flatMap({ LedgerHash($0) }),
            let checkpoint = Checkpoint(origin: String(head[0]), size: size, root: root)
        else { throw .checkpoint }
        self.checkpoint = checkpoint
        body = head.map { $0 + "\n" }.joined()
    }

    /// Reads a note from bytes, which must be UTF-8.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= CheckpointNote.bytesMax else { throw .tooLong }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .text }
        try self.init(parsing: text)
    }
}

/// One line of signature: who, and over what key.
public struct NoteSignature: Hashable, Sendable {
    public let name: String
    /// Four bytes that tell keys of one name apart.
    public let keyID: [UInt8]
    /// What the key made of the body: 64 bytes of a log, 72 of a witness, who puts the moment before it.
    public let bytes: [UInt8]

    /// Longest signature that is read, in bytes: those against quantum computers are nearly 5 kB.
    public static let bytesMax = 8_192
    private static let dash = "\u{2014} "

    init(name: String, keyID: [UInt8], bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads `— name base64`; nil for any other line.
    public init?(line: some StringProtocol) {
        guard line.hasPrefix(NoteSignature.dash) else { return nil }
        let parts = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, NoteName.isValid(parts[0]), parts[1].utf8.count <= NoteSignature.bytesMax * 4 / 3,
            let all = Base64.bytes(parts[1]), all.count > 4
        else { return nil }
        self.init(name: String(parts[0]), keyID: Array(all[..<4]), bytes: Array(all[4...]))
    }

    /// The line, without a line feed.
    public var line: String { NoteSignature.dash + name + " " + Base64.text(keyID + bytes) }

    /// When a witness signed, in seconds since 1970; nil for a signature of another length than his.
    public var witnessedAt: Int? {
        guard bytes.count == 72 else { return nil }
        return Int(exactly: bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
