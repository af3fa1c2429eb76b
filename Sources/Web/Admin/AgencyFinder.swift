import Core
import UseCases

/// Finds agencies by what somebody types of their name or code (tìm cơ quan), among those an administrator keeps.
///
/// Why typed and not chosen from a list: a province has hundreds of agencies; a name typed in part finds them on any
/// browser, with and without script.
struct AgencyFinder: Sendable {
    /// Agencies offered at a time; more than these are narrowed by another word.
    static let offeredMost = 12
    static let typedMost = 200

    let agencies: [Agency]

    /// - Parameter scope: nil for every agency.
    init(_ catalogue: Catalogue, within scope: KeeperScope?) {
        var known = catalogue.agencies
        if let province = catalogue.province, known[province.code] == nil {
            known[province.code] = Agency(code: province.code, name: province.name, kind: .province)
        }
        agencies = known.values.filter { scope?.holds($0.code) ?? true }.sorted { $0.code < $1.code }
    }

    /// The agency of that code or whole name alone; else all whose name or code holds every word typed.
    func find(_ typed: String) -> [Agency] {
        let folded = TextFold.folded(typed.prefix(AgencyFinder.typedMost))
        let words = folded.split(whereSeparator: \.isWhitespace).map(String.init)
        guard !words.isEmpty else { return [] }
        let whole = words.joined(separator: " ")
        let named = agencies.map { ($0, TextFold.folded($0.name), $0.code.text.lowercased()) }
        if let exact = named.first(where: { $0.2 == whole }) { return [exact.0] }
        let exact = named.filter { $0.1 == whole }
        if exact.count == 1 { return [exact[0].0] }
        return named.filter { agency in words.allSatisfy { agency.1.contains($0) || agency.2.contains($0) } }
            .map(\.0)
    }

    func holds(_ code: AgencyCode) -> Bool { agencies.contains { $0.code == code } }
}
