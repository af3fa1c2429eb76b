import Foundation

/// Says how far long work is, how fast it goes and how long it will still take (tiến độ), on standard error.
///
/// On a terminal one line that is written over; elsewhere a line every ten seconds, so that a log stays short.
struct ProgressLine {
    private let label: String
    private let start = ProcessInfo.processInfo.systemUptime
    private var last = -10.0
    private let terminal = isatty(STDERR_FILENO) == 1

    init(_ label: String) { self.label = label }

    mutating func tell(_ done: Int, of total: Int) {
        let now = ProcessInfo.processInfo.systemUptime - start
        let finished = done >= total
        guard finished || now - last >= (terminal ? 0.5 : 10) else { return }
        last = now
        let rate = now > 0 ? Double(done) / now : 0
        let left = rate > 0 ? Int(Double(total - done) / rate) : 0
        let share = total > 0 ? done * 100 / total : 100
        let text =
            "\(label): \(done)/\(total) (\(share)%) \(Int(rate))/s, \(finished ? "\(Int(now)) s" : "~\(left) s left")"
        let line = terminal ? "\r\u{1b}[K" + text + (finished ? "\n" : "") : text + "\n"
        ErrorOutput.write(line)
    }
}
