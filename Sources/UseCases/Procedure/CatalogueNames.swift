public import Core

/// Codes that files may refer to: those of the province and those that the files themselves enter (mã đã có).
public struct CatalogueNames: Hashable, Sendable {
    /// The province, whose code all its agencies have; nil where none is founded.
    public var province: AgencyCode?
    public var agencies: Set<AgencyCode>
    public var sectors: Set<SectorCode>
    /// Every procedure that was ever published, the withdrawn ones too.
    public var procedures: Set<ProcedureCode>

    public init(
        province: AgencyCode? = nil, agencies: Set<AgencyCode> = [], sectors: Set<SectorCode> = [],
        procedures: Set<ProcedureCode> = []
    ) {
        self.province = province
        self.agencies = agencies
        self.sectors = sectors
        self.procedures = procedures
    }

    /// Refuses a cell that names an agency nobody knows; `besides` are words with a meaning of their own.
    func checkAgency(_ row: TabRow, _ column: String, besides words: Set<String> = []) throws(CatalogueFault) {
        guard let text = row.optional(column), !words.contains(text) else { return }
        guard agencies.contains(AgencyCode(text)) else { throw row.fault(column, .unknown(.agency, text)) }
    }
}
