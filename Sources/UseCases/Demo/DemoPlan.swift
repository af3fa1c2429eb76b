import Core

/// What is done to a dossier of the demonstration, in the order of its life.
enum DemoAct: Hashable, Sendable {
    case submit, receive, receiveAtCounter, assign, toReview, toSign, settle, hand
    case requestSupplement, supply, requestPayment, confirmPayment, withdraw, stop, void
    case askCompletion, refuseReception, refuse
    /// What stories alone tell.
    case told(DemoTold)
}

/// What is rare enough to be told by hand, each time with words of its own.
enum DemoTold: Hashable, Sendable {
    case consult, answer, extend, apologise, correct, changeProcedure, sendBack, signWithFile, fetch
}

/// One act of one dossier at its moment; millions fit in memory.
struct DemoStep: Sendable {
    var at: Instant
    var dossier: Int32
    /// Place within its own dossier, so that acts of one moment keep their order.
    var order: UInt16
    var act: DemoAct
}

/// A dossier as planned: what it is and where it goes; its acts stand in `DemoPlan.steps`.
struct DemoDossier: Sendable {
    var procedure: ProcedureCode
    var variant: VariantCode
    var channel: Channel
    var places: Places
    var usesReview: Bool
    /// The story it lives, if it is one told by hand.
    var story: DemoStory.Kind?
}

/// All dossiers and all acts, in one order of time.
struct DemoPlan: Sendable {
    var dossiers: [DemoDossier] = []
    var steps: [DemoStep] = []

    mutating func add(_ dossier: DemoDossier, _ acts: [(Instant, DemoAct)]) {
        let index = Int32(dossiers.count)
        dossiers.append(dossier)
        for (order, act) in acts.enumerated() {
            steps.append(DemoStep(at: act.0, dossier: index, order: UInt16(order), act: act.1))
        }
    }

    mutating func sort() {
        steps.sort { ($0.at, $0.dossier, $0.order) < ($1.at, $1.dossier, $1.order) }
    }
}
