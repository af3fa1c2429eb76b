import Synchronization

/// A failure that happens once, when it is armed.
final class Once: Sendable {
    private let armed = Mutex(false)

    func arm() { armed.withLock { $0 = true } }

    func fail() throws {
        let fails = armed.withLock { armed in
            defer { armed = false }
            return armed
        }
        if fails { throw Unexpected() }
    }
}
