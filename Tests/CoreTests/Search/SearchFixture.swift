import Core
import Foundation

/// The repository's own catalogue, ready to be searched.
enum SearchFixture {
    /// As the product wires it: everyday titles of the home page are searched too.
    static let index = Result { try ProcedureIndex(entries: entries(withTitles: true), synonyms: synonyms()) }
    /// Official names alone.
    static let namesAlone = Result { try ProcedureIndex(entries: entries(withTitles: false), synonyms: synonyms()) }

    static let names = Result { try entries(withTitles: false) }

    static func entries(withTitles: Bool) throws -> [SearchEntry] {
        let sectors = try column("name", by: "key", of: "sectors")
        let demand = try column("weight", by: "procedure", of: "demand")
        let titles = withTitles ? try column("title", by: "procedure", of: "popular") : [:]
        return try rows("procedures").map { row in
            let code = row["code", default: ""]
            return SearchEntry(
                code: ProcedureCode(code), name: row["name", default: ""],
                sector: sectors[row["sector", default: ""], default: ""],
                weight: demand[code].flatMap { Int($0) } ?? 0, titles: titles[code].map { [$0] } ?? [])
        }
    }

    static func synonyms() throws -> SearchSynonyms {
        SearchSynonyms(
            try rows("synonyms").map { .init(phrase: $0["phrase", default: ""], terms: $0["terms", default: ""]) })
    }

    /// The judged queries and the codes accepted for each.
    static func judged() throws -> [(query: String, accepted: [String])] {
        try lines("Tests/Search/queries.tsv").map { line in
            let cells = line.split(separator: "\t")
            return (String(cells[0]), cells[1].split(separator: " ").map(String.init))
        }
    }

    private static func column(_ value: String, by key: String, of file: String) throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try rows(file) { found[row[key, default: ""]] = row[value] }
        return found
    }

    private static func rows(_ file: String) throws -> [[String: String]] {
        let table = try lines("Resources/catalogue/\(file).tsv").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let names = table.first else { return [] }
        return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    }

    /// The lines of a file of the repository, without comments.
    private static func lines(_ path: String) throws -> [Substring] {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
}

extension Array where Element == SearchHit {
    /// The codes in order, as text.
    var codes: [String] { map(\.code.text) }
}
