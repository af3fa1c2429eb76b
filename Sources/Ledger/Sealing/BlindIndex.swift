import Core
import Crypto

/// Finds a person by number, phone or e-mail without keeping any of them (chỉ mục mù).
///
/// Why: such values are few enough to be tried one by one, so a plain hash hides nothing; under a key of the keyring
/// it does. The same value gives the same index under one label alone, so a phone never matches a number.
public struct BlindIndex: Sendable {
    /// What the value is; the label is hashed with it and never renamed.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Personal identification number, or any other paper's number (số định danh).
        case personalNumber = "personal-number"
        case phone
        case email
    }

    private let key: SymmetricKey

    /// Indexes under the key that this office keeps for it; another office gives other indexes.
    public init(_ office: OfficeKey) { key = office.blindIndexKey }

    /// 32 hexadecimal digits (128 bits) to look up by; nil if nothing is left of the value once it is normalised.
    public func value(_ kind: Kind, of typed: String) -> String? {
        let normalised = BlindIndex.normalised(kind, typed)
        guard !normalised.isEmpty else { return nil }
        let labelled = Array("\(kind.rawValue)\0\(normalised)".utf8)
        return hexadecimal(Cipher.authentication(of: labelled, under: key).prefix(16))
    }

    /// One spelling for what people spell in many ways.
    ///
    /// Numbers: letters and digits alone, in capitals. Phones: digits alone, +84 or 0084 (or 84 before nine digits)
    /// as 0. E-mail: small letters, no spaces.
    static func normalised(_ kind: Kind, _ typed: String) -> String {
        switch kind {
        case .personalNumber: return typed.uppercased().filter { $0.isLetter || $0.isNumber }
        case .phone: return phone(typed)
        case .email: return typed.lowercased().filter { !$0.isWhitespace }
        }
    }

    private static func phone(_ typed: String) -> String {
        let digits = String(decoding: typed.utf8.filter { (48...57).contains($0) }, as: UTF8.self)
        if digits.hasPrefix("0084") { return national(digits.dropFirst(4)) }
        if digits.hasPrefix("84"), typed.contains("+") || digits.count == 11 { return national(digits.dropFirst(2)) }
        return digits
    }

    /// `+84 (0)912…` is written too: the trunk's 0 stands there already.
    private static func national(_ digits: Substring) -> String {
        digits.hasPrefix("0") || digits.isEmpty ? String(digits) : "0" + digits
    }
}
