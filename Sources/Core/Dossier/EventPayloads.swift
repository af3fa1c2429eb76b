// What each event carries. `personal` is not part of the coded body: the ledger seals it apart, and it is nil once the
// dossier's key is destroyed. Names of fields are stored for ever: add, never rename.

/// A dossier was handed in (đã nộp hồ sơ): under what, how, and where it goes.
///
/// The sector is kept beside the procedure's version, so that replay and reports need no catalogue.
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

/// A dossier was received and its statutory clock began (đã tiếp nhận, form 01).
///
/// Limit and due date are kept as computed then: a later calendar or catalogue never moves what a receipt promised.
public struct Received: Hashable, Codable, Sendable {
    public var code: DossierCode
    public var limit: TimeLimit
    public var due: DueDate
    /// By when paper must reach the settling agency; nil for online dossiers.
    public var transferBy: Instant?
    /// Last instant for asking more papers during appraisal.
    public var supplementUntil: Instant
    /// What is charged, in đồng; zero where nothing is.
    public var fee: Money
}

/// A dossier was put under another procedure or case (đã đổi thủ tục, trường hợp).
public struct ProcedureChanged: Hashable, Codable, Sendable {
    public var procedure: ProcedureReference
    public var variant: VariantCode
    public var sector: SectorCode
    /// Its clock from now on, counted anew from the first reception; nil before reception, when there is none.
    public var terms: ChangedTerms?
    /// All papers handed in so far, by the codes of the new case.
    public var components: [ComponentGiven]
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case procedure, variant, sector, terms, components }
}

/// What another procedure or case asks of a running clock (thời hạn sau khi đổi thủ tục).
public struct ChangedTerms: Hashable, Codable, Sendable {
    public var limit: TimeLimit
    public var due: DueDate
    /// Last instant for asking more papers during appraisal.
    public var supplementUntil: Instant
    /// What is charged from now on, in đồng; zero where nothing is.
    public var fee: Money
}

/// Somebody was named to handle the dossier; the first time, it entered its workflow (đã phân công).
public struct Assigned: Hashable, Codable, Sendable {
    public var assignee: ActorID
    public var step: StepCode
    /// Whose turn it is: role and agency as the workflow had them, so that replay needs no catalogue.
    public var role: Role
    public var agency: AgencyCode
    /// When the step's own working time is over; no legal due date, it warns the office alone.
    public var stepDue: Instant
}

/// The dossier went on to another step, or back to an earlier one (đã chuyển bước, trả lại bước trước).
public struct StepEntered: Hashable, Codable, Sendable {
    public var from: StepCode
    public var step: StepCode
    /// Whose turn it is: role and agency as the workflow had them, so that replay needs no catalogue.
    public var role: Role
    public var agency: AgencyCode
    /// When the step's own working time is over.
    public var stepDue: Instant
    /// Who is to work it; nil for whoever has the role there.
    public var assignee: ActorID?
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case from, step, role, agency, stepDue, assignee }
}

/// A question was put to another agency (đã lấy ý kiến phối hợp); its words are sealed.
public struct Consulted: Hashable, Codable, Sendable {
    public var id: ConsultationID
    public var agency: AgencyCode
    /// By when that agency is to answer, in its own working days; later it holds nobody up.
    public var due: Instant
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case id, agency, due }
}

/// The agency asked gave its opinion (đã trả lời ý kiến phối hợp); the words are sealed.
public struct ConsultationAnswered: Hashable, Codable, Sendable {
    public var id: ConsultationID
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case id }
}

/// The papers asked for were brought (đã nộp bổ sung), before reception or during appraisal.
public struct Supplied: Hashable, Codable, Sendable {
    public var components: [ComponentGiven]
    /// The new due date where a clock was running; nil before reception.
    public var due: DueDate?
    /// By when an online dossier must be answered again; nil otherwise.
    public var answerBy: Instant?
    /// Until when more papers may be asked for during appraisal; nil before reception.
    public var supplementUntil: Instant?
    /// By when the step that asked must be done, its own time from now; nil before reception.
    public var stepDue: Instant?
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case components, due, answerBy, supplementUntil, stepDue }
}

/// The applicant was told what to pay before work goes on (đã thông báo nghĩa vụ tài chính).
public struct PaymentRequested: Hashable, Codable, Sendable {
    /// More than zero, in đồng.
    public var amount: Money
    /// True if the wait is left out of the time limit.
    public var excluded: Bool
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case amount, excluded }
}

/// The payment was proven and work goes on (đã xác nhận thực hiện nghĩa vụ tài chính).
public struct PaymentConfirmed: Hashable, Codable, Sendable {
    /// Number of the receipt or transfer (số chứng từ), at most 100 characters.
    public var reference: String
    /// The moved due date; nil where the wait counted.
    public var due: DueDate?
    /// By when the step that asked must be done, its own time from now; nil where the wait counted.
    public var stepDue: Instant?
}

/// The office apologised and set one new date (đã xin lỗi và gia hạn, form 04).
public struct Extended: Hashable, Codable, Sendable {
    public var due: DueDate
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case due }
}

/// The result was approved and signed; the clock ended here, not at the hand-over (đã ký duyệt kết quả).
public struct Settled: Hashable, Codable, Sendable {
    /// Number and symbol of the document issued (số, ký hiệu văn bản), where it has one.
    public var resultNumber: String?
    public var files: [FileGiven]
    public var personal: Personal?

    enum CodingKeys: String, CodingKey { case resultNumber, files }
}

/// The result, or the letter of refusal, was handed over (đã trả kết quả).
public struct ResultReturned: Hashable, Codable, Sendable {
    /// How it was really handed over, which may differ from what the applicant had chosen.
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

/// A new secret was given out (đã cấp lại mã bí mật).
///
/// No secret is stored: it is derived from the stream and this count, so that a rebuild gives the same one.
public struct SecretRenewed: Hashable, Codable, Sendable {
    /// 1 for the first renewal; the secret of every lower generation is spent.
    public var generation: Int
}
