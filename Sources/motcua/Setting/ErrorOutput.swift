import Foundation

/// Writes a line on standard error.
func writeError(_ line: String) { ErrorOutput.write(line + "\n") }

/// Where people read what goes on (kênh báo lỗi); results go to standard output.
enum ErrorOutput {
    /// Writes text as it is. That nobody reads any more, as on a terminal that was closed, is no failure of the work.
    static func write(_ text: String) {
        do { try FileHandle.standardError.write(contentsOf: Data(text.utf8)) } catch { return }
    }
}
