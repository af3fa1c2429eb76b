/// What a server tells of a command that was handed to it (lời báo); one JSON object a line.
public enum ControlTold: Hashable, Sendable {
    /// Text for the output, as it is, without a line's end of its own.
    case text(String)
    /// A line for the error stream.
    case note(String)
    /// How far it is.
    case progress(String, done: Int, of: Int)
    /// The last word: the exit code.
    case ended(Int32)
}

extension ControlTold: Codable {
    private enum Key: String, CodingKey { case text, note, progress, done, of, exit }

    /// `{"text":…}`, `{"note":…}`, `{"progress":…,"done":…,"of":…}` or `{"exit":…}`.
    public func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let text): try line.encode(text, forKey: .text)
        case .note(let text): try line.encode(text, forKey: .note)
        case .progress(let label, let done, let total):
            try line.encode(label, forKey: .progress)
            try line.encode(done, forKey: .done)
            try line.encode(total, forKey: .of)
        case .ended(let code): try line.encode(code, forKey: .exit)
        }
    }

    /// Throws for a line that is none of the four.
    public init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        if let text = try line.decodeIfPresent(String.self, forKey: .text) {
            self = .text(text)
        } else if let note = try line.decodeIfPresent(String.self, forKey: .note) {
            self = .note(note)
        } else if let label = try line.decodeIfPresent(String.self, forKey: .progress) {
            self = .progress(
                label, done: try line.decode(Int.self, forKey: .done), of: try line.decode(Int.self, forKey: .of))
        } else {
            self = .ended(try line.decode(Int32.self, forKey: .exit))
        }
    }
}

/// The line that hands a command over: the form, the command's name and its arguments.
struct ControlRequest<Arguments> {
    var form = ControlForm.number
    var command: String
    var arguments: Arguments
}

extension ControlRequest: Encodable where Arguments: Encodable {}
extension ControlRequest: Decodable where Arguments: Decodable {}

/// What every request begins with, whatever the command's arguments are.
struct ControlHead: Decodable {
    var form: Int
    var command: String
}

enum ControlForm {
    /// Raised when a line changes its meaning; another one is refused by name.
    static let number = 1
}

/// Why a command that was handed over came to no end of its own.
public enum ControlFault: Error, Hashable, Sendable {
    /// The server's socket is another user's.
    case otherUser
    /// The server ended before its last word: whether the command was carried out is not known.
    case brokenOff
    /// What came back is no answer.
    case notUnderstood
    /// Whoever handed the command over has gone, or takes nothing more.
    case gone
    /// The server is stopping; what can be given again is given up.
    case stopping
    /// The arguments are not those of the command: another version handed it over.
    case arguments
}
