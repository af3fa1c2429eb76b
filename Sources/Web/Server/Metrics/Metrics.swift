import Synchronization

/// The figures of the running server (số đo vận hành), read by Prometheus from a listen address of their own.
///
/// A name is registered once; a second time gives the same counter. Labels are few and fixed when registered, so the
/// number of series is bounded and never holds what a visitor typed.
final class Metrics: Sendable {
    private struct Family {
        var help: String
        var kind: String
        var series: [@Sendable (inout String) -> Void] = []
        var counters: [String: Counter] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    init() {}

    /// A number that only grows.
    ///
    /// `name` ends in `_total`.
    func counter(_ name: String, help: String, labels: [(String, String)] = []) -> Counter {
        let labels = Metrics.labels(labels)
        return families.withLock { families in
            if let known = families[name]?.counters[labels] { return known }
            let counter = Counter()
            families[name, default: Family(help: help, kind: "counter")].counters[labels] = counter
            families[name]?.series.append { $0 += "\(name)\(labels) \(counter.value)\n" }
            return counter
        }
    }

    /// A number that only grows and that somebody else counts, asked for when the figures are read.
    ///
    /// `name` ends in `_total`.
    func counter(_ name: String, help: String, _ value: @escaping @Sendable () -> Int) {
        register(name, help: help, kind: "counter", value)
    }

    /// A number that goes up and down, asked for when the figures are read.
    func gauge(_ name: String, help: String, _ value: @escaping @Sendable () -> Int) {
        register(name, help: help, kind: "gauge", value)
    }

    private func register(_ name: String, help: String, kind: String, _ value: @escaping @Sendable () -> Int) {
        families.withLock { families in
            precondition(families[name] == nil, "what is asked for is registered once")
            families[name] = Family(help: help, kind: kind, series: [{ $0 += "\(name) \(value())\n" }])
        }
    }

    /// How long things take, in the buckets of `LatencyHistogram`.
    ///
    /// `name` ends in `_seconds`.
    func histogram(_ name: String, help: String, labels: [(String, String)] = []) -> LatencyHistogram {
        let histogram = LatencyHistogram()
        families.withLock { families in
            families[name, default: Family(help: help, kind: "histogram")].series.append { text in
                histogram.write(to: &text, name: name, labels: labels)
            }
        }
        return histogram
    }

    /// Everything in Prometheus's text format, version 0.0.4.
    func exposition() -> String {
        let families = families.withLock { $0 }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.kind)\n"
            for write in family.series { write(&text) }
        }
        return text
    }

    /// `{route="/thu-tuc/{code}",method="GET"}`, with Prometheus's three escapes; nothing for no labels.
    static func labels(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { name, value in
            let escaped = value.reduce(into: "") { text, character in
                switch character {
                case "\\": text += "\\\\"
                case "\"": text += "\\\""
                case "\n": text += "\\n"
                default: text.append(character)
                }
            }
            return "\(name)=\"\(escaped)\""
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }
}

/// A number that only grows.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    func add(_ more: Int = 1) { count.wrappingAdd(more, ordering: .relaxed) }
    var value: Int { count.load(ordering: .relaxed) }
}

/// How many are going on at this moment.
final class InFlightCount: Sendable {
    private let level = Atomic<Int>(0)

    func up() { level.wrappingAdd(1, ordering: .relaxed) }
    func down() { level.wrappingSubtract(1, ordering: .relaxed) }
    var value: Int { level.load(ordering: .relaxed) }
}
