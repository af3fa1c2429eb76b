/// A state body or a part of one that receives or settles dossiers (cơ quan, đơn vị).
public struct Agency: Hashable, Codable, Sendable {
    public var code: AgencyCode
    public var name: String
    public var kind: AgencyKindOfBody
    /// The place where people find it, in words.
    public var seat: String?
    /// True where the code is a demonstration value, not a published one.
    public var demonstration: Bool

    public init(
        code: AgencyCode, name: String, kind: AgencyKindOfBody, seat: String? = nil, demonstration: Bool = false
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.seat = seat
        self.demonstration = demonstration
    }

    /// True if dossiers can be handed in there (có Bộ phận Một cửa).
    public var receives: Bool {
        switch kind {
        case .centre, .commune: return true
        case .province, .department, .branch: return false
        }
    }
}

/// What kind of body an agency is (loại cơ quan): the kind alone tells whether it has a counter.
public enum AgencyKindOfBody: String, Codable, CaseIterable, Hashable, Sendable {
    /// The people's committee of the province (UBND tỉnh).
    case province
    /// The provincial public administrative service centre (Trung tâm Phục vụ hành chính công).
    case centre
    /// A department of the province (sở, ban, ngành).
    case department
    /// A part of a department with its own office (chi cục, chi nhánh).
    case branch
    /// The people's committee of a commune or ward (UBND xã, phường) with its own centre.
    case commune
}
