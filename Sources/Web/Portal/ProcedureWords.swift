import Core
import UseCases

/// Limits, fees and places of a procedure in words, for every page that tells them.
struct ProcedureWords {
    let page: PageContext

    /// A time limit that stands alone, as a sentence would begin.
    func limit(_ limit: TimeLimit) -> String {
        let words = DeadlineWords(page.texts).limit(limit)
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    func fee(_ fee: Fee) -> String {
        guard let amount = fee.amount else { return fee.note ?? page.text("fee.unknown") }
        if amount == .zero { return page.text("fee.free") }
        let money = page.text("fee.amount", ["amount": .number(Int(amount.dong))])
        guard let unit = fee.unit else { return money }
        let key = TextKey("fee.unit.\(unit)")
        return page.texts.has(key) ? "\(money) \(page.text(key))" : "\(money)/\(unit)"
    }

    /// How long, with a mark where the limit is a demonstration value.
    func limitRow(_ terms: [Terms], of procedure: ProcedureVersion) -> SummaryList.Row {
        var row = SummaryList.Row(page.text("procedure.limit"))
        row.lines = byChannel(terms.map { ($0.channel, limit($0.limit)) })
        row.hints = sample(.limit, of: procedure)
        return row
    }

    /// How much, with what the source says besides the amount, and a mark where it is a demonstration value.
    func feeRow(_ terms: [Terms], of procedure: ProcedureVersion) -> SummaryList.Row {
        var row = SummaryList.Row(page.text("procedure.fee"))
        row.lines = byChannel(terms.map { ($0.channel, fee($0.fee)) })
        row.hints = feeNotes(terms) + sample(.fee, of: procedure)
        return row
    }

    /// Notes beside an amount; where there is no amount, the note is the answer itself.
    func feeNotes(_ terms: [Terms]) -> [String] {
        byChannel(
            terms.compactMap { terms in
                terms.fee.amount == nil ? nil : terms.fee.note.map { (terms.channel, $0) }
            })
    }

    /// Said at a fact that no source gives.
    func sample(_ fact: DemonstrationFact, of procedure: ProcedureVersion) -> [String] {
        procedure.demonstration.contains(fact) ? [page.text("procedure.sample")] : []
    }

    func channel(_ channel: Channel) -> String { page.text(TextKey("channel.\(channel)")) }

    /// The ways a procedure can be handed in by, as a sentence goes on with them: `tại quầy, qua bưu chính hoặc trực
    /// tuyến`.
    func ways(_ procedure: ProcedureVersion) -> String {
        let offered = Channel.allCases.filter { channel in
            procedure.closed(to: channel) == nil && procedure.variants.contains { $0.terms(for: channel) != nil }
        }
        let words = [Channel.direct, .post, .online].filter(offered.contains).map {
            page.text(TextKey("procedure.way.\($0)"))
        }
        guard let last = words.last, words.count > 1 else { return words.first ?? page.text("procedure.way.direct") }
        return page.text(
            "procedure.ways", ["others": .text(words.dropLast().joined(separator: ", ")), "last": .text(last)])
    }

    /// One line where all channels agree, else a line a channel.
    func byChannel(_ values: [(Channel, String)]) -> [String] {
        guard let first = values.first else { return [] }
        if values.allSatisfy({ $0.1 == first.1 }) { return [first.1] }
        return values.map { "\(channel($0.0)): \($0.1)" }
    }

    func competence(_ competence: Competence, _ catalogue: Catalogue, _ vertical: String?) -> String {
        switch competence {
        case .agency(let code): return catalogue.agencies[code]?.name ?? code.text
        case .commune: return page.text("procedure.where.commune")
        case .elsewhere: return page.text("procedure.where.elsewhere", ["body": .text(vertical ?? "")])
        }
    }
}
