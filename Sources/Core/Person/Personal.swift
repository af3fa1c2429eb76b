/// Personal data of a dossier (dữ liệu cá nhân): names, numbers, addresses, answers, and words an officer wrote.
///
/// Why apart: the record's body never holds it; it is sealed under the dossier's key, and destroying that key erases
/// it while every proof still holds. Keys are short and stable, values are text as typed.
public struct Personal: Hashable, Codable, Sendable {
    public private(set) var values: [String: String]

    /// Empty texts are left out: a value that is there always says something.
    public init(_ values: [String: String] = [:]) { self.values = values.filter { !$0.value.isEmpty } }

    /// Taken as stored; what was stored never held an empty text.
    public init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: String].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    /// The text under a key; setting an empty text removes it.
    public subscript(_ key: PersonalKey) -> String? {
        get { values[key.text] }
        set { values[key.text] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    /// True where nothing is to be sealed.
    public var isEmpty: Bool { values.isEmpty }

    /// The names of files alone.
    public var fileNames: Personal { Personal(values.filter { $0.key.hasPrefix("file.") }) }

    /// Takes over every value of `newer`, keeping what it does not name.
    public mutating func merge(_ newer: Personal) { values.merge(newer.values) { _, new in new } }
}

/// Which personal value is meant.
public struct PersonalKey: Hashable, Codable, Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    /// An answer on the procedure's form (nội dung tờ khai).
    public static func answer(_ field: String) -> PersonalKey { PersonalKey("answer." + field) }

    /// The name a file had on its sender's device (tên tệp), which may name a person.
    public static func fileName(_ file: FileID) -> PersonalKey { PersonalKey("file." + file.text) }

    /// Whoever hands the dossier in (người nộp).
    public static let submitterName = PersonalKey("submitter.name")
    public static let submitterNumber = PersonalKey("submitter.number")
    public static let submitterPhone = PersonalKey("submitter.phone")
    public static let submitterEmail = PersonalKey("submitter.email")
    public static let submitterAddress = PersonalKey("submitter.address")
    /// Whose matter it is (chủ hồ sơ).
    public static let ownerName = PersonalKey("owner.name")
    public static let ownerNumber = PersonalKey("owner.number")
    public static let ownerAddress = PersonalKey("owner.address")
    /// Where a result is posted (địa chỉ nhận kết quả).
    public static let resultAddress = PersonalKey("result.address")
    /// Who came for the result (người nhận kết quả).
    public static let collectorName = PersonalKey("collector.name")
    /// Words written by an officer or an applicant: reasons, requests, opinions.
    public static let reason = PersonalKey("reason")
    /// Law or sector text that an act rests on (căn cứ), typed freely and so perhaps naming somebody.
    public static let basis = PersonalKey("basis")
    public static let note = PersonalKey("note")
    /// What the paper or request concerns (trích yếu).
    public static let summary = PersonalKey("summary")
}
