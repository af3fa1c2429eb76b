import Core
import Foundation
import UseCases

/// The lists beside the catalogue that pages use: synonyms and demand for the search, the home page's twelve things.
struct CatalogueLists {
    private let folder: String

    init(folder: String) { self.folder = folder }

    /// The search over all active procedures; without the lists it still finds names and codes.
    func index(of catalogue: Catalogue) -> ProcedureIndex {
        let demand = Dictionary(
            rows("demand.tsv").compactMap { row in row.count > 1 ? (row[0], Int(row[1]) ?? 0) : nil },
            uniquingKeysWith: { first, _ in first })
        let titles = Dictionary(
            popular.map { ($0.code, [$0.title, $0.english]) }, uniquingKeysWith: { first, _ in first })
        let entries = catalogue.entries.map { entry in
            SearchEntry(
                code: entry.code, name: entry.name, sector: catalogue.sectors[entry.sector]?.name ?? "",
                weight: demand[entry.code.text] ?? 0, titles: titles[entry.code] ?? [])
        }
        let synonyms = rows("synonyms.tsv").compactMap { row in
            row.count > 1 ? SearchSynonyms.Row(phrase: row[0], terms: row[1]) : nil
        }
        return ProcedureIndex(entries: entries, synonyms: SearchSynonyms(synonyms))
    }

    var popular: [PopularThing] {
        rows("popular.tsv").compactMap { row in
            row.count > 2 ? PopularThing(code: ProcedureCode(row[0]), title: row[1], english: row[2]) : nil
        }
    }

    /// The lines of a file after its header, cells apart; none if the installation lacks the file.
    private func rows(_ name: String) -> [[String]] {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }
}
