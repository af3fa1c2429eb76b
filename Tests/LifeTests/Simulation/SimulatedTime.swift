import Core
import Synchronization

/// Time as it truly runs in a simulation; it moves when the simulation says so, and never by itself.
final class TrueTime: Sendable {
    /// Monday, 3-11-2025, 08:00.
    static let start = Instant(CivilDate(dayNumber: 20_395), minute: 480)

    private let passed = Mutex<Int64>(0)

    /// Microseconds since the start.
    var elapsed: Int64 { passed.withLock { $0 } }
    var now: Instant { Instant(microseconds: TrueTime.start.microseconds + elapsed) }

    func pass(_ seconds: Int) { passed.withLock { $0 += Int64(seconds) * 1_000_000 } }
}

/// How far one machine's wall clock shows another time than the true one.
final class WallClock: Sendable {
    private let time: TrueTime
    private let wrong = Mutex<Int64>(0)

    init(_ time: TrueTime) { self.time = time }

    var shown: Instant { Instant(microseconds: time.now.microseconds + wrong.withLock { $0 }) }
    var isRight: Bool { wrong.withLock { $0 == 0 } }

    /// Sets it so many seconds away from the true time.
    func set(wrongBy seconds: Int) { wrong.withLock { $0 = Int64(seconds) * 1_000_000 } }
}

/// All that a simulation tells, folded into one number: two runs of one seed must tell the same.
struct Trace {
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var last: [String] = []
    private(set) var lines = 0

    mutating func tell(_ line: String) {
        for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        lines += 1
        last.append(line)
        if last.count > 400 { last.removeFirst(200) }
    }
}
