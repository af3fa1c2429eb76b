/// Lets few passwords be derived at a time: each takes 128 MiB and a core for a quarter of a second, and pages must
/// still be read meanwhile (lượt kiểm tra mật khẩu).
actor PasswordTurns {
    static let shared = PasswordTurns(most: 2, waitingMost: 64)

    private let most: Int
    private let waitingMost: Int
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(most: Int, waitingMost: Int) {
        self.most = most
        self.waitingMost = waitingMost
    }

    /// Does the work when it is its turn; refuses at once where too many wait already.
    func take<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        guard waiting.count < waitingMost else { throw Problem(.serverBusy, retryAfterSeconds: 5) }
        if running < most {
            running += 1
        } else {
            // Whoever ends hands the turn on, so the count stays.
            await withCheckedContinuation { waiting.append($0) }
        }
        defer { end() }
        return try await work()
    }

    private func end() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }
}
