/// The province that a ledger serves (tỉnh): its name, its code and how people reach it.
public struct Province: Hashable, Codable, Sendable {
    public var code: AgencyCode
    public var name: String
    public var english: String
    /// The body that runs the one-stop services, as the page header names it.
    public var centre: String
    public var centreEnglish: String
    /// Telephone for help (tổng đài hỗ trợ).
    public var phone: String?
    /// Addresses of its counters, one a line.
    public var addresses: [String]
    /// True for the demonstration, whose figures and people are made up.
    public var demonstration: Bool

    public init(
        code: AgencyCode, name: String, english: String, centre: String, centreEnglish: String, phone: String? = nil,
        addresses: [String] = [], demonstration: Bool = false
    ) {
        self.code = code
        self.name = name
        self.english = english
        self.centre = centre
        self.centreEnglish = centreEnglish
        self.phone = phone
        self.addresses = addresses
        self.demonstration = demonstration
    }
}
