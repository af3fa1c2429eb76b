import HTTPTypes

/// What is counted of requests: how many and how long by route, how many at this moment.
struct RequestMetrics: Sendable {
    private let metrics: Metrics
    private let durations: [PathPattern: LatencyHistogram]
    private let unmatched: LatencyHistogram
    let inFlight = InFlightCount()

    init(_ metrics: Metrics) {
        self.metrics = metrics
        func histogram(_ route: String) -> LatencyHistogram {
            metrics.histogram(
                "motcua_http_request_seconds", help: "Time from a request's head to its answer, by route.",
                labels: [("route", route)])
        }
        durations = Dictionary(uniqueKeysWithValues: PathPattern.allCases.map { ($0, histogram($0.rawValue)) })
        unmatched = histogram("-")
        let inFlight = inFlight
        metrics.gauge("motcua_http_requests_in_flight", help: "Requests being answered.") { inFlight.value }
    }

    /// Counts one answered request; `route` is nil where no route matched.
    func record(route: PathPattern?, method: HTTPRequest.Method, status: Int, microseconds: Int64) {
        (route.flatMap { durations[$0] } ?? unmatched).record(microseconds)
        metrics.counter(
            "motcua_http_requests_total", help: "Answered requests by route, method and status.",
            labels: [
                ("route", route?.rawValue ?? "-"), ("method", RequestMetrics.known(method)), ("status", String(status)),
            ]
        ).add()
    }

    /// A method somebody made up must not become a series of its own.
    private static func known(_ method: HTTPRequest.Method) -> String {
        [.get, .head, .post, .put, .patch, .delete, .options].contains(method) ? method.rawValue : "other"
    }
}
