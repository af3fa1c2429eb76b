// What each command carries. Words people wrote travel as `Personal`, so that they end up sealed.

public struct Submission: Hashable, Sendable {
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

    public init(basis: String? = nil, personal: Personal) {
        self.personal = personal
        if let basis { self.personal[.basis] = basis }
    }
}

public struct Reception: Hashable, Sendable {
    /// Order of the day at the competent agency, taken in the transaction that receives.
    public var order: Int
    public var fee: Money

    public init(order: Int, fee: Money = .zero) {
        self.order = order
        self.fee = fee
    }
}

/// The new procedure is the one of the context; papers and places stay.
public struct ProcedureChange: Hashable, Sendable {
    public var variant: VariantCode
    public var personal: Personal

    public init(variant: VariantCode, personal: Personal) {
        self.variant = variant
        self.personal = personal
    }
}

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

public struct ConsultationAnswer: Hashable, Sendable {
    public var id: ConsultationID
    public var personal: Personal

    public init(id: ConsultationID, personal: Personal) {
        self.id = id
        self.personal = personal
    }
}

public struct Supply: Hashable, Sendable {
    public var components: [ComponentGiven]
    public var personal: Personal

    public init(components: [ComponentGiven], personal: Personal = Personal()) {
        self.components = components
        self.personal = personal
    }
}

public struct PaymentAsked: Hashable, Sendable {
    public var amount: Money
    public var personal: Personal

    public init(amount: Money, personal: Personal) {
        self.amount = amount
        self.personal = personal
    }
}

public struct PaymentProof: Hashable, Sendable {
    /// Number of the receipt or transfer (số chứng từ).
    public var reference: String

    public init(reference: String) { self.reference = reference }
}

public struct Extension: Hashable, Sendable {
    /// The new day; its hour is the closing of that day.
    public var newDay: CivilDate
    public var personal: Personal

    public init(newDay: CivilDate, personal: Personal) {
        self.newDay = newDay
        self.personal = personal
    }
}

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

public struct Handover: Hashable, Sendable {
    public var way: ResultWay
    public var personal: Personal

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
