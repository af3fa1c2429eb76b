public import Core
public import Ledger
import Store

/// To whom facts are disclosed (đơn vị nhận dữ kiện): an office's name, as it stands in the audit line.
public struct AuditorName: Hashable, Sendable {
    public let text: String

    /// Nil unless it has 2 to 120 characters, none of them a control.
    public init?(_ text: String) {
        guard (2...120).contains(text.count),
            text.unicodeScalars.allSatisfy({ !$0.properties.generalCategory.isControl })
        else { return nil }
        self.text = text
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isControl: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
        default: false
        }
    }
}

/// Writes what an auditor may know: every record of a period, without what is sealed, names, dossier codes or
/// submission numbers.
///
/// Each fact is the statement that its public entry commits to, with the salt that proves it. Records stand in the
/// order in which the ledger took them, so a period is told whole: the records before and after it are told as well,
/// and show by their moments that nothing lies between.
public struct Disclosure {
    /// What was told.
    public struct Outcome: Hashable, Sendable {
        public var facts: Int
        /// Records of an old form, which hold a dossier's code or number in clear.
        public var withheld: Int
        public var checkpoint: Checkpoint
    }

    /// There is no signed checkpoint yet by which facts could be checked.
    public struct NoCheckpoint: Error {}

    private let office: Office
    private let from: CivilDate
    private let to: CivilDate
    private let auditor: AuditorName

    /// - Parameter to: the last day, wholly included. Days are those on which the ledger took the records.
    public init(_ office: Office, from: CivilDate, to: CivilDate, for auditor: AuditorName) {
        precondition(from <= to)
        self.office = office
        self.from = from
        self.to = to
        self.auditor = auditor
    }

    /// Writes the disclosure as one JSON object, a fact a line.
    ///
    /// - Parameters:
    ///   - begun: told how many records lie in the period, before the first byte goes out; what it throws ends all.
    ///   - write: takes the next bytes; called with a few hundred kilobytes at a time.
    public func run(
        begun: (_ records: Int) throws -> Void = { _ in }, write: @escaping ([UInt8]) throws -> Void
    ) throws -> Outcome {
        try office.store.readNow { sql in
            let log = office.reader.log
            guard let newest = try CheckpointTable.latest(of: log, in: sql) else { throw NoCheckpoint() }
            let size = newest.note.checkpoint.size
            let first = try place(Instant(from, minute: 0), below: size, sql)
            let end = try place(Instant(to.adding(days: 1), minute: 0), below: size, sql)
            try begun(end - first)
            var told = Telling(write: write)
            try told.begin(
                before: try neighbour(first - 1, below: size, sql), after: try neighbour(end, below: size, sql),
                [
                    ("checkpoint", newest.note.text), ("for", auditor.text), ("format", Disclosure.format),
                    ("from", from.iso), ("log", log.text), ("to", to.iso),
                ], first: first, count: end - first)
            var next = first
            while next < end {
                let records = try office.reader.records(from: next, limit: min(end - next, Disclosure.page), sql)
                guard let last = records.last, last.seq - next + 1 == records.count else {
                    throw StoreError(.corrupt, "records are missing", at: "record \(next)")
                }
                for record in records { try told.tell(record) }
                next = last.seq + 1
            }
            try told.end()
            return Outcome(facts: told.facts, withheld: told.withheld.count, checkpoint: newest.note.checkpoint)
        }
    }

    static let format = "motcua-disclosure/1"
    private static let page = 1_000

    /// The first record taken at this moment or later, or the number after the last. The ledger's moments only rise.
    private func place(_ moment: Instant, below size: Int, _ sql: any SQLConnection) throws -> Int {
        var (low, high) = (0, size)
        while low < high {
            let middle = (low + high) / 2
            guard let record = try office.reader.records(from: middle, limit: 1, sql).first, record.seq == middle else {
                throw StoreError(.corrupt, "a record is missing", at: "record \(middle)")
            }
            if record.recorded < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func neighbour(_ seq: Int, below size: Int, _ sql: any SQLConnection) throws -> Record? {
        guard seq >= 0, seq < size else { return nil }
        return try office.reader.records(from: seq, limit: 1, sql).first
    }
}
