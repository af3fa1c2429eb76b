public import Core

/// Where a received dossier stood at a moment, as far as was known at another.
public struct Standing: Hashable, Sendable {
    public var received: Instant
    public var terms: ClockTerms
    public var wait: WaitKind?
    public var ended: End?

    /// How and when the clock stopped; a result may be fetched later.
    public struct End: Hashable, Sendable {
        public var kind: OutcomeKind
        public var at: Instant
    }
}

extension DossierFacts {
    /// Folds what happened up to `moment` and was written down up to `known`; nil if it was not received by then.
    ///
    /// - Parameter inclusive: whether what happened exactly at `moment` counts.
    public func standing(at moment: Instant, known: Instant, inclusive: Bool) -> Standing? {
        var standing: Standing?
        for entry in entries {
            guard entry.recorded <= known, inclusive ? entry.at <= moment : entry.at < moment else { continue }
            switch entry.change {
            case .received(let terms):
                standing = Standing(received: entry.at, terms: terms, wait: nil, ended: nil)
            case .retermed(let terms): standing?.terms = terms
            case .dueMoved(let due): standing?.terms.due = due
            case .waitStarted(let kind): standing?.wait = kind
            case .waitEnded(let due):
                standing?.wait = nil
                if let due { standing?.terms.due = due }
            case .ended(let kind):
                standing?.wait = nil
                standing?.ended = Standing.End(kind: kind, at: entry.at)
            }
        }
        return standing
    }
}

extension Standing {
    /// The one bucket of the report it belongs to at `moment`.
    ///
    /// Refused after appraisal counts as settled (Decree 61/2018 art. 19.8: within the limit, entered under results).
    public func bucket(at moment: Instant) -> Bucket {
        if let ended {
            switch ended.kind {
            case .settled, .refused:
                switch Deadline.classify(ended: ended.at, due: terms.due, limit: terms.limit) {
                case .early: return .settledEarly
                case .onTime: return .settledOnTime
                case .late: return .settledLate
                }
            case .withdrawn: return .withdrawn
            case .stopped: return .stopped
            case .voided: return .voided
            case .receptionRefused: return .voided
            }
        }
        switch wait {
        case .supplement: return .waitingForSupplement
        case .payment: return .waitingForFinancialDuty
        case nil: return terms.due < moment ? .inProgressOverdue : .inProgressInTime
        }
    }
}

/// Every received dossier of a report stands in exactly one of these, so that the report balances.
public enum Bucket: Int, CaseIterable, Hashable, Sendable {
    case settledEarly, settledOnTime, settledLate
    case inProgressInTime, inProgressOverdue
    case waitingForSupplement, waitingForFinancialDuty, withdrawn, stopped, voided
}
