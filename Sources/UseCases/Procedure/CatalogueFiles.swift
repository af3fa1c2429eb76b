public import Core

/// Reads the catalogue's text files into values (danh mục thủ tục hành chính); `motcua catalogue import` publishes
/// them.
public struct CatalogueFiles: Sendable {
    /// Gives the bytes of a file by its name, `procedures.tsv`.
    public typealias Source = @Sendable (String) throws -> [UInt8]

    public var agencies: [Agency]
    public var sectors: [Sector]
    public var procedures: [ProcedureVersion]

    /// - Throws: `CatalogueFault` for the first thing that is wrong, and whatever `source` throws.
    public init(from source: Source) throws {
        agencies = try CatalogueFiles.agencies(try table("agencies.tsv", ["code", "name", "kind"], source))
        agencies += try CatalogueFiles.sites(try table("sites.tsv", ["code", "name", "address"], source))
        sectors = try table("sectors.tsv", ["key", "name"], source).rows.map { row in
            Sector(
                code: SectorCode(try row.needed("key")), name: try row.needed("name"),
                english: row.optional("english") ?? row["name"])
        }
        let templates = try WorkflowTemplates(
            try table("workflows.tsv", ["template", "step", "name", "role", "share", "moves", "next"], source))
        let papers = try ComponentFile(
            try table("components.tsv", ["procedure", "variant", "code", "kind", "name"], source))
        let rows = try table("procedures.tsv", ["code", "name", "sector", "limit", "channels"], source).rows
        var seen: Set<String> = []
        procedures = try rows.map { row in
            guard seen.insert(row["code"]).inserted else { throw row.fault("code", .double) }
            return try ProcedureRow(row).procedure(papers, templates)
        }
    }

    private static func agencies(_ table: TabTable) throws -> [Agency] {
        try table.rows.map { row in
            guard let kind = AgencyKindOfBody(rawValue: try row.needed("kind")) else {
                throw row.fault("kind", .notUnderstood(row["kind"]))
            }
            return Agency(
                code: AgencyCode(try row.needed("code")), name: try row.needed("name"), kind: kind,
                seat: row.optional("seat"), demonstration: row["codeSource"] == "demo")
        }
    }

    /// The centre's counters: places with an address of their own, below the centre.
    private static func sites(_ table: TabTable) throws -> [Agency] {
        try table.rows.map { row in
            Agency(
                code: AgencyCode(try row.needed("code")), name: try row.needed("name"), kind: .centre,
                seat: row.optional("address"), demonstration: row["codeSource"] == "demo")
        }
    }

    /// Reads the public holidays and swapped days.
    public static func days(from source: Source) throws -> [DayRule] {
        try table("holidays.tsv", ["date", "kind", "name"], source).rows.map { row in
            guard let date = CivilDate(iso: try row.needed("date")) else {
                throw row.fault("date", .notUnderstood(row["date"]))
            }
            guard let kind = DayRule.Kind(rawValue: try row.needed("kind")) else {
                throw row.fault("kind", .notUnderstood(row["kind"]))
            }
            return DayRule(
                date: date, kind: kind, name: try row.needed("name"), english: row.optional("english"),
                pairDate: row.optional("pairDate").flatMap { CivilDate(iso: $0) },
                isProvisional: row["provisional"] == "1")
        }
    }
}

private func table(
    _ name: String, _ needs: [String], _ source: CatalogueFiles.Source
) throws -> TabTable {
    try TabTable(name: name, bytes: try source(name), needs: needs)
}

/// Papers by procedure and case.
struct ComponentFile {
    private var variants: [String: [(code: String, name: String, components: [Component])]] = [:]

    init(_ table: TabTable) throws {
        for row in table.rows {
            let component = Component(
                code: ComponentCode(try row.needed("code")), name: try row.needed("name"),
                kind: row["kind"] == ComponentUse.present.rawValue ? .present : .submit,
                required: row["required"] != "0", originals: Int(row["originals"]) ?? 0,
                copies: Int(row["copies"]) ?? 0, form: row.optional("form"))
            var cases = variants[row["procedure"]] ?? []
            if let i = cases.firstIndex(where: { $0.code == row["variant"] }) {
                cases[i].components.append(component)
            } else {
                cases.append((row["variant"], row["variantName"], [component]))
            }
            variants[try row.needed("procedure")] = cases
        }
    }

    /// The cases of a procedure; the general one (`*`) where the source lists no papers.
    func cases(of procedure: String) -> [(code: String, name: String, components: [Component])] {
        variants[procedure] ?? variants["*"] ?? []
    }
}

/// The internal processes that procedures share (quy trình nội bộ mẫu).
struct WorkflowTemplates {
    private var steps: [String: [(row: TabRow, share: Int)]] = [:]

    init(_ table: TabTable) throws {
        for row in table.rows {
            guard let share = Int(row["share"]), (1...100).contains(share) else {
                throw row.fault("share", .notUnderstood(row["share"]))
            }
            steps[try row.needed("template"), default: []].append((row, share))
        }
    }

    /// The template with its shares turned into minutes of `limit`, and checked against it.
    func workflow(for limit: TimeLimit) throws -> Workflow {
        let name = limit.isLongerThanWorkingDay() ? "standard" : "counter"
        let minutes = Workflow.minutes(allowedBy: limit)
        let workflow = Workflow(
            steps: try (steps[name] ?? []).map { row, share in
                guard let role = Role(rawValue: row["role"]) else {
                    throw row.fault("role", .notUnderstood(row["role"]))
                }
                let moves = try row["moves"].split(separator: ",").map { text in
                    guard let move = StepMove(rawValue: String(text)) else {
                        throw row.fault("moves", .notUnderstood(String(text)))
                    }
                    return move
                }
                return Step(
                    code: StepCode(row["step"]), name: row["name"], role: role, minutes: max(1, minutes * share / 100),
                    moves: Set(moves), next: row["next"].split(separator: ",").map { StepCode(String($0)) })
            })
        do { try workflow.check(against: limit) } catch {
            throw CatalogueFault(file: "workflows.tsv", line: 0, column: name, reason: .workflow(error))
        }
        return workflow
    }
}
