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
    case submitted(Submitted)
    case completionAsked(PapersWanted)
    case receptionRefused(Reasoned)
    case received(Received)
    case procedureChanged(ProcedureChanged)
    case assigned(Assigned)
    case stepCompleted(StepEntered)
    case sentBack(StepEntered)
    case consulted(Consulted)
    case consultationAnswered(ConsultationAnswered)
    case supplementRequested(PapersWanted)
    case supplied(Supplied)
    case paymentRequested(PaymentRequested)
    case paymentConfirmed(PaymentConfirmed)
    case extended(Extended)
    case apologised(Reasoned)
    case refused(Reasoned)
    case stopped(Reasoned)
    case withdrawn(Reasoned)
    case settled(Settled)
    case resultReturned(ResultReturned)
    case corrected(Corrected)
    case receptionVoided(Reasoned)
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
