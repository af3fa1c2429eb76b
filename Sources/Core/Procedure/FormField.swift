/// One question of a procedure's electronic form (mục của tờ khai, biểu mẫu điện tử).
///
/// Why in the version of the procedure: an answer is read by the question it was given to, also when the form has
/// changed since.
public struct FormField: Hashable, Codable, Sendable {
    /// Characters that no answer may exceed (số ký tự tối đa), whatever its field allows.
    public static let mostEver = 2_000

    /// Stable name of the field in drafts, in the API and under `PersonalKey.answer` (khóa của mục): `ngay-sinh`.
    public var key: FormFieldKey
    /// As the official form writes it, in Vietnamese (tên mục).
    public var label: String
    public var kind: FormFieldKind
    /// What can be chosen, in the order of the form (các lựa chọn); empty for every kind but `.choice`.
    public var choices: [String]
    /// True where an application handed in online lacks something without it (mục bắt buộc).
    public var required: Bool
    /// Characters that an answer may have (số ký tự).
    public var most: Int
    /// A few words on how to answer (hướng dẫn khai), in Vietnamese.
    public var hint: String?

    public init(
        key: FormFieldKey, label: String, kind: FormFieldKind = .text, choices: [String] = [], required: Bool = false,
        most: Int = 200, hint: String? = nil
    ) {
        self.key = key
        self.label = label
        self.kind = kind
        self.choices = choices
        self.required = required
        self.most = most
        self.hint = hint
    }
}

/// What kind of answer a field takes (kiểu dữ liệu của mục); the raw value stands in the catalogue and in the API.
public enum FormFieldKind: String, Codable, CaseIterable, Hashable, Sendable {
    /// One line (một dòng).
    case text
    /// Several lines (nhiều dòng).
    case longText = "long-text"
    /// A day (ngày), kept as `2026-11-20`.
    case date
    /// How many, whole and below 10,000 (số lượng).
    case count
    /// A number as people write it (số): `1.500.000`, `120,5`.
    case number
    /// One of the field's choices (lựa chọn), kept in its words.
    case choice
}

/// Marks keys of form fields (khóa của mục tờ khai).
public enum FormFieldKeyKind {}

/// Name of a field of a procedure's form (khóa của mục tờ khai).
public typealias FormFieldKey = Identifier<FormFieldKeyKind>
