/// One published version of a procedure (phiên bản thủ tục hành chính theo quyết định công bố).
///
/// Why versions: law changes mid-year; a dossier keeps the version under which it was received, so that its
/// limit, papers and workflow never shift under it.
public struct ProcedureVersion: Hashable, Codable, Sendable {
    public var code: ProcedureCode
    /// 1 for the first version published here, then counting up.
    public var version: Int
    public var name: String
    public var sector: SectorCode
    /// The levels at which it is settled (cấp thực hiện): province, commune or both.
    public var levels: Set<Level>
    /// Who settles it (cơ quan có thẩm quyền giải quyết).
    public var competence: Competence
    public var service: ServiceLevel
    /// The body that runs it on a system of its own (ngành dọc); such a procedure is shown, never received here.
    public var vertical: String?
    /// At least one; the first is the usual case.
    public var variants: [Variant]
    public var supplement: SupplementRule
    /// True where the wait for a financial duty is left out of the time limit (thời gian thực hiện nghĩa vụ tài chính).
    public var financialDutyExcluded: Bool
    public var workflow: Workflow
    /// The decision by which it was published (quyết định công bố), as text.
    public var decision: String?
    /// Which of the facts shown are demonstration values, not the office's own.
    public var demonstration: Set<DemonstrationFact>

    public init(
        code: ProcedureCode, version: Int, name: String, sector: SectorCode, levels: Set<Level>,
        competence: Competence, service: ServiceLevel, vertical: String? = nil, variants: [Variant],
        supplement: SupplementRule = .standard,
        financialDutyExcluded: Bool = true, workflow: Workflow, decision: String? = nil,
        demonstration: Set<DemonstrationFact> = []
    ) {
        self.code = code
        self.version = version
        self.name = name
        self.sector = sector
        self.levels = levels
        self.competence = competence
        self.service = service
        self.vertical = vertical
        self.variants = variants
        self.supplement = supplement
        self.financialDutyExcluded = financialDutyExcluded
        self.workflow = workflow
        self.decision = decision
        self.demonstration = demonstration
    }

    /// What a dossier is pinned to.
    public var reference: ProcedureReference { ProcedureReference(code: code, version: version) }

    /// The case with this code, or nil if the version has none.
    public func variant(_ code: VariantCode) -> Variant? { variants.first { $0.code == code } }

    /// Why nobody can hand in a dossier for it here, or nil.
    public func closed(to channel: Channel) -> ProcedureClosed? {
        if vertical != nil { return .settledByMinistry }
        if channel == .online && service == .information { return .notOnline }
        return nil
    }
}

/// A procedure and the version meant.
public struct ProcedureReference: Hashable, Codable, Sendable {
    public var code: ProcedureCode
    public var version: Int

    public init(code: ProcedureCode, version: Int) {
        self.code = code
        self.version = version
    }
}

/// A level of government (cấp).
public enum Level: String, Codable, CaseIterable, Hashable, Sendable {
    case province, commune
}

/// Which agency is competent: one named for the whole province, or the commune where the matter arises.
public enum Competence: Hashable, Codable, Sendable {
    case agency(AgencyCode)
    case commune
    /// A body with a system of its own; nothing is handed in for it here.
    case elsewhere
}

/// How much of a procedure can be done online (mức độ dịch vụ công trực tuyến; Decree 224/2026 art. 14).
public enum ServiceLevel: String, Codable, CaseIterable, Hashable, Sendable {
    /// Wholly online (toàn trình).
    case full
    /// Partly online (một phần): handed in online, some of it in person.
    case partial
    /// Only information (cung cấp thông tin).
    case information
}

/// Why nothing can be handed in for a procedure (lý do chưa nhận hồ sơ).
public enum ProcedureClosed: Hashable, Sendable {
    /// A body with a system of its own takes it in (nộp tại hệ thống của bộ).
    case settledByMinistry
    /// It is not offered online; counters and post take it.
    case notOnline
    /// The time limit is a demonstration value, and this office is no demonstration.
    case limitNotPublished
}

/// A fact of the catalogue whose source is silent, filled for the demonstration alone.
public enum DemonstrationFact: String, Codable, CaseIterable, Hashable, Sendable {
    case limit, fee, agency, service
}

