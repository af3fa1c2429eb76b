import Foundation
import SQLiteEngine

/// Where a command says what it does (nơi lệnh báo lại): this terminal, or whoever handed it to the server.
protocol CommandVoice: AnyObject {
    /// Output as it is; throws where nobody takes it any more.
    func say(_ text: String) throws
    /// A line beside the output.
    func note(_ line: String)
    func progress(_ label: String, _ done: Int, of total: Int)
    /// Throws where the command should be given up because the process is to end.
    func checkGoesOn() throws
}

extension CommandVoice {
    /// A line of output about what is done already: done it stays, whether or not somebody still listens.
    func tell(_ line: String) {
        do { try say(line + "\n") } catch {
            // Whoever asked has gone.
        }
    }
}

/// This process's own output.
class TerminalVoice: CommandVoice {
    private let output: FileHandle
    private var lines: [String: ProgressLine] = [:]

    init(_ output: FileHandle = .standardOutput) { self.output = output }

    func say(_ text: String) throws { try output.write(contentsOf: Data(text.utf8)) }

    func note(_ line: String) { writeError(line) }

    func progress(_ label: String, _ done: Int, of total: Int) {
        lines[label, default: ProgressLine(label)].tell(done, of: total)
    }

    func checkGoesOn() {}

    /// Says what a server told.
    func pass(_ told: ControlTold) throws {
        switch told {
        case .text(let text): try say(text)
        case .note(let line): note(line)
        case .progress(let label, let done, let total): progress(label, done, of: total)
        case .ended: break
        }
    }
}

/// This process again, with the output kept for the command to read.
final class LineSink: TerminalVoice {
    private var text = ""

    var lines: [Substring] { text.split(separator: "\n") }

    override func say(_ text: String) { self.text += text }
}

/// Whoever handed the command to this server.
final class CallerVoice: CommandVoice {
    private let call: ControlCall

    init(_ call: ControlCall) { self.call = call }

    func say(_ text: String) throws { try call.tell(.text(text)) }

    func note(_ line: String) { pass(.note(line)) }

    func progress(_ label: String, _ done: Int, of total: Int) { pass(.progress(label, done: done, of: total)) }

    func checkGoesOn() throws { try call.checkGoesOn() }

    private func pass(_ told: ControlTold) {
        do { try call.tell(told) } catch {
            // The work goes on without a listener.
        }
    }
}
