import Ledger
import Store

/// The text of a disclosure while it is written.
struct Telling {
    let write: ([UInt8]) throws -> Void
    private(set) var facts = 0
    private(set) var withheld: [Int] = []
    private var waiting: [UInt8] = []

    /// Bytes that wait before they are handed on.
    private static let chunk = 256 * 1024

    init(write: @escaping ([UInt8]) throws -> Void) { self.write = write }

    /// One record as an auditor checks it.
    private struct Fact: Encodable {
        var salt: String
        var seq: Int
        var statement: String
    }

    mutating func begin(
        before: Record?, after: Record?, _ words: [(name: String, value: String)], first: Int, count: Int
    ) throws {
        add("{")
        for (name, record) in [("after", after), ("before", before)] {
            add("\"\(name)\":")
            if let record, let fact = try fact(record) { waiting += fact } else { add("null") }
            add(",\n")
        }
        for (name, value) in words { add("\"\(name)\":\(try quoted(value)),\n") }
        add("\"count\":\(count),\n\"first\":\(first),\n\"facts\":[")
    }

    mutating func tell(_ record: Record) throws {
        guard let fact = try fact(record) else {
            withheld.append(record.seq)
            return
        }
        add(facts == 0 ? "\n" : ",\n")
        waiting += fact
        facts += 1
        if waiting.count >= Telling.chunk {
            try write(waiting)
            waiting.removeAll(keepingCapacity: true)
        }
    }

    mutating func end() throws {
        add("\n],\n\"withheld\":[" + withheld.map { "{\"seq\":\($0)}" }.joined(separator: ",") + "]}\n")
        try write(waiting)
        waiting = []
    }

    private mutating func add(_ text: String) { waiting += Array(text.utf8) }

    /// Nil for a record of the form from before codes and numbers were put under a salt: it names the dossier.
    private func fact(_ record: Record) throws -> [UInt8]? {
        if record.isNamedInClear { return nil }
        guard let statement = String(validating: record.statement, as: UTF8.self) else {
            throw StoreError(.corrupt, "the statement is no text", at: "record \(record.seq)")
        }
        let salt = record.salt.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return try CanonicalEncoder().encode(Fact(salt: salt, seq: record.seq, statement: statement))
    }

    private func quoted(_ text: String) throws -> String {
        String(decoding: try CanonicalEncoder().encode(text), as: UTF8.self)
    }
}
