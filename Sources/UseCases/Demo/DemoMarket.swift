import Core

/// The procedures that people of the demonstration ask for, with all that planning needs looked up once.
struct DemoMarket {
    struct Offer {
        var procedure: ProcedureVersion
        var variant: Variant
        var weight: Int
        /// Below a working day: settled the same day as a rule.
        var quick: Bool
    }

    private let quick: [Channel: WeightedChoice<Offer>]
    private let slow: [Channel: WeightedChoice<Offer>]
    private let long: [Channel: WeightedChoice<Offer>]
    private let communes: [AgencyCode]
    private let centres: [AgencyCode]

    init(_ catalogue: Catalogue, demand: [ProcedureCode: Int]) throws {
        var offers: [Offer] = []
        for entry in catalogue.entries {
            guard let procedure = try catalogue.procedure(entry.code), procedure.vertical == nil,
                let variant = procedure.variants.first
            else { continue }
            if case .agency(let agency) = procedure.competence, catalogue.agencies[agency] == nil { continue }
            let limits = variant.terms.map(\.limit)
            let quick = limits.allSatisfy { $0 == .sameDay }
            offers.append(
                Offer(procedure: procedure, variant: variant, weight: demand[entry.code] ?? 1, quick: quick))
        }
        func choices(_ keep: (Offer, TimeLimit) -> Bool) -> [Channel: WeightedChoice<Offer>] {
            var byChannel: [Channel: WeightedChoice<Offer>] = [:]
            for channel in Channel.allCases {
                let fitting = offers.filter { offer in
                    guard let terms = offer.variant.terms(for: channel),
                        offer.procedure.closed(to: channel) == nil
                    else { return false }
                    return keep(offer, terms.limit)
                }
                byChannel[channel] = WeightedChoice(fitting) { $0.weight }
            }
            return byChannel
        }
        quick = choices { $0.quick || $1 == .sameDay }
        slow = choices { !$0.quick && $1.isLongerThanWorkingDay() }
        long = choices { !$0.quick && $1.workflowHours() >= 120 }
        communes = catalogue.agencies.values.filter { $0.kind == .commune }.map(\.code).sorted()
        centres = catalogue.agencies.values.filter { $0.kind == .centre && $0.seat != nil }.map(\.code).sorted()
            .filter { $0.text.split(separator: ".").count > 2 }
    }

    enum Kind { case quick, slow, long }

    func offer(_ kind: Kind, _ channel: Channel, _ random: inout SeededRandom) -> Offer {
        let choices: [Channel: WeightedChoice<Offer>]
        switch kind {
        case .quick: choices = quick
        case .slow: choices = slow
        case .long: choices = long
        }
        guard let choice = choices[channel], !choice.isEmpty else {
            preconditionFailure("the catalogue offers nothing for \(channel)")
        }
        return choice.draw(&random)
    }

    /// Where a dossier goes; one in twelve of the communes' paper ones is handed in elsewhere (phi địa giới).
    func places(_ procedure: ProcedureVersion, _ channel: Channel, _ random: inout SeededRandom) -> Places {
        switch procedure.competence {
        case .agency(let agency):
            let intake = random.pick(centres)
            return Places(intake: intake, competent: agency, result: intake)
        case .commune, .elsewhere:
            let commune = random.chance(7) ? "H21.106" : random.pick(communes)
            let elsewhere = channel != .online && random.chance(8)
            let intake = elsewhere ? (random.chance(40) ? random.pick(centres) : random.pick(communes)) : commune
            return Places(intake: intake, competent: commune, result: elsewhere ? intake : commune)
        }
    }
}
