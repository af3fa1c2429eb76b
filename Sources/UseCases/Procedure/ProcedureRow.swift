import Core

/// One line of `procedures.tsv` read into a version.
struct ProcedureRow {
    private let row: TabRow

    init(_ row: TabRow) { self.row = row }

    func procedure(_ papers: ComponentFile, _ templates: WorkflowTemplates) throws -> ProcedureVersion {
        let code = try row.needed("code")
        let channels = try channels()
        let limits = try byChannel("limit", channels) { TimeLimit(compact: $0) }
        let fees = try byChannel("fee", channels) { fee($0) }
        let terms = channels.map { Terms(channel: $0, limit: limits[$0] ?? .workingDays(1), fee: fees[$0] ?? fee("")) }
        guard let shortest = terms.map(\.limit).min(by: { $0.workflowHours() < $1.workflowHours() }) else {
            throw row.fault("channels", .empty)
        }
        guard let service = ServiceLevel(rawValue: row.optional("service") ?? "information") else {
            throw row.fault("service", .notUnderstood(row["service"]))
        }
        let variants = papers.cases(of: code).map { papers in
            Variant(
                code: VariantCode(papers.code.isEmpty ? "chung" : papers.code), name: papers.name,
                components: papers.components, terms: terms)
        }
        guard !variants.isEmpty else { throw row.fault("code", .notUnderstood(code)) }
        return ProcedureVersion(
            code: ProcedureCode(code), version: 1, name: try row.needed("name"),
            sector: SectorCode(try row.needed("sector")), levels: levels(), competence: competence(),
            service: service, vertical: row.optional("vertical"), variants: variants,
            workflow: try templates.workflow(for: shortest), decision: row.optional("decision"),
            demonstration: demonstration())
    }

    private func channels() throws -> [Channel] {
        try row.needed("channels").split(separator: ",").map { word in
            switch word {
            case "direct": return .direct
            case "online": return .online
            case "post": return .post
            default: throw row.fault("channels", .notUnderstood(String(word)))
            }
        }
    }

    private func levels() -> Set<Level> {
        let words = row["level"].split(separator: ",")
        var levels: Set<Level> = []
        if words.contains("xa") { levels.insert(.commune) }
        if words.contains("tinh") || levels.isEmpty { levels.insert(.province) }
        return levels
    }

    private func competence() -> Competence {
        let agency = row["agency"]
        if row.optional("vertical") != nil { return .elsewhere }
        return agency.isEmpty || agency == "commune" ? .commune : .agency(AgencyCode(agency))
    }

    private func demonstration() -> Set<DemonstrationFact> {
        let sources: [(String, DemonstrationFact)] = [
            ("limitSource", .limit), ("feeSource", .fee), ("agencySource", .agency), ("serviceSource", .service),
        ]
        return Set(sources.filter { row[$0.0] == "demo" }.map(\.1))
    }

    /// `5wd;direct=13wd`: the first for all channels, others by name.
    private func byChannel<Value>(
        _ column: String, _ channels: [Channel], _ read: (String) -> Value?
    ) throws -> [Channel: Value] {
        var values: [Channel: Value] = [:]
        for part in row[column].split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard let value = read(halves.last ?? "") else { throw row.fault(column, .notUnderstood(String(part))) }
            if halves.count == 1 {
                for channel in channels where values[channel] == nil { values[channel] = value }
            } else {
                for (word, channel) in [("direct", Channel.direct), ("online", .online), ("post", .post)]
                where word == halves[0] { values[channel] = value }
            }
        }
        return values
    }

    /// `8000`, `2000/page`, or nothing where a note tells.
    private func fee(_ text: String) -> Fee {
        let halves = text.split(separator: "/", maxSplits: 1).map(String.init)
        return Fee(
            amount: halves.first.flatMap { Int64($0) }.map { Money(dong: $0) },
            unit: halves.count == 2 ? halves[1] : nil, note: row.optional("feeNote"))
    }
}
