import Dispatch
import Foundation

/// Puts something in order before Ctrl-C, a closed terminal or `kill` ends the program (dọn dẹp khi bị ngắt).
///
/// Nothing helps against `kill -9`: whoever uses this also looks at the start for what such an end left behind.
struct SignalGuard {
    /// One after the other, and none while `end` waits.
    private static let queue = DispatchQueue(label: "motcua.signals")
    private let guarded: [(number: Int32, source: any DispatchSourceSignal)]

    /// - Parameter tidy: carried out on another thread while the program's own goes on; then it ends with the code that
    ///   shells give to an end by this signal. Signals that were ignored before, as under `nohup`, stay so.
    init(_ tidy: @escaping @Sendable () -> Void) {
        guarded = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].compactMap { number in
            let before = signal(number, SIG_IGN)
            guard unsafeBitCast(before, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else { return nil }
            let source = DispatchSource.makeSignalSource(signal: number, queue: SignalGuard.queue)
            source.setEventHandler {
                tidy()
                _exit(128 + number)
            }
            source.resume()
            return (number, source)
        }
    }

    /// From here on signals end the program at once again; a tidying that has begun ends it first.
    func end() {
        for one in guarded { one.source.cancel() }
        SignalGuard.queue.sync {}
        for one in guarded { signal(one.number, SIG_DFL) }
    }
}
