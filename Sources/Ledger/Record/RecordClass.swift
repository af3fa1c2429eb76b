public import Core

/// The five kinds of matter a ledger holds: all that the public entry of a record tells about it.
public enum RecordClass: String, Codable, CaseIterable, Hashable, Sendable {
    /// A dossier's life (hồ sơ).
    case dossier
    /// An anonymous rating of a unit (đánh giá).
    case rating
    /// A payment or its receipt (thanh toán, biên lai).
    case payment
    /// A complaint or proposal (phản ánh, kiến nghị).
    case feedback
    /// A decision of the office itself: procedures published, delegations, calendars, authority, erasure.
    case office

    /// The class that a record's kind begins with: `dossier` of `dossier.received`; nil for any other text.
    public init?(kind: String) {
        guard let point = kind.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        self.init(rawValue: String(kind[..<point]))
    }
}

/// Marks streams of records (dòng bản ghi).
public enum StreamKind {}
/// Marks logs (sổ).
public enum LogKind {}
/// Marks machines that take records in (trạm, trung tâm).
public enum NodeKind {}

/// A stream of records that belong together, such as one dossier: a random id, never a number, a name or a code.
public typealias StreamID = Identifier<StreamKind>
/// The log of one node, in which records are numbered without gaps.
public typealias LogID = Identifier<LogKind>
/// A machine, or a cluster acting as one, that takes records in: a province's, or a commune's own (trạm).
public typealias NodeID = Identifier<NodeKind>

extension Identifier where Kind == DossierKind {
    /// The stream of this dossier: the same text.
    public var stream: StreamID { StreamID(text) }
}
