import HTTPTypes

/// `/healthz`: 200 while the server can answer from its store, 503 otherwise; for balancers and monitoring.
enum HealthCheck {
    /// - Parameter isReady: asks the store something small; an error counts as not ready.
    static func route(_ isReady: @escaping @Sendable () async throws -> Bool) -> Route {
        .get(.health, access: .anyone) { _ in
            let ready: Bool
            do { ready = try await isReady() } catch { ready = false }
            var reply = Reply.text(ready ? "ok\n" : "not ready\n", ready ? .ok : .serviceUnavailable)
            reply.headers[.cacheControl] = "no-store"
            return reply
        }
    }
}
