import Core

/// One line of `procedures.tsv` read into a version.
struct ProcedureRow {
    private static let words: [String: Channel] = ["direct": .direct, "online": .online, "post": .post]
    private let row: TabRow

    init(_ row: TabRow) { self.row = row }

    func procedure(
        _ papers: ComponentFile, _ forms: FormFile, _ templates: WorkflowTemplates, _ names: CatalogueNames
    ) throws(CatalogueFault) -> ProcedureVersion {
        let code = try row.needed("code")
        let sector = SectorCode(try row.needed("sector"))
        guard names.sectors.contains(sector) else { throw row.fault("sector", .unknown(.sector, sector.text)) }
        let terms = try terms()
        guard let shortest = terms.map(\.limit).min(by: { $0.workflowHours() < $1.workflowHours() }) else {
            throw row.fault("channels", .empty)
        }
        let variants = papers.cases(of: code).map { papers in
            Variant(
                code: VariantCode(papers.code.isEmpty ? "chung" : papers.code), name: papers.name,
                components: papers.components, terms: terms, form: forms.form(of: code, papers.code))
        }
        guard !variants.isEmpty else {
            throw CatalogueFault(
                file: CatalogueFile.components.name, column: "procedure", reason: .unknown(.procedure, code))
        }
        return ProcedureVersion(
            code: ProcedureCode(code), version: 1, name: try row.needed("name"), sector: sector,
            levels: try levels(), competence: try competence(names),
            service: try row.read("service", else: .information) { ServiceLevel(rawValue: $0) },
            vertical: row.optional("vertical"), variants: variants, workflow: try templates.workflow(for: shortest),
            decision: row.optional("decision"), demonstration: try demonstration())
    }

    /// Limit and fee of each channel that is offered; a limit is never made up.
    private func terms() throws(CatalogueFault) -> [Terms] {
        let channels = try row.needed("channels").split(separator: ",")
        let limits = try byChannel("limit") { TimeLimit(compact: $0) }
        let fees = try byChannel("fee") { fee($0) }
        var terms: [Terms] = []
        for word in channels {
            guard let channel = ProcedureRow.words[String(word)] else {
                throw row.fault("channels", .notUnderstood(String(word)))
            }
            guard !terms.contains(where: { $0.channel == channel }) else { throw row.fault("channels", .double) }
            guard let limit = limits[channel] else { throw row.fault("limit", .noLimit(channel)) }
            let none = Fee(amount: nil, note: row.optional("feeNote"))
            terms.append(Terms(channel: channel, limit: limit, fee: fees[channel] ?? none))
        }
        return terms
    }

    private func levels() throws(CatalogueFault) -> Set<Level> {
        var levels: Set<Level> = []
        for word in row["level"].split(separator: ",") {
            switch word {
            case "xa": levels.insert(.commune)
            case "tinh": levels.insert(.province)
            default: throw row.fault("level", .notUnderstood(String(word)))
            }
        }
        return levels.isEmpty ? [.province] : levels
    }

    /// A body named under `vertical` settles it on a system of its own; else the agency named, or the commune.
    private func competence(_ names: CatalogueNames) throws(CatalogueFault) -> Competence {
        if row.optional("vertical") != nil {
            try names.checkAgency(row, "agency", besides: ["vertical", "commune"])
            return .elsewhere
        }
        let agency = try row.needed("agency")
        if agency == "commune" { return .commune }
        try names.checkAgency(row, "agency")
        return .agency(AgencyCode(agency))
    }

    private func demonstration() throws(CatalogueFault) -> Set<DemonstrationFact> {
        let sources: [(String, DemonstrationFact)] = [
            ("limitSource", .limit), ("feeSource", .fee), ("agencySource", .agency), ("serviceSource", .service),
        ]
        var facts: Set<DemonstrationFact> = []
        for (column, fact) in sources where try row.isDemonstration(column) { facts.insert(fact) }
        return facts
    }

    /// `5wd;direct=13wd`: the first for all channels, others by name.
    private func byChannel<Value>(
        _ column: String, _ read: (String) -> Value?
    ) throws(CatalogueFault) -> [Channel: Value] {
        var usual: Value?
        var named: [Channel: Value] = [:]
        for part in row[column].split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
            let fault = row.fault(column, .notUnderstood(String(part)))
            guard let value = read(halves.last ?? "") else { throw fault }
            if halves.count == 1 {
                guard usual == nil else { throw fault }
                usual = value
            } else {
                guard let channel = ProcedureRow.words[halves[0]], named[channel] == nil else { throw fault }
                named[channel] = value
            }
        }
        guard let usual else { return named }
        return Dictionary(Channel.allCases.map { ($0, named[$0] ?? usual) }, uniquingKeysWith: { $1 })
    }

    /// `8000` or `2000/page`; nil for anything else.
    private func fee(_ text: String) -> Fee? {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let dong = halves.first.flatMap({ Int64($0) }), dong >= 0, halves.last?.isEmpty == false else {
            return nil
        }
        return Fee(
            amount: Money(dong: dong), unit: halves.count == 2 ? halves[1] : nil, note: row.optional("feeNote"))
    }
}
