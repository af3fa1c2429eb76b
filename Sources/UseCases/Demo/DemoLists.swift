import Core

/// The lists from which people of the demonstration are made; none of them exists.
public struct DemoLists: Sendable {
    var names: [DemoName] = []
    var hamlets: [String] = []
    var streets: [String] = []
    /// How often a procedure is asked for, by its code.
    var demand: [ProcedureCode: Int] = [:]
    /// What officers write, by occasion.
    var words: [String: String] = [:]
    /// Those who may sign in.
    public private(set) var accounts: [DemoAccount] = []

    /// - Parameter demo: gives the files of `Resources/demo`; `catalogue` those of `Resources/catalogue`.
    public init(demo: CatalogueFiles.Source, catalogue: CatalogueFiles.Source) throws {
        names = try table("names.tsv", ["group", "part", "gender", "name", "weight"], demo).rows.map { row in
            DemoName(
                group: row["group"], part: row["part"], gender: row["gender"], text: row["name"],
                weight: Int(row["weight"]) ?? 1)
        }
        hamlets = try table("hamlets.tsv", ["name"], demo).rows.map { $0["name"] }
        streets = try table("streets.tsv", ["name"], demo).rows.map { $0["name"] }
        accounts = try table("accounts.tsv", ["login", "password", "id", "roles"], demo).rows.map {
            try DemoAccount($0)
        }
        for row in try table("words.tsv", ["key", "text"], demo).rows { words[row["key"]] = row["text"] }
        for row in try table("demand.tsv", ["procedure", "weight"], catalogue).rows {
            demand[ProcedureCode(row["procedure"])] = Int(row["weight"])
        }
    }

    private func table(_ name: String, _ needs: [String], _ source: CatalogueFiles.Source) throws -> TabTable {
        try TabTable(name: name, bytes: try source(name), needs: needs)
    }
}

struct DemoName: Sendable {
    var group: String
    var part: String
    var gender: String
    var text: String
    var weight: Int
}

/// Draws one of many by weight, in the time of a binary search.
struct WeightedChoice<Item> {
    private let items: [Item]
    private let sums: [Int]

    init(_ items: [Item], weight: (Item) -> Int) {
        self.items = items
        var sum = 0
        sums = items.map { item in
            sum += max(1, weight(item))
            return sum
        }
    }

    var isEmpty: Bool { items.isEmpty }

    func draw(_ random: inout SeededRandom) -> Item {
        let ticket = random.below(sums.last ?? 1)
        var (low, high) = (0, items.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > ticket { high = middle } else { low = middle + 1 }
        }
        return items[low]
    }
}

extension SeededRandom {
    /// A whole number from 0 up to but not including `most`.
    mutating func below(_ most: Int) -> Int { most <= 1 ? 0 : Int(next() % UInt64(most)) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}
