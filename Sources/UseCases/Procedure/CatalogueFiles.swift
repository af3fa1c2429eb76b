public import Core

/// Reads the catalogue's text files into values (danh mục thủ tục hành chính); `motcua catalogue import` publishes
/// them.
///
/// Why every reference is looked up: what is published stays in the ledger for ever, and a procedure of an agency that
/// is not there could never be settled.
public struct CatalogueFiles: Sendable {
    /// Gives the bytes of a file by its name, `procedures.tsv`.
    public typealias Source = @Sendable (String) throws -> [UInt8]

    public private(set) var agencies: [Agency] = []
    public private(set) var sectors: [Sector] = []
    public private(set) var procedures: [ProcedureVersion] = []
    /// Procedures that are no longer in force (bãi bỏ), also where `procedures.tsv` still has them; nil without the
    /// list, and then those that are withdrawn stay so.
    public private(set) var withdrawn: Set<ProcedureCode>?
    public let calendar: CalendarFiles
    /// False without `forms.tsv`; forms that are published then stay as they are.
    public private(set) var sayForms = false

    /// Reads all files.
    ///
    /// - Parameter held: which of the files that may be lacking are there.
    /// - Parameter present: codes of the province, to which the files may refer as to their own.
    /// - Throws: `CatalogueFault` for the first thing that is wrong, and whatever `source` throws.
    public init(
        from source: @escaping Source, holding held: Set<CatalogueFile> = [],
        after present: CatalogueNames = CatalogueNames()
    ) throws {
        try self.init(CatalogueFolderReader(source: source, held: held), present)
    }

    /// Reads the files of the calendar alone.
    public init(
        calendarFrom source: @escaping Source, holding held: Set<CatalogueFile>, after present: CatalogueNames
    ) throws {
        calendar = try CalendarFiles(CatalogueFolderReader(source: source, held: held), present)
    }

    private init(_ folder: CatalogueFolderReader, _ present: CatalogueNames) throws {
        var names = present
        let bodies = try folder.table(.agencies).rows + folder.table(.sites).rows
        agencies = try CatalogueFiles.agencies(bodies, &names)
        try CatalogueFiles.checkPlaces(bodies, communes: folder.rowsIfHeld(.communes), names)
        sectors = try folder.table(.sectors).rows.map { try CatalogueFiles.sector($0, names) }
        try CatalogueFiles.enter(sectors.map(\.code), folder.table(.sectors).rows, "key")
        names.sectors.formUnion(sectors.map(\.code))
        let rows = try folder.table(.procedures).rows
        try CatalogueFiles.enter(rows.map { $0["code"] }, rows, "code")
        names.procedures.formUnion(rows.map { ProcedureCode($0["code"]) })
        let templates = try WorkflowTemplates(try folder.table(.workflows))
        let papers = try ComponentFile(try folder.table(.components), procedures: Set(rows.map { $0["code"] }))
        let forms = try FormFile(folder.rowsIfHeld(.forms) ?? [], papers, procedures: Set(rows.map { $0["code"] }))
        sayForms = folder.held.contains(.forms)
        procedures = try rows.map { try ProcedureRow($0).procedure(papers, forms, templates, names) }
        withdrawn = try CatalogueFiles.withdrawn(folder.rowsIfHeld(.withdrawn), names)
        calendar = try CalendarFiles(folder, names)
    }

    private static func withdrawn(
        _ rows: [TabRow]?, _ names: CatalogueNames
    ) throws(CatalogueFault) -> Set<ProcedureCode>? {
        guard let rows else { return nil }
        var codes: Set<ProcedureCode> = []
        for row in rows {
            let code = ProcedureCode(try row.needed("procedure"))
            guard names.procedures.contains(code) else {
                throw row.fault("procedure", .unknown(.procedure, code.text))
            }
            guard codes.insert(code).inserted else { throw row.fault("procedure", .double) }
        }
        return codes
    }

    /// Refuses a key that stands in two lines.
    private static func enter<Key: Hashable>(_ keys: [Key], _ rows: [TabRow], _ column: String) throws(CatalogueFault) {
        var seen: Set<Key> = []
        for (key, row) in zip(keys, rows) where !seen.insert(key).inserted { throw row.fault(column, .double) }
    }

    /// Agencies, and the centre's counters: places with an address of their own, below the centre.
    private static func agencies(_ rows: [TabRow], _ names: inout CatalogueNames) throws -> [Agency] {
        let agencies = try rows.map { row in
            let isSite = row.file == CatalogueFile.sites.name
            let code = AgencyCode(try row.read("code") { isAgencyCode($0) ? $0 : nil })
            if let province = names.province, !province.holds(code) {
                throw row.fault("code", .outsideProvince(province))
            }
            return Agency(
                code: code, name: try row.needed("name"),
                kind: isSite ? .centre : try row.read("kind") { AgencyKindOfBody(rawValue: $0) },
                seat: row.optional(isSite ? "address" : "seat"),
                demonstration: try row.isDemonstration("codeSource"))
        }
        try enter(agencies.map(\.code), rows, "code")
        names.agencies.formUnion(agencies.map(\.code))
        return agencies
    }

    /// A capital letter and two digits, then two or three digits after each dot: `H21`, `H21.24.01`.
    private static func isAgencyCode(_ text: String) -> Bool {
        text.wholeMatch(of: #/[A-Z][0-9]{2}(\.[0-9]{2,3})*/#) != nil
    }

    /// Refuses agencies below ones that are not there and, where communes are listed, in communes that are not.
    private static func checkPlaces(_ bodies: [TabRow], communes: [TabRow]?, _ names: CatalogueNames) throws {
        let listed = communes.map { Set($0.map { $0["code"] }) }
        for row in bodies {
            try names.checkAgency(row, "parent")
            try names.checkAgency(row, "agency")
            guard let listed, let commune = row.optional("commune") else { continue }
            guard listed.contains(commune) else { throw row.fault("commune", .unknown(.commune, commune)) }
        }
        for row in communes ?? [] {
            _ = try row.needed("agency")
            try names.checkAgency(row, "agency")
            try names.checkAgency(row, "landBranch")
        }
    }

    private static func sector(_ row: TabRow, _ names: CatalogueNames) throws -> Sector {
        try names.checkAgency(row, "owner", besides: ["commune", "vertical"])
        let name = try row.needed("name")
        return Sector(
            code: SectorCode(try row.needed("key")), name: name, english: row.optional("english") ?? name)
    }

    /// Reads the public holidays and swapped days.
    public static func days(from source: Source) throws -> [DayRule] {
        try withoutActuallyEscaping(source) { source in
            try CalendarFiles(CatalogueFolderReader(source: source, held: []), CatalogueNames()).days
        }
    }
}
