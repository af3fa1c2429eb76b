import Core

extension Record {
    /// All the record says, as canonical JSON: every field but salt and leaf, and in place of `sealed` its SHA-256.
    ///
    /// Built by hand in the order of the keys around the stored bytes of the body, so that the body is hashed as it
    /// was stored; the code in a reception and the number in a submission stand there as their salted hashes. Without
    /// personal data there is no `sealed`. Given with the salt, it proves the record to an outsider and names nobody.
    public var statement: [UInt8] { statement(after: []) }

    /// True for a reception or a submission of the form from before, whose statement names the paper that somebody
    /// holds: it is not disclosed.
    public var isNamedInClear: Bool { CodeRedaction.of(kind: kind)?.isPlain(body) ?? false }

    /// What the public entry says of the record: SHA-256(salt ‖ statement).
    public var commitment: LedgerHash { .of(statement(after: salt)) }

    /// The record's entry in the Merkle tree, `{"class":…,"commit":…,"seq":…}`; nil if the kind has no known class.
    public var entry: [UInt8]? {
        guard let recordClass else { return nil }
        var output = CanonicalWriter(capacity: 128)
        output.append("{\"class\":")
        output.append(quoted: recordClass.rawValue)
        output.append(",\"commit\":\"")
        commitment.withBytes { output.append(hexadecimal: $0) }
        output.append("\",\"seq\":")
        output.append(Int64(seq))
        output.append("}")
        return output.bytes
    }

    /// The leaf as the other fields give it; nil if the kind has no known class.
    public var computedLeaf: LedgerHash? { entry.map(LedgerHash.leaf) }

    private func statement(after start: [UInt8]) -> [UInt8] {
        var output = CanonicalWriter(capacity: start.count + body.count + 512)
        output.append(raw: start)
        output.append("{\"actor\":")
        output.append(quoted: actor.text)
        output.append(",\"at\":")
        output.append(at.microseconds)
        output.append(",\"body\":")
        output.append(raw: CodeRedaction.of(kind: kind)?.redacted(body) ?? body)
        output.append(",\"command\":")
        output.append(quoted: command.text)
        output.append(",\"kind\":")
        output.append(quoted: kind)
        output.append(",\"log\":")
        output.append(quoted: log.text)
        output.append(",\"node\":")
        output.append(quoted: node.text)
        output.append(",\"nodeSeq\":")
        output.append(Int64(nodeSeq))
        output.append(",\"recorded\":")
        output.append(recorded.microseconds)
        if let sealed {
            output.append(",\"sealed\":\"")
            LedgerHash.of(sealed).withBytes { output.append(hexadecimal: $0) }
            output.append("\"")
        }
        output.append(",\"seq\":")
        output.append(Int64(seq))
        output.append(",\"stream\":")
        output.append(quoted: stream.text)
        output.append(",\"version\":")
        output.append(Int64(version))
        output.append("}")
        return output.bytes
    }
}
