/// What somebody wants to happen to a dossier; `decide` answers with events or a refusal.
public enum DossierCommand: Hashable, Sendable {
    /// Hand in (nộp hồ sơ), online by the applicant or entered by a counter for paper.
    case submit(Submission)
    /// Ask for what is missing before receiving, once and in full (yêu cầu bổ sung trước tiếp nhận, form 02).
    case askCompletion(PapersAsked)
    /// Do not receive, with reasons (từ chối tiếp nhận, form 03).
    case refuseReception(Grounds)
    /// Receive and start the clock (tiếp nhận hồ sơ, form 01).
    case receive(Reception)
    /// Put under another procedure or case before anybody is assigned (đổi thủ tục, trường hợp).
    case changeProcedure(ProcedureChange)
    /// Name who handles it (phân công).
    case assign(ActorID)
    /// Pass to a following step (chuyển bước).
    case completeStep(StepPassed)
    /// Give back to an earlier step (trả lại bước trước).
    case sendBack(StepPassed)
    /// Ask other agencies at the same time (lấy ý kiến phối hợp).
    case consult([ConsultationAsked])
    /// Answer such a question (trả lời ý kiến phối hợp).
    case answerConsultation(ConsultationAnswer)
    /// Ask for more papers during appraisal (yêu cầu bổ sung, form 02).
    case requestSupplement(PapersAsked)
    /// Bring what was asked (nộp bổ sung).
    case supply(Supply)
    /// Tell what must be paid first (thông báo nghĩa vụ tài chính).
    case requestPayment(PaymentAsked)
    /// Record that it was paid (xác nhận đã thực hiện nghĩa vụ tài chính).
    case confirmPayment(PaymentProof)
    /// Apologise and set one new date (xin lỗi và gia hạn, form 04).
    case extend(Extension)
    /// Apologise without a new date (xin lỗi).
    case apologise(Grounds)
    /// Refuse in writing after appraisal (từ chối giải quyết, form 03).
    case refuse(Grounds)
    /// Stop (dừng giải quyết, form 05).
    case stop(Grounds)
    /// Take the dossier back (rút hồ sơ).
    case withdraw(Grounds)
    /// Approve and sign the result (ký duyệt kết quả).
    case settle(Settlement)
    /// Hand the result over (trả kết quả).
    case returnResult(Handover)
    /// Put a mistake right, old and new kept (đính chính).
    case correct(Correction)
    /// Void a reception made by mistake (hủy tiếp nhận nhầm).
    case voidReception(Grounds)
    /// Give a new secret; the old one is spent (cấp lại mã bí mật).
    case renewSecret
}

/// The name of a command, for permission, tables and texts.
public enum DossierAction: String, Codable, CaseIterable, Hashable, Sendable {
    case submit, askCompletion, refuseReception, receive, changeProcedure, assign, completeStep, sendBack, consult
    case answerConsultation, requestSupplement, supply, requestPayment, confirmPayment, extend, apologise, refuse, stop
    case withdraw, settle, returnResult, correct, voidReception, renewSecret
}

extension DossierCommand {
    /// The name of this command, without what it carries.
    public var action: DossierAction {
        switch self {
        case .submit: return .submit
        case .askCompletion: return .askCompletion
        case .refuseReception: return .refuseReception
        case .receive: return .receive
        case .changeProcedure: return .changeProcedure
        case .assign: return .assign
        case .completeStep: return .completeStep
        case .sendBack: return .sendBack
        case .consult: return .consult
        case .answerConsultation: return .answerConsultation
        case .requestSupplement: return .requestSupplement
        case .supply: return .supply
        case .requestPayment: return .requestPayment
        case .confirmPayment: return .confirmPayment
        case .extend: return .extend
        case .apologise: return .apologise
        case .refuse: return .refuse
        case .stop: return .stop
        case .withdraw: return .withdraw
        case .settle: return .settle
        case .returnResult: return .returnResult
        case .correct: return .correct
        case .voidReception: return .voidReception
        case .renewSecret: return .renewSecret
        }
    }

    /// True where the rule compares with what is personal in the dossier itself (dữ liệu cá nhân): whoever loads the
    /// dossier then opens that part too, which takes its whole story.
    public var readsPersonal: Bool {
        if case .returnResult(let handover) = self { return handover.usesKnownAddress }
        return action == .correct
    }
}
