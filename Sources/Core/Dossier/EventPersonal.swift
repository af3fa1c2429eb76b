extension DossierChange {
    /// The part that is sealed and never hashed in clear; nil where there is none or its key is gone.
    public var personal: Personal? {
        get {
            switch self {
            case .submitted(let e): return e.personal
            case .completionAsked(let e), .supplementRequested(let e): return e.personal
            case .receptionRefused(let e), .apologised(let e), .refused(let e), .stopped(let e), .withdrawn(let e),
                .receptionVoided(let e):
                return e.personal
            case .procedureChanged(let e): return e.personal
            case .stepCompleted(let e), .sentBack(let e): return e.personal
            case .consulted(let e): return e.personal
            case .consultationAnswered(let e): return e.personal
            case .supplied(let e): return e.personal
            case .paymentRequested(let e): return e.personal
            case .extended(let e): return e.personal
            case .settled(let e): return e.personal
            case .resultReturned(let e): return e.personal
            case .corrected(let e): return e.personal
            case .received, .assigned, .paymentConfirmed, .secretRenewed: return nil
            }
        }
        set { replacePersonal(newValue) }
    }

    private mutating func replacePersonal(_ new: Personal?) {
        func with<Payload>(_ payload: Payload, _ path: WritableKeyPath<Payload, Personal?>) -> Payload {
            var copy = payload
            copy[keyPath: path] = new
            return copy
        }
        switch self {
        case .submitted(let e): self = .submitted(with(e, \.personal))
        case .completionAsked(let e): self = .completionAsked(with(e, \.personal))
        case .supplementRequested(let e): self = .supplementRequested(with(e, \.personal))
        case .receptionRefused(let e): self = .receptionRefused(with(e, \.personal))
        case .apologised(let e): self = .apologised(with(e, \.personal))
        case .refused(let e): self = .refused(with(e, \.personal))
        case .stopped(let e): self = .stopped(with(e, \.personal))
        case .withdrawn(let e): self = .withdrawn(with(e, \.personal))
        case .receptionVoided(let e): self = .receptionVoided(with(e, \.personal))
        case .procedureChanged(let e): self = .procedureChanged(with(e, \.personal))
        case .stepCompleted(let e): self = .stepCompleted(with(e, \.personal))
        case .sentBack(let e): self = .sentBack(with(e, \.personal))
        case .consulted(let e): self = .consulted(with(e, \.personal))
        case .consultationAnswered(let e): self = .consultationAnswered(with(e, \.personal))
        case .supplied(let e): self = .supplied(with(e, \.personal))
        case .paymentRequested(let e): self = .paymentRequested(with(e, \.personal))
        case .extended(let e): self = .extended(with(e, \.personal))
        case .settled(let e): self = .settled(with(e, \.personal))
        case .resultReturned(let e): self = .resultReturned(with(e, \.personal))
        case .corrected(let e): self = .corrected(with(e, \.personal))
        case .received, .assigned, .paymentConfirmed, .secretRenewed: break
        }
    }
}
