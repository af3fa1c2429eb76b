import Core

/// What is done with a dossier at a desk, in the order in which a page offers it; the raw value stands in the address.
enum DeskAct: String, CaseIterable, Sendable {
    case settle = "ky-duyet"
    case completeStep = "chuyen-buoc"
    case assign = "phan-cong"
    case answerConsultation = "tra-loi-y-kien"
    case confirmPayment = "xac-nhan-da-nop"
    case requestSupplement = "yeu-cau-bo-sung"
    case consult = "lay-y-kien"
    case requestPayment = "nghia-vu-tai-chinh"
    case sendBack = "tra-lai-buoc"
    case extend = "gia-han"
    case apologise = "xin-loi"
    case refuse = "tu-choi"
    case stop = "dung"

    var action: DossierAction {
        switch self {
        case .settle: return .settle
        case .completeStep: return .completeStep
        case .assign: return .assign
        case .answerConsultation: return .answerConsultation
        case .confirmPayment: return .confirmPayment
        case .requestSupplement: return .requestSupplement
        case .consult: return .consult
        case .requestPayment: return .requestPayment
        case .sendBack: return .sendBack
        case .extend: return .extend
        case .apologise: return .apologise
        case .refuse: return .refuse
        case .stop: return .stop
        }
    }

    /// Hard to take back, and against somebody.
    var isDangerous: Bool { self == .refuse || self == .stop }

    /// Texts of the act: `desk.act.settle.title`.
    func key(_ end: String) -> TextKey { TextKey("desk.act.\(self).\(end)") }

    func path(_ id: DossierID) -> Path { .dossier(id, action: rawValue) }

    /// Name under which the browser's tab keeps what is typed; nobody else is shown it.
    func draft(_ id: DossierID, by actor: ActorID) -> String { "\(actor.text)-\(id.text)-\(rawValue)" }
}

extension DeskCase {
    /// What the officer may do with it now, the likeliest first: role and step allow it, and nothing known stands in
    /// its way.
    func acts(of actor: Actor, now: Instant) -> [DeskAct] {
        let allowed = allowedActions(for: actor, on: dossier, under: procedure)
        let possible = DeskAct.allCases.filter { allowed.contains($0.action) && hinders($0, actor, now) == nil }
        // Somebody else has it: naming another comes before doing their work.
        guard let assignee = dossier.work?.assignee, assignee != actor.id, possible.contains(.assign) else {
            return possible
        }
        return [.assign] + possible.filter { $0 != .assign }
    }

    /// Why an act that role and step allow would be refused all the same: the text that says so, or nil.
    func hinders(_ act: DeskAct, _ actor: Actor, _ now: Instant) -> TextKey? {
        switch act {
        case .settle: return dossier.consultationsAwaited(at: now).isEmpty ? nil : "desk.hinder.consultations"
        case .completeStep:
            if !dossier.consultationsAwaited(at: now).isEmpty { return "desk.hinder.consultations" }
            return nextSteps.isEmpty ? "desk.hinder.lastStep" : nil
        case .sendBack: return earlierSteps.isEmpty ? "desk.hinder.firstStep" : nil
        case .requestSupplement:
            guard let clock = dossier.clock else { return "desk.hinder.clock" }
            if clock.supplementsAsked >= procedure.supplement.most { return "desk.hinder.supplementsUsed" }
            if now > clock.due { return "desk.hinder.overdue" }
            return now > clock.supplementUntil && !procedure.supplement.afterWindow
                ? "desk.hinder.supplementWindow" : nil
        case .requestPayment:
            guard let clock = dossier.clock else { return "desk.hinder.clock" }
            return procedure.financialDutyExcluded && now > clock.due ? "desk.hinder.overdue" : nil
        case .extend:
            guard let clock = dossier.clock else { return "desk.hinder.clock" }
            if clock.extended { return "desk.hinder.extended" }
            return Deadline.permitsExtension(due: clock.due, asOf: now) ? nil : "desk.hinder.extensionLate"
        case .assign:
            // Whoever is no leader there can only take it themselves, and only a step of their own role.
            guard let step = stepToAssign else { return "desk.hinder.lastStep" }
            let names = DossierPermission.namesOthers(actor, at: step, of: dossier)
            return names || actor.holds([step.role], at: step.agency(of: dossier)) ? nil : "desk.hinder.role"
        case .answerConsultation, .confirmPayment, .consult, .apologise, .refuse, .stop: return nil
        }
    }

    /// What the officer may do with it at the counter.
    func counterActs(of actor: Actor) -> [CounterAct] {
        let allowed = allowedActions(for: actor, on: dossier, under: procedure)
        // Money is confirmed at either place, so that alone sends nobody to the other.
        return CounterAct.allCases.filter { allowed.contains($0.action) && $0 != .confirmPayment }
    }
}
