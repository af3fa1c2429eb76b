/// A name that cannot be confused with a name of another kind: an agency is never passed for an officer.
///
/// `Kind` is never made; it only tells the compiler which names are meant. Encoded as the bare text.
public struct Identifier<Kind>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    public var text: String

    /// Any text is taken: whether it names something, the office's tables say.
    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { text = value }
    public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
    public var description: String { text }
}

/// Marks names of dossiers (hồ sơ).
public enum DossierKind {}
/// Marks names of those who act (người thực hiện).
public enum ActorKind {}
/// Marks codes of agencies (cơ quan, đơn vị).
public enum AgencyKind {}
/// Marks places with office hours (địa điểm làm việc).
public enum SiteKind {}
/// Marks codes of procedures (thủ tục hành chính).
public enum ProcedureKind {}
/// Marks keys of sectors (lĩnh vực).
public enum SectorKind {}
/// Marks cases of a procedure (trường hợp).
public enum VariantKind {}
/// Marks components of a dossier (thành phần hồ sơ).
public enum ComponentKind {}
/// Marks steps of a workflow (bước).
public enum StepKind {}
/// Marks single commands, for idempotency (lệnh).
public enum CommandKind {}
/// Marks stored files (tệp đính kèm).
public enum FileKind {}
/// Marks questions to other agencies (yêu cầu lấy ý kiến).
public enum ConsultationKind {}

/// The stream of one dossier: 32 random hexadecimal digits, never a number, a name or a code.
public typealias DossierID = Identifier<DossierKind>
/// Whoever acts: an officer, a citizen's session, a system. Random, so that a record names nobody.
public typealias ActorID = Identifier<ActorKind>
/// Identification code of an agency (mã định danh): `H21`, `H21.65`, `H21.24.01`.
public typealias AgencyCode = Identifier<AgencyKind>
/// A place with office hours of its own (địa điểm làm việc).
public typealias SiteID = Identifier<SiteKind>
/// National procedure code (mã thủ tục): `1.001193`.
public typealias ProcedureCode = Identifier<ProcedureKind>
/// Sector of procedures (lĩnh vực), a short Latin key such as `ho-tich`.
public typealias SectorCode = Identifier<SectorKind>
/// A case of a procedure with its own papers, limit and fee (trường hợp).
public typealias VariantCode = Identifier<VariantKind>
/// A component of a dossier (thành phần hồ sơ).
public typealias ComponentCode = Identifier<ComponentKind>
/// A step of a workflow (bước).
public typealias StepCode = Identifier<StepKind>
/// One intent of one caller, for idempotency.
public typealias CommandID = Identifier<CommandKind>
/// A stored file: the SHA-256 of its ciphertext, 64 hexadecimal digits.
public typealias FileID = Identifier<FileKind>
/// One request for another agency's opinion within a dossier (lấy ý kiến phối hợp).
public typealias ConsultationID = Identifier<ConsultationKind>

extension AgencyCode {
    /// True for the agency itself and for all below it: `H21.24` holds `H21.24.01`.
    public func holds(_ other: AgencyCode) -> Bool {
        other == self || (other.text.hasPrefix(text) && other.text.dropFirst(text.count).hasPrefix("."))
    }
}