/// A case of a procedure with papers, limit and fee of its own (trường hợp).
public struct Variant: Hashable, Codable, Sendable {
    public var code: VariantCode
    public var name: String
    public var components: [Component]
    /// Limit and fee by channel; a channel that is absent is not offered.
    public var terms: [Terms]
    /// What its electronic form asks, in this order (các mục của tờ khai điện tử); empty where it asks nothing.
    public var form: [FormField]

    public init(
        code: VariantCode, name: String, components: [Component], terms: [Terms], form: [FormField] = []
    ) {
        self.code = code
        self.name = name
        self.components = components
        self.terms = terms
        self.form = form
    }

    /// Reads a case also from a version that was published before there were forms.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        code = try values.decode(VariantCode.self, forKey: .code)
        name = try values.decode(String.self, forKey: .name)
        components = try values.decode([Component].self, forKey: .components)
        terms = try values.decode([Terms].self, forKey: .terms)
        form = try values.decodeIfPresent([FormField].self, forKey: .form) ?? []
    }

    /// Limit and fee on a channel; nil where the case is not offered on it.
    public func terms(for channel: Channel) -> Terms? { terms.first { $0.channel == channel } }
}

/// Time limit and fee for one channel: the national records let them differ by channel.
public struct Terms: Hashable, Codable, Sendable {
    public var channel: Channel
    public var limit: TimeLimit
    public var fee: Fee

    public init(channel: Channel, limit: TimeLimit, fee: Fee) {
        self.channel = channel
        self.limit = limit
        self.fee = fee
    }
}

/// What is charged (phí, lệ phí): an amount a unit, nothing, or words where the source gives no figure.
public struct Fee: Hashable, Codable, Sendable {
    /// Nil where the amount follows from a rule told in `note`.
    public var amount: Money?
    /// What the amount is for: a page, a case, a copy; nil for the dossier.
    public var unit: String?
    public var note: String?

    public init(amount: Money?, unit: String? = nil, note: String? = nil) {
        self.amount = amount
        self.unit = unit
        self.note = note
    }
}

/// A paper of a dossier (thành phần hồ sơ).
public struct Component: Hashable, Codable, Sendable {
    public var code: ComponentCode
    public var name: String
    public var kind: ComponentUse
    public var required: Bool
    public var originals: Int
    public var copies: Int
    /// Name of the form to be filled (mẫu tờ khai), where there is one.
    public var form: String?

    public init(
        code: ComponentCode, name: String, kind: ComponentUse = .submit, required: Bool = true,
        originals: Int = 0, copies: Int = 0, form: String? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.required = required
        self.originals = originals
        self.copies = copies
        self.form = form
    }
}

/// What becomes of a paper at the counter (cách nộp giấy tờ); what is only shown is never missing.
public enum ComponentUse: String, Codable, CaseIterable, Hashable, Sendable {
    /// Handed in (nộp).
    case submit
    /// Shown for comparison and given back (xuất trình).
    case present
}

/// What a request for more papers does to the time limit, and when it may be made (yêu cầu bổ sung).
///
/// Defaults follow Decree 61/2018 art. 19.4; sector texts override them often, so each version says its own.
public struct SupplementRule: Hashable, Codable, Sendable {
    public var effect: SupplementEffect
    /// Working days from reception within which the request must be made.
    public var noticeWorkingDays: Int
    /// Most requests during appraisal; index 766 treats more than one as overdue.
    public var most: Int
    /// True where a sector text allows a request after the window.
    public var afterWindow: Bool

    public init(effect: SupplementEffect, noticeWorkingDays: Int = 3, most: Int = 1, afterWindow: Bool = false) {
        self.effect = effect
        self.noticeWorkingDays = noticeWorkingDays
        self.most = most
        self.afterWindow = afterWindow
    }

    public static let standard = SupplementRule(effect: .restart)
}

/// What a request for papers does to the time limit (cách tính lại thời hạn khi bổ sung).
public enum SupplementEffect: String, Codable, CaseIterable, Hashable, Sendable {
    /// The full limit runs anew from completion (tính lại từ đầu).
    case restart
    /// What was left of the limit runs on from completion (tạm dừng).
    case pause
    /// The due date moves by the time waited (không tính vào thời hạn).
    case exclude
}
