import HTTPTypes

/// All routes of the site (bảng tuyến), each declared once; finds the one that a path and a method mean.
struct RouteTable: Sendable {
    let routes: [Route]

    /// One place in the tree of path parts.
    ///
    /// A fixed part is tried before a hole.
    private struct Node: Sendable {
        var fixed: [String: Int] = [:]
        var hole: Int?
        var pattern: PathPattern?
        var byMethod: [HTTPRequest.Method: Route] = [:]
    }

    private var nodes: [Node] = [Node()]

    /// A path that is known.
    struct Match: Sendable {
        let pattern: PathPattern
        let parameters: [String: String]
        fileprivate let byMethod: [HTTPRequest.Method: Route]

        /// The route of a method; HEAD is answered by GET.
        ///
        /// Nil where the path does not take it.
        func route(_ method: HTTPRequest.Method) -> Route? {
            byMethod[method] ?? (method == .head ? byMethod[.get] : nil)
        }

        /// For the header Allow.
        var methods: [HTTPRequest.Method] {
            var methods = Set(byMethod.keys)
            if methods.contains(.get) { methods.insert(.head) }
            methods.insert(.options)
            return methods.sorted { $0.rawValue < $1.rawValue }
        }
    }

    /// Refuses (as a bug) one method declared twice for one pattern.
    init(_ routes: [Route]) {
        self.routes = routes
        for route in routes {
            let place = place(for: route.pattern)
            nodes[place].pattern = route.pattern
            precondition(
                nodes[place].byMethod.updateValue(route, forKey: route.method) == nil,
                "\(route.method) \(route.pattern.rawValue) is declared twice")
        }
    }

    private mutating func place(for pattern: PathPattern) -> Int {
        var at = 0
        for segment in pattern.segments {
            let next: Int?
            switch segment {
            case .fixed(let part): next = nodes[at].fixed[part]
            case .hole: next = nodes[at].hole
            }
            if let next {
                at = next
                continue
            }
            nodes.append(Node())
            let added = nodes.count - 1
            switch segment {
            case .fixed(let part): nodes[at].fixed[part] = added
            case .hole: nodes[at].hole = added
            }
            at = added
        }
        return at
    }

    /// The pattern that `parts` (decoded) fill; nil if there is none.
    func match(_ parts: [String]) -> Match? {
        guard let (place, values) = find(parts[...], from: 0, []), let pattern = nodes[place].pattern else {
            return nil
        }
        let parameters = Dictionary(zip(pattern.holes, values)) { first, _ in first }
        return Match(pattern: pattern, parameters: parameters, byMethod: nodes[place].byMethod)
    }

    /// Walks down; goes back to a hole where the fixed part led nowhere.
    ///
    /// As deep as a path has parts, which is limited.
    private func find(_ parts: ArraySlice<String>, from place: Int, _ values: [String]) -> (Int, [String])? {
        guard let part = parts.first else { return nodes[place].pattern == nil ? nil : (place, values) }
        if let next = nodes[place].fixed[part], let found = find(parts.dropFirst(), from: next, values) {
            return found
        }
        guard let next = nodes[place].hole, !part.isEmpty else { return nil }
        return find(parts.dropFirst(), from: next, values + [part])
    }
}
