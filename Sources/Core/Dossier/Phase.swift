/// Where a dossier stands in its life (trạng thái hồ sơ).
public enum Phase: String, Codable, CaseIterable, Hashable, Sendable {
    /// Handed in, not yet looked at (mới đăng ký).
    case submitted
    /// The counter asked for more before receiving it; no clock runs (yêu cầu bổ sung trước tiếp nhận).
    case awaitingCompletion
    /// Not received, with reasons (từ chối tiếp nhận).
    case receptionRefused
    /// Received, nobody assigned yet (đã tiếp nhận).
    case received
    /// At a step of its workflow (đang xử lý).
    case processing
    /// Waiting for papers asked for during appraisal (chờ bổ sung).
    case awaitingSupplement
    /// Waiting for a tax, levy or fee to be paid (chờ thực hiện nghĩa vụ tài chính).
    case awaitingPayment
    /// Decided in the applicant's favour, result ready (đã có kết quả).
    case settled
    /// Refused in writing after appraisal, letter ready (từ chối giải quyết).
    case refused
    /// Result or letter handed over (đã trả kết quả).
    case returned
    /// Taken back by the applicant (đã rút).
    case withdrawn
    /// Stopped by the office (dừng giải quyết).
    case stopped
    /// Received by mistake; its code stays used (hủy tiếp nhận nhầm).
    case voided
}

extension Phase {
    /// The national status number, 1 to 10 (trạng thái hồ sơ trên Cổng Dịch vụ công quốc gia).
    ///
    /// Total on purpose: every phase is something the national side knows.
    public var nationalCode: Int {
        switch self {
        case .submitted: return 1
        case .received: return 2
        case .receptionRefused: return 3
        case .processing: return 4
        case .awaitingCompletion, .awaitingSupplement: return 5
        case .awaitingPayment: return 6
        case .withdrawn: return 7
        case .stopped, .voided: return 8
        case .settled, .refused: return 9
        case .returned: return 10
        }
    }

    /// True once nothing more can happen but handing over a result.
    public var isEnded: Bool {
        switch self {
        case .receptionRefused, .settled, .refused, .returned, .withdrawn, .stopped, .voided: return true
        case .submitted, .awaitingCompletion, .received, .processing, .awaitingSupplement, .awaitingPayment:
            return false
        }
    }

    /// True while an office works on it and its clock runs.
    public var isInProgress: Bool { self == .received || self == .processing }

    /// What may be told to anyone who only knows the number: no procedure, no name, no date.
    public var bareState: BareState {
        switch self {
        case .submitted, .awaitingCompletion: return .received
        case .received, .processing, .awaitingSupplement, .awaitingPayment: return .beingSettled
        case .settled, .refused: return .resultReady
        case .receptionRefused, .returned, .withdrawn, .stopped, .voided: return .ended
        }
    }
}

/// The four words the public look-up knows (tra cứu bằng mã số).
public enum BareState: String, Codable, CaseIterable, Hashable, Sendable {
    case received, beingSettled, resultReady, ended
}
