/// The files that an import reads, and their columns (các tệp của danh mục).
///
/// Why the columns are listed: a misspelt heading would else be passed over, and what stands below it lost.
public enum CatalogueFile: String, CaseIterable, Sendable {
    case agencies, sites, sectors, workflows, components, procedures, holidays
    case communes, closures, withdrawn, forms

    /// As it lies in the folder: `procedures.tsv`.
    public var name: String { rawValue + ".tsv" }

    /// False for a file that a folder may lack.
    public var isNeeded: Bool {
        switch self {
        case .agencies, .sites, .sectors, .workflows, .components, .procedures, .holidays: return true
        case .communes, .closures, .withdrawn, .forms: return false
        }
    }

    /// True for the files of the calendar, which can be imported alone.
    public var isOfCalendar: Bool { self == .holidays || self == .closures }

    /// Columns without which the file means nothing.
    var needs: [String] {
        switch self {
        case .agencies: return ["code", "name", "kind"]
        case .sites: return ["code", "name", "address"]
        case .sectors: return ["key", "name"]
        case .workflows: return ["template", "step", "name", "role", "share", "moves", "next"]
        case .components: return ["procedure", "variant", "code", "kind", "name"]
        case .procedures: return ["code", "name", "sector", "limit", "channels", "agency"]
        case .holidays: return ["date", "kind", "name"]
        case .communes: return ["code", "agency"]
        case .closures: return ["from", "reason"]
        case .withdrawn: return ["procedure"]
        case .forms: return ["procedure", "key", "kind", "label"]
        }
    }

    /// Columns that may stand beside them; some are for the reader alone.
    var may: [String] {
        switch self {
        case .agencies: return ["short", "level", "parent", "seat", "commune", "codeSource"]
        case .sites: return ["short", "english", "agency", "commune", "codeSource"]
        case .sectors: return ["english", "owner"]
        case .workflows: return []
        case .components: return ["variantName", "required", "originals", "copies", "form", "source"]
        case .procedures:
            return [
                "level", "limitSource", "fee", "feeSource", "feeNote", "channelsSource", "service", "serviceSource",
                "agencySource", "vertical", "decision", "seen", "sameAs",
            ]
        case .holidays: return ["english", "pairDate", "basis", "provisional"]
        case .communes: return ["name", "kind", "fullName", "english", "oldDistrict", "oldProvince", "landBranch"]
        case .closures: return ["to", "site", "channels", "basis", "cancelled"]
        case .withdrawn: return ["decision", "date", "note"]
        case .forms: return ["variant", "required", "most", "choices", "hint", "source"]
        }
    }
}

/// Reads tables of a folder by name; knows which of the optional files are there.
struct CatalogueFolderReader {
    let source: CatalogueFiles.Source
    let held: Set<CatalogueFile>

    func table(_ file: CatalogueFile) throws -> TabTable {
        try TabTable(name: file.name, bytes: try source(file.name), needs: file.needs, may: file.may)
    }

    /// The lines of a file that a folder may lack; nil where it does.
    func rowsIfHeld(_ file: CatalogueFile) throws -> [TabRow]? { held.contains(file) ? try table(file).rows : nil }
}
