public import Core

/// What the typed values of a dossier may be (quy tắc nội dung hồ sơ): the same for portal, counter and API.
///
/// Why here: three readers with their own limits drift apart, and the loosest of them decides what gets in. Personal
/// numbers are held to their length alone: old papers and foreigners have other forms, and nobody is turned away over
/// a number.
public enum SubmissionRules {
    /// Characters of a name.
    public static let nameMost = 120
    /// Characters of a personal number, or of another paper's.
    public static let numberMost = 20
    /// Characters of a telephone number, spaces and dots counted.
    public static let phoneMost = 20
    /// Characters of an e-mail address.
    public static let emailMost = 254
    /// Characters of a postal address.
    public static let addressMost = 300

    /// Characters that a value about people may have; nil for free words, whose limit an office sets itself.
    public static func most(of key: PersonalKey) -> Int? {
        switch key {
        case .submitterName, .ownerName, .collectorName: nameMost
        case .submitterNumber, .ownerNumber: numberMost
        case .submitterPhone: phoneMost
        case .submitterEmail: emailMost
        case .submitterAddress, .ownerAddress, .resultAddress: addressMost
        default: nil
        }
    }

    /// What is wrong with a text as the value of that key; nil where nothing is.
    public static func fault(in text: String, as key: PersonalKey) -> FieldFault? {
        if let most = most(of: key), text.count > most { return .tooLong(most: most) }
        switch key {
        case .submitterPhone: return isPhone(text) ? nil : .badForm
        case .submitterEmail: return isMail(text) ? nil : .badForm
        default: return nil
        }
    }

    /// Values that others call for and that are not there.
    ///
    /// The submitter's name; an owner's beside the owner's number or address; an address for a result by post. Whoever
    /// hands in online also leaves a telephone and an address: nobody at a counter can ask for them.
    ///
    /// - Parameter channel: how it is handed in; nil for a dossier that is there already.
    public static func missing(in personal: Personal, way: ResultWay, channel: Channel? = nil) -> [PersonalKey] {
        var missing = needed(of: channel).filter { personal[$0] == nil }
        if personal[.ownerName] == nil, personal[.ownerNumber] != nil || personal[.ownerAddress] != nil {
            missing.append(.ownerName)
        }
        if way == .post, personal[.resultAddress] == nil { missing.append(.resultAddress) }
        return missing
    }

    /// What the submitter must tell, whatever else is told.
    public static func needed(of channel: Channel?) -> [PersonalKey] {
        channel == .online ? [.submitterName, .submitterPhone, .submitterAddress] : [.submitterName]
    }

    /// Where a result by post goes (địa chỉ nhận qua bưu chính): to the address given for it.
    ///
    /// Paper handed in without one has it sent to the submitter; online it is asked for by itself, for nobody reads the
    /// dossier over with the applicant.
    public static func postalAddress(in personal: Personal, channel: Channel) -> String? {
        personal[.resultAddress] ?? (channel == .online ? nil : personal[.submitterAddress])
    }

    /// Digits with what people write between them; eight to fifteen of them.
    static func isPhone(_ text: String) -> Bool {
        (8...15).contains(text.utf8.count { (48...57).contains($0) })
            && text.allSatisfy { $0.isASCII && ($0.isNumber || "+-. ()".contains($0)) }
    }

    /// Something, one @, and a host with a dot; whether it is anybody's, only a letter could tell.
    static func isMail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
    }
}
