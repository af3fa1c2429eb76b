import Synchronization

/// A value on its way from the writer's thread to its caller, kept until the commit holds.
final class Kept<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    /// Keeps a value; a second one (the job ran again) takes the place of the first.
    func keep(_ new: Value) { value.withLock { $0 = new } }

    func taken() -> Value {
        guard let value = value.withLock({ $0 }) else { preconditionFailure("answered before the job ran") }
        return value
    }
}
