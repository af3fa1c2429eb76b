import Core

/// Makes people who do not exist: plausible names, numbers of the right form, phones that nobody has (dữ liệu giả lập).
struct DemoPeople {
    private let names: [String: WeightedChoice<DemoName>]
    private let hamlets: [String]
    private let streets: [String]
    /// What officers write, by occasion.
    let words: [String: String]

    init(_ lists: DemoLists) {
        names = Dictionary(grouping: lists.names) { "\($0.group) \($0.part) \($0.gender)" }
            .mapValues { WeightedChoice($0) { $0.weight } }
        hamlets = lists.hamlets
        streets = lists.streets
        words = lists.words
    }

    /// - Parameter place: the commune's name as it stands in an address.
    func person(_ random: inout SeededRandom, in place: String) -> Personal {
        let woman = random.chance(50)
        let group = random.chance(82) ? "kinh" : random.chance(65) ? "jrai" : "bahnar"
        var personal = Personal()
        let name = name(group, woman, &random)
        personal[.submitterName] = name
        personal[.ownerName] = name
        let number = number(woman, &random)
        personal[.submitterNumber] = number
        personal[.ownerNumber] = number
        personal[.submitterPhone] = phone(&random)
        let house = random.chance(50) ? "\(1 + random.below(300)) \(random.pick(streets))" : random.pick(hamlets)
        personal[.submitterAddress] = "\(house), \(place)"
        return personal
    }

    /// The place that an agency serves, as it stands in an address.
    func place(of agency: String) -> String {
        let prefix = words["place.prefix"] ?? ""
        let province = words["place.province"] ?? ""
        return agency.hasPrefix(prefix) ? "\(agency.dropFirst(prefix.count)), \(province)" : province
    }

    /// A telephone number that nobody has.
    func phone(_ random: inout SeededRandom) -> String { "0000" + digits(6, &random) }

    func name(_ random: inout SeededRandom) -> String { name("kinh", random.chance(50), &random) }

    private func name(_ group: String, _ woman: Bool, _ random: inout SeededRandom) -> String {
        let sex = woman ? "f" : "m"
        let parts = group == "kinh" ? ["family", "middle", "given"] : ["family", "given"]
        return parts.compactMap { part in
            for key in ["\(group) \(part) \(sex)", "\(group) \(part) -"] {
                if let choice = names[key] { return choice.draw(&random).text }
            }
            return nil
        }.joined(separator: " ")
    }

    /// Twelve digits as a number has them; the last six begin with 99, to be seen as made up.
    private func number(_ woman: Bool, _ random: inout SeededRandom) -> String {
        let province = random.pick(["052", "052", "064", "064", "064", "062", "066"])
        let year = 45 + random.below(60)
        let century = year >= 100 ? (woman ? 3 : 2) : (woman ? 1 : 0)
        let two = year % 100
        return province + String(century) + (two < 10 ? "0\(two)" : String(two)) + "99" + digits(4, &random)
    }

    private func digits(_ count: Int, _ random: inout SeededRandom) -> String {
        (0..<count).map { _ in String(random.below(10)) }.joined()
    }
}
