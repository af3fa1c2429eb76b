public import Core
import Ledger

/// One intent of one caller, with what makes it safe to send twice.
public struct DossierRequest: Sendable {
    /// The same for a repeated click or a repeated message.
    public var command: CommandID
    public var actor: Actor
    /// The version the caller saw; nil if it saw none and any will do.
    public var seen: Int?
    /// True for an id drawn in this very transaction, as that of the dossier handed in by it: no earlier sending can
    /// have borne them, and they are not looked for.
    public var isNew: Bool

    public init(command: CommandID, actor: Actor, seen: Int? = nil, isNew: Bool = false) {
        self.command = command
        self.actor = actor
        self.seen = seen
        self.isNew = isNew
    }
}

/// A dossier after a command was carried out, or found to have been carried out before.
public struct DossierAnswer: Sendable {
    public var stream: DossierID
    public var dossier: Dossier
    /// What this command brought about.
    public var events: [DossierEvent]
    /// True if an earlier sending of the same command did it.
    public var repeated: Bool
    /// The records that it left now; none where it was repeated.
    var records: [Record] = []

    /// Where the last of these stands in the ledger; nil where it was repeated.
    public var mark: RecordMark? { records.last.map { RecordMark($0) } }
}

/// Why a use case on a dossier did not happen.
public enum UseCaseRefusal: Error, Hashable, Sendable {
    /// A rule of the dossier said no.
    case rule(DossierRefusal)
    case dossierNotFound
    /// Somebody else acted since the page was shown.
    case stale(seen: Int, now: Int)
    case procedureNotFound(ProcedureCode)
    /// - Parameter at: where the command names it, its parts joined by full stops: `questions.0.agency`.
    case agencyNotFound(AgencyCode, at: String)
    /// The agency has no counter.
    case agencyDoesNotReceive(AgencyCode)
    /// The officer named cannot work the step: unknown here, or without the step's role where it is worked.
    case assigneeNotAble(ActorID)
    /// The person's data was erased; nothing more can be written about them.
    case erased
}
