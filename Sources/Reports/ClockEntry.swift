public import Core

/// One thing the statutory clock of a dossier noticed: when it happened, when it was written down, and what.
///
/// Why both times: a figure counts what was known at its moment, so what is written down late changes no figure given
/// before, and the same report asked again gives the same answer.
public struct ClockEntry: Hashable, Sendable {
    public var at: Instant
    public var recorded: Instant
    public var change: ClockChange

    public init(at: Instant, recorded: Instant, change: ClockChange) {
        self.at = at
        self.recorded = recorded
        self.change = change
    }
}

/// What a clock noticed (diễn biến của thời hạn): the few events that change a figure.
public enum ClockChange: Hashable, Sendable {
    /// The clock began.
    case received(ClockTerms)
    /// Another procedure or case: sector, limit and due date anew.
    case retermed(ClockTerms)
    /// A new due date alone: an extension.
    case dueMoved(Instant)
    /// The office began to wait for somebody outside.
    case waitStarted(WaitKind)
    /// Ends the running wait; a new due date where it moved.
    case waitEnded(due: Instant?)
    /// The clock stopped for good.
    case ended(OutcomeKind)
}

/// Under what a clock runs.
public struct ClockTerms: Hashable, Sendable {
    public var sector: SectorCode
    public var limit: TimeLimit
    public var due: Instant

    public init(sector: SectorCode, limit: TimeLimit, due: Instant) {
        self.sector = sector
        self.limit = limit
        self.due = due
    }
}

/// All a report needs of one received dossier: no person, no procedure, only where, how and when.
public struct DossierFacts: Hashable, Sendable {
    public var code: DossierCode
    public var competent: AgencyCode
    public var intake: AgencyCode
    public var channel: Channel
    /// In the order they were written down; the first is `received`.
    public var entries: [ClockEntry]

    public init(
        code: DossierCode, competent: AgencyCode, intake: AgencyCode, channel: Channel, entries: [ClockEntry]
    ) {
        self.code = code
        self.competent = competent
        self.intake = intake
        self.channel = channel
        self.entries = entries
    }
}

extension ClockChange {
    /// What an event means to the clock; nil for the many that mean nothing to it.
    public init?(_ change: DossierChange, sector: SectorCode) {
        switch change {
        case .received(let e): self = .received(ClockTerms(sector: sector, limit: e.limit, due: e.due.due))
        case .procedureChanged(let e):
            // Before reception no clock runs; the reception will say the sector.
            guard let terms = e.terms else { return nil }
            self = .retermed(ClockTerms(sector: e.sector, limit: terms.limit, due: terms.due.due))
        case .supplementRequested: self = .waitStarted(.supplement)
        case .paymentRequested: self = .waitStarted(.payment)
        case .supplied(let e):
            guard e.due != nil else { return nil }
            self = .waitEnded(due: e.due?.due)
        case .paymentConfirmed(let e): self = .waitEnded(due: e.due?.due)
        case .extended(let e): self = .dueMoved(e.due.due)
        case .settled: self = .ended(.settled)
        case .refused: self = .ended(.refused)
        case .stopped: self = .ended(.stopped)
        case .withdrawn: self = .ended(.withdrawn)
        case .receptionVoided: self = .ended(.voided)
        case .submitted, .completionAsked, .receptionRefused, .assigned, .stepCompleted, .sentBack, .consulted,
            .consultationAnswered, .apologised, .resultReturned, .corrected, .secretRenewed:
            return nil
        }
    }
}
