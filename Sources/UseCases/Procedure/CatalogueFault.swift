public import Core

/// Why a catalogue file is not taken: which file, line and column, and what is wrong there (lỗi trong tệp danh mục).
public struct CatalogueFault: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// There is no such file or folder.
        case missing
        /// It is there, and cannot be read.
        case unreadable
        case tooLarge(mostBytes: Int)
        /// A file was named that is none of the catalogue's.
        case noCatalogueFile
        case notUTF8, columnMissing, tooManyCells, empty, double, quoted
        /// The header names a column that nothing would read; those that are read follow.
        case columnUnknown([String])
        /// The text is none that this column takes.
        case notUnderstood(String)
        /// The text names something that stands neither in the files nor in the province.
        case unknown(CatalogueReference, String)
        /// The agency's code lies outside the province with this code.
        case outsideProvince(AgencyCode)
        /// The channel is offered and has no time limit.
        case noLimit(Channel)
        case workflow(WorkflowFault)
        /// A form asks for more than people can type at one sitting and a draft can keep.
        case formTooLong(fieldsMost: Int, lettersMost: Int)
        case calendar(CalendarRefusal)
        /// Between the years of the calendar and those of the file this one is wanting.
        case yearMissing(Int)
        /// The other day of the pair is not in the list, or is of another kind.
        case pairNotListed(CivilDate)
        /// A day worked in exchange is a Saturday or Sunday, a day off in exchange or in compensation is none.
        case wrongWeekday
    }

    public var file: String
    /// 1 for the first line; 0 for the whole file.
    public var line: Int
    public var column: String
    public var reason: Reason

    public init(file: String, line: Int = 0, column: String = "", reason: Reason) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }
}

/// What a cell of the catalogue may refer to.
public enum CatalogueReference: Hashable, Sendable {
    case agency, sector, procedure, commune
    /// A case of the same procedure in components.tsv.
    case variant
    /// A set of steps in workflows.tsv.
    case template
    /// A step of the same set.
    case step
}
