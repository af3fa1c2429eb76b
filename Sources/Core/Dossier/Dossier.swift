/// A dossier as its events have made it (hồ sơ thủ tục hành chính).
///
/// Holds what rules need to decide and pages need to show; it is only ever changed by `DossierDecider.evolve`.
public struct Dossier: Hashable, Sendable {
    /// Number of events so far; the version the next one is written against.
    public internal(set) var version: Int
    public internal(set) var phase: Phase
    public internal(set) var number: SubmissionNumber
    public internal(set) var code: DossierCode?
    public internal(set) var procedure: ProcedureReference
    public internal(set) var variant: VariantCode
    /// The case whose form was answered when it was handed in; another one than its own after a change of procedure.
    public internal(set) var answered: CaseReference
    public internal(set) var sector: SectorCode
    public internal(set) var channel: Channel
    public internal(set) var places: Places
    public internal(set) var resultWay: ResultWay
    public internal(set) var components: [ComponentGiven]
    /// Nil once the dossier's key is destroyed.
    public internal(set) var personal: Personal?
    public internal(set) var submittedAt: Instant
    public internal(set) var submittedBy: ActorID
    public internal(set) var answerBy: Instant?
    /// Runs from reception on.
    public internal(set) var clock: DossierClock?
    public internal(set) var work: Work?
    /// What was asked for last and not brought yet.
    public internal(set) var papersWanted: [ComponentCode]
    public internal(set) var consultations: [Consultation]
    public internal(set) var paymentWanted: PaymentRequested?
    public internal(set) var outcome: Outcome?
    public internal(set) var returnedAt: Instant?
    public internal(set) var secretGeneration: Int
}

/// A version of a procedure and one of its cases (trường hợp của thủ tục).
public struct CaseReference: Hashable, Sendable {
    public var procedure: ProcedureReference
    public var variant: VariantCode

    public init(procedure: ProcedureReference, variant: VariantCode) {
        self.procedure = procedure
        self.variant = variant
    }
}

/// The statutory clock of a received dossier (đồng hồ giải quyết).
public struct DossierClock: Hashable, Sendable {
    public internal(set) var received: Instant
    public internal(set) var limit: TimeLimit
    /// As printed on the receipt; never changed afterwards.
    public internal(set) var originalDue: Instant
    /// The due date that holds now, and how it came about.
    public internal(set) var term: DueDate
    public internal(set) var supplementUntil: Instant
    public internal(set) var supplementsAsked: Int
    public internal(set) var extended: Bool
    public internal(set) var waits: [Wait]
    public internal(set) var transferBy: Instant?
    public internal(set) var fee: Money

    /// The appointment that holds now (ngày hẹn trả).
    public var due: Instant { term.due }
}

/// A time during which the office waited for somebody outside (thời gian chờ).
public struct Wait: Hashable, Sendable {
    public internal(set) var kind: WaitKind
    public internal(set) var from: Instant
    public internal(set) var to: Instant?
}

/// Whom the office waited for (lý do chờ): the applicant's papers, or a payment.
public enum WaitKind: String, Codable, CaseIterable, Hashable, Sendable {
    case supplement
    case payment
}

/// Where in the workflow, and whose turn it is.
public struct Work: Hashable, Sendable {
    public internal(set) var step: StepCode
    public internal(set) var role: Role
    public internal(set) var agency: AgencyCode
    public internal(set) var assignee: ActorID?
    public internal(set) var since: Instant
    public internal(set) var due: Instant
}

/// A question put to another agency.
public struct Consultation: Hashable, Sendable {
    public internal(set) var id: ConsultationID
    public internal(set) var agency: AgencyCode
    public internal(set) var due: Instant
    public internal(set) var answeredAt: Instant?
}

/// How and when it ended.
public struct Outcome: Hashable, Sendable {
    public internal(set) var kind: OutcomeKind
    public internal(set) var at: Instant
    public internal(set) var resultNumber: String?
    public internal(set) var files: [FileGiven]
}

/// How a dossier ended (kết cục); what ended before its reception, refused or withdrawn, never had a clock.
public enum OutcomeKind: String, Codable, CaseIterable, Hashable, Sendable {
    case settled, refused, withdrawn, stopped, voided, receptionRefused
}

extension Dossier {
    /// Questions that hold the dossier up at `now` (ý kiến phối hợp còn phải chờ): unanswered, and their time not over.
    ///
    /// Why no others: an agency that never answers must not keep an applicant waiting for ever; what it owes stays
    /// visible among `consultations`.
    public func consultationsAwaited(at now: Instant) -> [Consultation] {
        consultations.filter { $0.answeredAt == nil && now <= $0.due }
    }

    /// The name a file had on its sender's device; nil where none came with it, or once the person is erased.
    public func name(of file: FileID) -> String? { personal?[.fileName(file)] }

    /// Drops the personal part from memory, as after an erasure; rules that need it find nothing to compare.
    public mutating func forgetPersonal() { personal = nil }
}
