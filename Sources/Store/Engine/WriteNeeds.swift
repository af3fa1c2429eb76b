public import Core
public import Ledger

/// What a writing closure will look up first (điều cần biết trước khi ghi), told beforehand.
///
/// Why: on an engine at the end of a wire each question waits for its answer; so a batch asks for all its closures at
/// once. Only a hint: what was not told, or is not what is asked later, is looked up then.
public struct WriteNeeds: Sendable {
    /// The stream of a log whose end is wanted.
    public var streams: [StreamOfLog]
    /// Answers kept against repeats.
    public var answers: [AnswerKey]

    /// Nothing is known beforehand.
    public static let none = WriteNeeds()

    public init(streams: [StreamOfLog] = [], answers: [AnswerKey] = []) {
        self.streams = streams
        self.answers = answers
    }
}

/// A stream of one log.
public struct StreamOfLog: Hashable, Sendable {
    public var stream: StreamID
    public var log: LogID

    public init(_ stream: StreamID, of log: LogID) {
        self.stream = stream
        self.log = log
    }
}

/// An account and the key under which it may repeat a request.
public struct AnswerKey: Hashable, Sendable {
    public var actor: ActorID
    public var key: String

    public init(_ actor: ActorID, _ key: String) {
        self.actor = actor
        self.key = key
    }
}

extension Transaction {
    /// Asks for what the closures of a batch will look up, in one question of each kind.
    func prepare(for needs: [WriteNeeds]) throws {
        let streams = Set(needs.flatMap(\.streams))
        for log in Set(streams.map(\.log)) {
            let wanted = streams.filter { $0.log == log }.map(\.stream)
            let found = try RecordRow.tails(of: wanted, log, sql)
            for stream in wanted { know(found[stream] ?? .none, of: StreamOfLog(stream, of: log)) }
        }
        let keys = Array(Set(needs.flatMap(\.answers)))
        guard !keys.isEmpty else { return }
        let found = try IdempotencyTable.find(keys, in: sql)
        for key in keys { know(found[key], under: key) }
    }
}
