// What each event carries. `personal` is not part of the coded body: the ledger seals it apart, and it is nil once the
// dossier's key is destroyed. Names of fields are stored for ever: add, never rename.

public struct Submitted: Hashable, Codable, Sendable {
    public var number: SubmissionNumber
    public var procedure: ProcedureReference
    public var variant: VariantCode
    public var sector: SectorCode
    public var channel: Channel
    public var places: Places
    public var resultWay: ResultWay
    public var components: [ComponentGiven]
    /// By when the office must answer an online dossier; nil on other channels.
    public var answerBy: Instant?
    public var personal: Personal?

    enum CodingKeys: String, CodingKey {
        case number, procedure, variant, sector, channel, places, resultWay, components, answerBy
    }
}

/// Papers that are asked for (giấy tờ yêu cầu bổ sung); the words that say why are sealed.
public struct PapersWanted: Hashable, Codable, Sendable {
    public var components: [ComponentCode]
    public var personal: Personal?

    /// Law or sector text the request rests on (căn cứ); sealed, because it is typed freely.
    public var basis: String? { personal?[.basis] }

    enum CodingKeys: String, CodingKey { case components }
}

/// Reasons in words (lý do), all of them sealed.
public struct Reasoned: Hashable, Codable, Sendable {
    public var personal: Personal?

    /// Law or sector text the act rests on (căn cứ).
    public var basis: String? { personal?[.basis] }

    enum CodingKeys: CodingKey {}
}

public struct Received: Hashable, Codable, Sendable {
    public var code: DossierCode
    public var limit: TimeLimit
    public var due: DueDate
    /// By when paper must reach the settling agency; nil for online dossiers.
    public var transferBy: Instant?
    /// Last instant for asking more papers during appraisal.
    public var supplementUntil: Instant
    public var fee: Money
}

public struct ProcedureChanged: Hashable, Codable, Sendable {
    public var procedure: ProcedureReference
    public var variant: VariantCode
    public var sector: SectorCode
    public var limit: TimeLimit
    public var due: DueDate
    public var supplementUntil: Instant
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case procedure, variant, sector, limit, due, supplementUntil }
}

public struct Assigned: Hashable, Codable, Sendable {
    public var assignee: ActorID
    public var step: StepCode
    public var role: Role
    public var agency: AgencyCode
    public var stepDue: Instant
}

public struct StepEntered: Hashable, Codable, Sendable {
    public var from: StepCode
    public var step: StepCode
    /// Whose turn it is: role and agency as the workflow had them, so that replay needs no catalogue.
    public var role: Role
    public var agency: AgencyCode
    public var stepDue: Instant
    public var assignee: ActorID?
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case from, step, role, agency, stepDue, assignee }
}

public struct Consulted: Hashable, Codable, Sendable {
    public var id: ConsultationID
    public var agency: AgencyCode
    public var due: Instant
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case id, agency, due }
}

public struct ConsultationAnswered: Hashable, Codable, Sendable {
    public var id: ConsultationID
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case id }
}

public struct Supplied: Hashable, Codable, Sendable {
    public var components: [ComponentGiven]
    /// The new due date where a clock was running; nil before reception.
    public var due: DueDate?
    /// By when an online dossier must be answered again; nil otherwise.
    public var answerBy: Instant?
    public var supplementUntil: Instant?
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case components, due, answerBy, supplementUntil }
}

public struct PaymentRequested: Hashable, Codable, Sendable {
    public var amount: Money
    /// True if the wait is left out of the time limit.
    public var excluded: Bool
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case amount, excluded }
}

public struct PaymentConfirmed: Hashable, Codable, Sendable {
    public var reference: String
    /// The moved due date; nil where the wait counted.
    public var due: DueDate?
}

public struct Extended: Hashable, Codable, Sendable {
    public var due: DueDate
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case due }
}

public struct Settled: Hashable, Codable, Sendable {
    public var resultNumber: String?
    public var files: [FileGiven]
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case resultNumber, files }
}

public struct ResultReturned: Hashable, Codable, Sendable {
    public var way: ResultWay
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case way }
}

/// Which values were put right; both texts are sealed: `old.<key>` and `<key>`.
public struct Corrected: Hashable, Codable, Sendable {
    public var fields: [PersonalKey]
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case fields }
}

public struct SecretRenewed: Hashable, Codable, Sendable {
    /// 1 for the first renewal; the secret of every lower generation is spent.
    public var generation: Int
}
