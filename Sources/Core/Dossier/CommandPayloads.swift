// What each command carries. Words people wrote travel as `Personal`, so that they end up sealed.

/// What is handed in (nội dung nộp hồ sơ); the procedure is the one of the context.
public struct Submission: Hashable, Sendable {
    /// Chosen by the caller at random; the store refuses one that is taken.
    public var number: SubmissionNumber
    public var variant: VariantCode
    public var channel: Channel
    public var places: Places
    public var resultWay: ResultWay
    public var components: [ComponentGiven]
    public var personal: Personal

    public init(
        number: SubmissionNumber, variant: VariantCode, channel: Channel, places: Places, resultWay: ResultWay,
        components: [ComponentGiven], personal: Personal
    ) {
        self.number = number
        self.variant = variant
        self.channel = channel
        self.places = places
        self.resultWay = resultWay
        self.components = components
        self.personal = personal
    }
}

/// Which components are wanted, and the words that say why (phiếu yêu cầu bổ sung).
public struct PapersAsked: Hashable, Sendable {
    public var components: [ComponentCode]
    public var personal: Personal

    /// Law or sector text the request rests on, where it goes beyond the usual window (căn cứ).
    public var basis: String? { personal[.basis] }

    /// A `basis` is put among the sealed words under its own key.
    public init(components: [ComponentCode], basis: String? = nil, personal: Personal) {
        self.components = components
        self.personal = personal
        if let basis { self.personal[.basis] = basis }
    }
}

/// Reasons in words, with the legal basis.
public struct Grounds: Hashable, Sendable {
    public var personal: Personal

    /// Law or sector text (căn cứ).
    public var basis: String? { personal[.basis] }

    /// A `basis` is put among the sealed words under its own key.
    public init(basis: String? = nil, personal: Personal) {
        self.personal = personal
        if let basis { self.personal[.basis] = basis }
    }
}

/// What the office adds when it receives (tiếp nhận): the order of the day and what is charged.
public struct Reception: Hashable, Sendable {
    /// Order of the day at the competent agency, taken in the transaction that receives.
    public var order: Int
    /// In đồng; zero where nothing is charged, and never less.
    public var fee: Money

    public init(order: Int, fee: Money = .zero) {
        self.order = order
        self.fee = fee
    }
}

/// The new procedure is the one of the context; papers and places stay.
public struct ProcedureChange: Hashable, Sendable {
    public var variant: VariantCode
    /// What is charged from now on, in đồng; zero where nothing is, and never less. Before reception it says nothing.
    public var fee: Money
    /// The papers under the codes of the new case; nil leaves them as they are.
    public var components: [ComponentGiven]?
    public var personal: Personal

    public init(variant: VariantCode, fee: Money, personal: Personal) {
        self.variant = variant
        self.fee = fee
        self.personal = personal
    }
}

/// The step to go to (chuyển bước, trả lại bước trước); going back takes a reason in `personal`.
public struct StepPassed: Hashable, Sendable {
    public var to: StepCode
    /// Who is to work the next step, where it is known.
    public var assignee: ActorID?
    public var personal: Personal

    public init(to: StepCode, assignee: ActorID? = nil, personal: Personal = Personal()) {
        self.to = to
        self.assignee = assignee
        self.personal = personal
    }
}

/// One question to another agency (lấy ý kiến phối hợp); its words stand in `personal` under `note`.
public struct ConsultationAsked: Hashable, Sendable {
    /// Most working days that an agency may be given.
    public static let workingDaysMost = 60

    public var id: ConsultationID
    public var agency: AgencyCode
    /// Working days the other agency has.
    public var workingDays: Int
    public var personal: Personal

    public init(id: ConsultationID, agency: AgencyCode, workingDays: Int, personal: Personal) {
        self.id = id
        self.agency = agency
        self.workingDays = workingDays
        self.personal = personal
    }
}

/// The opinion of an agency that was asked (trả lời ý kiến phối hợp); its words stand under `note`.
public struct ConsultationAnswer: Hashable, Sendable {
    public var id: ConsultationID
    public var personal: Personal

    public init(id: ConsultationID, personal: Personal) {
        self.id = id
        self.personal = personal
    }
}

/// The papers brought (nộp bổ sung): all that were asked for, each with a sheet or a file.
public struct Supply: Hashable, Sendable {
    public var components: [ComponentGiven]
    public var personal: Personal

    public init(components: [ComponentGiven], personal: Personal = Personal()) {
        self.components = components
        self.personal = personal
    }
}

/// What the applicant must pay before work goes on (thông báo nghĩa vụ tài chính).
public struct PaymentAsked: Hashable, Sendable {
    /// More than zero, in đồng.
    public var amount: Money
    public var personal: Personal

    public init(amount: Money, personal: Personal) {
        self.amount = amount
        self.personal = personal
    }
}

/// What shows that it was paid (chứng từ nộp tiền).
public struct PaymentProof: Hashable, Sendable {
    /// Number of the receipt or transfer (số chứng từ), at most 100 characters.
    public var reference: String

    public init(reference: String) { self.reference = reference }
}

/// An apology with one new date (xin lỗi và gia hạn, form 04); the reason stands in `personal`.
public struct Extension: Hashable, Sendable {
    /// The new day; its hour is the closing of that day.
    public var newDay: CivilDate
    public var personal: Personal

    public init(newDay: CivilDate, personal: Personal) {
        self.newDay = newDay
        self.personal = personal
    }
}

/// The result that is approved and signed (kết quả giải quyết).
public struct Settlement: Hashable, Sendable {
    /// Number and symbol of the document issued (số, ký hiệu văn bản), where it has one.
    public var resultNumber: String?
    public var files: [FileGiven]
    public var personal: Personal

    public init(resultNumber: String? = nil, files: [FileGiven] = [], personal: Personal = Personal()) {
        self.resultNumber = resultNumber
        self.files = files
        self.personal = personal
    }
}

/// How the result is handed over, and to whom (trả kết quả).
///
/// A way other than the one chosen takes a `note`; post takes an address.
public struct Handover: Hashable, Sendable {
    public var way: ResultWay
    public var personal: Personal

    /// True where it is posted to the address that was given when the dossier was handed in.
    public var usesKnownAddress: Bool { way == .post && personal[.resultAddress] == nil }

    public init(way: ResultWay, personal: Personal = Personal()) {
        self.way = way
        self.personal = personal
    }
}

/// Typed values put right, and why (đính chính).
public struct Correction: Hashable, Sendable {
    /// The new values; the old ones are read from the dossier and kept beside them.
    public var changes: Personal
    /// Values where nothing is to stand any more.
    public var removed: Set<PersonalKey>
    public var reason: String

    public init(changes: Personal, removed: Set<PersonalKey> = [], reason: String) {
        self.changes = changes
        self.removed = removed
        self.reason = reason
    }
}
