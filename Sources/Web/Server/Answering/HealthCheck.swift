import HTTPTypes

/// `/healthz`: 200 while the server can answer from its store, 503 otherwise; for balancers and monitoring.
enum HealthCheck {
    /// - Parameter notes: what an operator should know although the server answers, a word a line.
    /// - Parameter isReady: asks the store something small; an error counts as not ready.
    static func route(
        notes: @escaping @Sendable () -> [String] = { [] }, _ isReady: @escaping @Sendable () async throws -> Bool
    ) -> Route {
        .get(.health, access: .anyone) { _ in
            let ready: Bool
            do { ready = try await isReady() } catch { ready = false }
            let well = (["ok"] + notes()).joined(separator: "\n") + "\n"
            var reply = Reply.text(ready ? well : "not ready\n", ready ? .ok : .serviceUnavailable)
            reply.headers[.cacheControl] = "no-store"
            return reply
        }
    }
}
