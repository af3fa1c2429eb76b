/// Something that happened to a dossier (sự kiện): when, by whom, what. Once stored it is never changed.
public struct DossierEvent: Hashable, Sendable {
    public var at: Instant
    public var actor: ActorID
    public var change: DossierChange

    public init(at: Instant, actor: ActorID, change: DossierChange) {
        self.at = at
        self.actor = actor
        self.change = change
    }
}

/// What happened. The payloads are small, hold no personal data in their coded form, and carry every due date computed.
public enum DossierChange: Hashable, Sendable {
    /// Handed in (đã nộp hồ sơ).
    case submitted(Submitted)
    /// Sent back for missing papers before reception (đã yêu cầu bổ sung trước tiếp nhận, form 02).
    case completionAsked(PapersWanted)
    /// Not received, with reasons (đã từ chối tiếp nhận, form 03).
    case receptionRefused(Reasoned)
    /// Received; the clock began (đã tiếp nhận, form 01).
    case received(Received)
    /// Put under another procedure or case, before anybody was assigned (đã đổi thủ tục, trường hợp).
    case procedureChanged(ProcedureChanged)
    /// Given to somebody to handle (đã phân công).
    case assigned(Assigned)
    /// Passed on to a following step (đã chuyển bước).
    case stepCompleted(StepEntered)
    /// Given back to an earlier step (đã trả lại bước trước).
    case sentBack(StepEntered)
    /// One question put to another agency; a command may bring about several (đã lấy ý kiến phối hợp).
    case consulted(Consulted)
    /// Such a question answered (đã trả lời ý kiến phối hợp).
    case consultationAnswered(ConsultationAnswered)
    /// Papers asked for during appraisal (đã yêu cầu bổ sung, form 02).
    case supplementRequested(PapersWanted)
    /// What was asked for was brought (đã nộp bổ sung).
    case supplied(Supplied)
    /// Payment asked for (đã thông báo nghĩa vụ tài chính).
    case paymentRequested(PaymentRequested)
    /// Payment proven (đã xác nhận thực hiện nghĩa vụ tài chính).
    case paymentConfirmed(PaymentConfirmed)
    /// A new date set, with an apology (đã gia hạn, form 04).
    case extended(Extended)
    /// An apology without a new date (đã xin lỗi).
    case apologised(Reasoned)
    /// Refused in writing after appraisal (đã từ chối giải quyết, form 03).
    case refused(Reasoned)
    /// Stopped by the office (đã dừng giải quyết, form 05).
    case stopped(Reasoned)
    /// Taken back by the applicant (đã rút hồ sơ).
    case withdrawn(Reasoned)
    /// Result signed (đã có kết quả).
    case settled(Settled)
    /// Result or letter handed over (đã trả kết quả).
    case resultReturned(ResultReturned)
    /// Typed values put right (đã đính chính).
    case corrected(Corrected)
    /// A mistaken reception voided; the code stays used (đã hủy tiếp nhận nhầm).
    case receptionVoided(Reasoned)
    /// A new secret given; the earlier ones are spent (đã cấp lại mã bí mật).
    case secretRenewed(SecretRenewed)
}

/// The stored name of a change; never renamed, since records keep it for ever.
public enum DossierChangeKind: String, Codable, CaseIterable, Hashable, Sendable {
    case submitted, completionAsked, receptionRefused, received, procedureChanged, assigned, stepCompleted, sentBack
    case consulted, consultationAnswered, supplementRequested, supplied, paymentRequested, paymentConfirmed
    case extended, apologised, refused, stopped, withdrawn, settled, resultReturned, corrected, receptionVoided
    case secretRenewed
}

extension DossierChange {
    /// The stored name of this change.
    public var kind: DossierChangeKind {
        switch self {
        case .submitted: return .submitted
        case .completionAsked: return .completionAsked
        case .receptionRefused: return .receptionRefused
        case .received: return .received
        case .procedureChanged: return .procedureChanged
        case .assigned: return .assigned
        case .stepCompleted: return .stepCompleted
        case .sentBack: return .sentBack
        case .consulted: return .consulted
        case .consultationAnswered: return .consultationAnswered
        case .supplementRequested: return .supplementRequested
        case .supplied: return .supplied
        case .paymentRequested: return .paymentRequested
        case .paymentConfirmed: return .paymentConfirmed
        case .extended: return .extended
        case .apologised: return .apologised
        case .refused: return .refused
        case .stopped: return .stopped
        case .withdrawn: return .withdrawn
        case .settled: return .settled
        case .resultReturned: return .resultReturned
        case .corrected: return .corrected
        case .receptionVoided: return .receptionVoided
        case .secretRenewed: return .secretRenewed
        }
    }
}
