public import Core
import Ledger
public import Store

/// What an overseer may know of one dossier (hồ sơ dưới mắt giám sát): facts and clocks, nothing that was sealed.
///
/// Nothing personal is opened for it: the events are read as the ledger commits to them. What of a body leads to a
/// person all the same, such as the dossier's code, is for the page to leave out; its test greps for it.
public struct OverseenStory: Sendable {
    /// One thing that happened, and by which record anybody checks it.
    public struct Entry: Sendable {
        public var event: DossierEvent
        public var recorded: Instant
        public var mark: RecordMark
    }

    public var seq: Int64
    public var dossier: Dossier
    public var entries: [Entry]
    /// The version the dossier is pinned to; nil where it is not known here.
    public var procedure: ProcedureVersion?

    /// The dossier that a record began, within the overseer's reach.
    ///
    /// - Returns: nil for a record that began none, or one elsewhere.
    public static func find(
        _ seq: Int64, scope: [AgencyCode], _ office: Office, _ sql: any SQLConnection
    ) throws -> OverseenStory? {
        guard let stream = try OverseenList.stream(of: seq, scope: scope, in: sql) else { return nil }
        let stories = DossierStories(office)
        let read = try office.reader.records(ofStream: stream.stream, sql).map { record in
            (event: try stories.recorded(record, personal: nil), mark: RecordMark(record))
        }
        guard let dossier = DossierStories.fold(read.map(\.event)) else { return nil }
        return OverseenStory(
            seq: seq, dossier: dossier,
            entries: read.map { Entry(event: $0.event.event, recorded: $0.event.recorded, mark: $0.mark) },
            procedure: try office.catalogue.procedure(dossier.procedure, in: sql))
    }

    /// Whether its appointment was kept; nil while it runs, or where it ended without a result.
    public var timeliness: Timeliness? {
        guard let clock = dossier.clock, let outcome = dossier.outcome,
            outcome.kind == .settled || outcome.kind == .refused
        else { return nil }
        return Deadline.classify(ended: outcome.at, due: clock.due, limit: clock.limit)
    }

    /// Whether its appointment was or is missed, as the list says of the same dossier; nil where none is to be kept.
    public func isLate(at now: Instant) -> Bool? {
        guard let clock = dossier.clock else { return nil }
        if dossier.phase.isInProgress { return Deadline.isOverdue(due: clock.due, asOf: now) }
        return timeliness.map { $0 == .late }
    }
}
