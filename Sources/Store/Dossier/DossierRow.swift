public import Core

/// A dossier as lists show it: from the table alone, nothing opened (dòng hồ sơ trong danh sách).
public struct DossierRow: Hashable, Sendable {
    public var id: Int64
    public var stream: DossierID
    public var version: Int
    public var number: SubmissionNumber
    public var code: DossierCode?
    public var procedure: ProcedureCode
    public var sector: SectorCode
    public var channel: Channel
    public var phase: Phase
    public var places: Places
    /// Nil once the person is erased.
    public var applicant: String?
    public var submittedAt: Instant
    public var answerBy: Instant?
    public var receivedAt: Instant?
    public var due: Instant?
    public var step: StepCode?
    public var stepRole: Role?
    /// The agency whose turn it is.
    public var desk: AgencyCode
    public var assignee: ActorID?
    public var stepDue: Instant?
    public var endedAt: Instant?
    public var outcome: OutcomeKind?

    static let columns = """
        id, stream, version, number, code, procedure, sector, channel, phase, help, intake, competent, result, \
        applicant, submitted_at, answer_by, received_at, due, step, step_role, desk, assignee, step_due, ended_at, \
        outcome
        """

    init(_ row: any SQLRow) throws {
        guard let number = SubmissionNumber(typed: row.text(3)), let channel = Channel(rawValue: Int(row.integer(7))),
            let phase = Phase(rawValue: row.text(8))
        else {
            throw StoreError(.corrupt, "a row of the dossier table cannot be read; run motcua rebuild", at: "dossier")
        }
        id = row.integer(0)
        stream = DossierID(row.text(1))
        version = Int(row.integer(2))
        self.number = number
        code = row.textOrNil(4).flatMap { DossierCode(typed: $0) }
        procedure = ProcedureCode(row.text(5))
        sector = SectorCode(row.text(6))
        self.channel = channel
        self.phase = phase
        places = Places(
            help: row.textOrNil(9).map { AgencyCode($0) }, intake: AgencyCode(row.text(10)),
            competent: AgencyCode(row.text(11)), result: AgencyCode(row.text(12)))
        applicant = row.textOrNil(13)
        submittedAt = Instant(microseconds: row.integer(14))
        answerBy = row.integerOrNil(15).map { Instant(microseconds: $0) }
        receivedAt = row.integerOrNil(16).map { Instant(microseconds: $0) }
        due = row.integerOrNil(17).map { Instant(microseconds: $0) }
        step = row.textOrNil(18).map { StepCode($0) }
        stepRole = row.textOrNil(19).flatMap { Role(rawValue: $0) }
        desk = AgencyCode(row.text(20))
        assignee = row.textOrNil(21).map { ActorID($0) }
        stepDue = row.integerOrNil(22).map { Instant(microseconds: $0) }
        endedAt = row.integerOrNil(23).map { Instant(microseconds: $0) }
        outcome = row.textOrNil(24).flatMap { OutcomeKind(rawValue: $0) }
    }
}
