public import Core

/// A dossier as an overseer may know it (dòng hồ sơ cho giám sát): facts and clocks, from columns that name nobody.
///
/// Why a row of its own and not `DossierRow`: what is never read cannot be shown by mistake.
public struct OverseenRow: Hashable, Sendable {
    /// The record that began the dossier: its name here, for its number and code lead to a person.
    public var seq: Int64
    public var procedure: ProcedureCode
    public var channel: Channel
    public var phase: Phase
    public var intake: AgencyCode
    public var competent: AgencyCode
    public var submittedAt: Instant
    public var receivedAt: Instant?
    /// The appointment that holds now.
    public var due: Instant?
    public var outcome: OutcomeKind?
    public var endedAt: Instant?
    public var returnedAt: Instant?

    /// Whether its appointment was or is missed; nil where none is to be kept (quá hạn, đúng hạn).
    ///
    /// As reports count it: an end after the due, or work that still runs after it; a wait for the applicant, or an
    /// end without a result, is neither.
    public func isLate(at now: Instant) -> Bool? {
        guard let due else { return nil }
        if phase.isInProgress { return Deadline.isOverdue(due: due, asOf: now) }
        guard let endedAt, outcome == .settled || outcome == .refused else { return nil }
        return endedAt > due
    }

    static let columns = """
        id, procedure, channel, phase, intake, competent, submitted_at, received_at, due, outcome, ended_at, \
        returned_at
        """

    init(_ row: any SQLRow) throws {
        guard let channel = Channel(rawValue: Int(row.integer(2))), let phase = Phase(rawValue: row.text(3)) else {
            throw StoreError(.corrupt, "a row of the dossier table cannot be read; run motcua rebuild", at: "dossier")
        }
        func moment(_ column: Int) -> Instant? { row.integerOrNil(column).map { Instant(microseconds: $0) } }
        seq = row.integer(0)
        procedure = ProcedureCode(row.text(1))
        self.channel = channel
        self.phase = phase
        intake = AgencyCode(row.text(4))
        competent = AgencyCode(row.text(5))
        submittedAt = Instant(microseconds: row.integer(6))
        receivedAt = moment(7)
        due = moment(8)
        outcome = row.textOrNil(9).flatMap { OutcomeKind(rawValue: $0) }
        endedAt = moment(10)
        returnedAt = moment(11)
    }
}
