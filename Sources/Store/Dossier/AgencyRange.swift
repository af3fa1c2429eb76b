import Core

extension AgencyCode {
    /// Where a range of codes ends that holds an agency and all below it (cơ quan và đơn vị trực thuộc): `/` is the
    /// character after `.`, and both engines compare texts byte by byte.
    var endOfRange: SQLValue { .text(text + "/") }
}
