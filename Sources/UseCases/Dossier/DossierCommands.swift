public import Core
import Ledger
public import Store

/// The one way in: every change of a dossier, whoever asks for it (nộp, tiếp nhận, xử lý, trả kết quả).
///
/// Synchronous inside a transaction that the caller gives, so that a page, the API, an import and the demonstration do
/// the very same. Draws ids and salts from `random`; `now` is taken as given, or as `Office.moment` mends it.
public struct DossierCommands {
    private let office: Office
    let catalogue: Catalogue
    private let transaction: Transaction
    private let clock: Instant
    private let memory: DossierMemory?

    /// - Parameter memory: dossiers kept between commands by a single writer; nil to read each from its records.
    public init(_ office: Office, now: Instant, in transaction: Transaction, memory: DossierMemory? = nil) {
        self.office = office
        catalogue = office.catalogue
        self.transaction = transaction
        clock = now
        self.memory = memory
    }

    /// Hands a dossier in (nộp hồ sơ).
    ///
    /// - Parameter stream: the dossier's future id; files given were encrypted under its key.
    /// - Throws: `UseCaseRefusal`, `ClockFault`, `StoreError`.
    public func submit(
        _ submission: Submission, procedure code: ProcedureCode, as stream: DossierID, _ request: DossierRequest,
        random: inout some RandomSource
    ) throws -> DossierAnswer {
        if let earlier = try earlier(request) { return earlier }
        guard let procedure = try catalogue.procedure(code) else { throw UseCaseRefusal.procedureNotFound(code) }
        try checkOpen(procedure, to: submission.channel)
        try check(submission.places)
        if request.isNew { office.writer.begin(stream.stream, in: transaction) }
        return try carryOut(.submit(submission), on: nil, stream, procedure, request, &random)
    }

    /// Hands in and receives at a counter in one go; either both happen or neither (tiếp nhận trực tiếp).
    public func receiveAtCounter(
        _ submission: Submission, procedure code: ProcedureCode, fee: Money, as stream: DossierID,
        _ request: DossierRequest, random: inout some RandomSource
    ) throws -> DossierAnswer {
        if let earlier = try earlier(request) { return earlier }
        let submitted = try submit(submission, procedure: code, as: stream, request, random: &random)
        let order = try nextOrder(at: submission.places.competent)
        var received = try apply(
            .receive(Reception(order: order, fee: fee)), to: submitted.dossier, stream, request, &random)
        received.events = submitted.events + received.events
        received.records = submitted.records + received.records
        return received
    }

    /// Receives a dossier that waits (tiếp nhận); its order of the day is taken here.
    public func receive(
        _ stream: DossierID, fee: Money, _ request: DossierRequest, random: inout some RandomSource
    ) throws -> DossierAnswer {
        if let earlier = try earlier(request) { return earlier }
        let dossier = try load(stream, opened: false, request)
        let order = try nextOrder(at: dossier.places.competent)
        return try apply(.receive(Reception(order: order, fee: fee)), to: dossier, stream, request, &random)
    }

    /// Puts a dossier under another procedure or case before anybody is assigned (đổi thủ tục); its papers go along.
    public func changeProcedure(
        of stream: DossierID, to code: ProcedureCode, _ change: ProcedureChange, _ request: DossierRequest,
        random: inout some RandomSource
    ) throws -> DossierAnswer {
        if let earlier = try earlier(request) { return earlier }
        guard let procedure = try catalogue.procedure(code) else { throw UseCaseRefusal.procedureNotFound(code) }
        let dossier = try load(stream, opened: false, request)
        try checkOpen(procedure, to: dossier.channel)
        var change = change
        if let new = procedure.variant(change.variant) {
            let old = try catalogue.procedure(dossier.procedure, in: transaction.sql)?.variant(dossier.variant)
            change.components = dossier.components.carried(from: old, to: new)
        }
        return try carryOut(.changeProcedure(change), on: dossier, stream, procedure, request, &random)
    }

    /// Gives any other command.
    public func give(
        _ command: DossierCommand, to stream: DossierID, _ request: DossierRequest, random: inout some RandomSource
    ) throws -> DossierAnswer {
        if let earlier = try earlier(request) { return earlier }
        let dossier = try load(stream, opened: command.readsPersonal, request)
        return try apply(command, to: dossier, stream, request, &random)
    }

    private func apply(
        _ command: DossierCommand, to dossier: Dossier, _ stream: DossierID, _ request: DossierRequest,
        _ random: inout some RandomSource
    ) throws -> DossierAnswer {
        guard let procedure = try catalogue.procedure(dossier.procedure, in: transaction.sql) else {
            throw UseCaseRefusal.procedureNotFound(dossier.procedure.code)
        }
        return try carryOut(command, on: dossier, stream, procedure, request, &random)
    }

    /// Decide, append, project; nothing is written if the rule says no.
    private func carryOut(
        _ command: DossierCommand, on dossier: Dossier?, _ stream: DossierID, _ procedure: ProcedureVersion,
        _ request: DossierRequest, _ random: inout some RandomSource
    ) throws -> DossierAnswer {
        let now = try office.moment(clock, in: transaction)
        let context = DecisionContext(
            now: now, actor: request.actor, procedure: procedure, calendar: catalogue.calendar, rules: office.rules)
        let events: [DossierEvent]
        do throws(DossierRefusal) {
            events = try DossierDecider.decide(command, on: dossier, in: context)
        } catch { throw UseCaseRefusal.rule(error) }
        try check(command, on: dossier, under: procedure)
        var state = dossier
        let version = dossier?.version ?? 0
        var new: [NewRecord] = []
        for (offset, event) in events.enumerated() {
            let form = try DossierEventForm.stored(event.change, random: &random)
            new.append(
                NewRecord(
                    stream: stream.stream, recordClass: .dossier, event: form.event,
                    expectedVersion: version + offset, at: event.at, actor: event.actor, command: request.command,
                    body: form.body, personal: form.personal))
        }
        let records = try append(new, at: now, &random)
        for (event, record) in zip(events, records) {
            let before = state
            DossierDecider.evolve(&state, by: event)
            guard let state else { throw UseCaseRefusal.dossierNotFound }
            let recorded = RecordedEvent(
                stream: stream, seq: Int64(record.seq), version: record.version, recorded: record.recorded,
                event: event)
            try DossierProjection.project(
                recorded, from: before, to: state, index: office.index, in: transaction)
        }
        guard let state else { throw UseCaseRefusal.dossierNotFound }
        if let memory {
            memory.keep(state, as: stream)
        } else {
            office.known.keep(state, as: stream, at: try office.writer.tail(of: stream.stream, in: transaction))
        }
        return DossierAnswer(stream: stream, dossier: state, events: events, repeated: false, records: records)
    }

    private func append(
        _ new: [NewRecord], at now: Instant, _ random: inout some RandomSource
    ) throws -> [Record] {
        do {
            return try office.writer.append(new, now: now, random: &random, in: transaction)
        } catch let error as StoreError where error.code == .keyDestroyed {
            throw UseCaseRefusal.erased
        }
    }
}

extension DossierCommands {
    private func load(_ stream: DossierID, opened: Bool, _ request: DossierRequest) throws -> Dossier {
        let dossier: Dossier
        if let known = memory?.find(stream) {
            dossier = known
        } else {
            guard let read = opened ? try open(stream) : try find(stream) else {
                throw UseCaseRefusal.dossierNotFound
            }
            dossier = read
        }
        if let seen = request.seen, seen != dossier.version {
            throw UseCaseRefusal.stale(seen: seen, now: dossier.version)
        }
        return dossier
    }

    private func open(_ stream: DossierID) throws -> Dossier? {
        try DossierStories(office).dossier(of: stream, opened: true, in: transaction)
    }

    /// A dossier as it stands in this transaction, without its personal part; nil for one nobody has heard of.
    public func find(_ stream: DossierID) throws -> Dossier? {
        let tail = try office.writer.tail(of: stream.stream, in: transaction)
        guard tail.version > 0 else { return nil }
        if let known = office.known.find(stream, at: tail) { return known }
        guard let dossier = try DossierStories(office).dossier(of: stream, opened: false, in: transaction) else {
            return nil
        }
        office.known.keep(dossier, as: stream, at: tail)
        return dossier
    }

    /// What an earlier sending of the same command did, or nil.
    private func earlier(_ request: DossierRequest) throws -> DossierAnswer? {
        guard memory == nil, !request.isNew else { return nil }
        let records = try office.reader.records(command: request.command, transaction.sql)
        guard let first = records.first else { return nil }
        let stream = DossierID(first.stream.text)
        let stories = DossierStories(office)
        guard let dossier = try stories.dossier(of: stream, opened: true, in: transaction) else {
            return nil
        }
        let events = try records.map { try stories.recorded($0, personal: nil).event }
        return DossierAnswer(stream: stream, dossier: dossier, events: events, repeated: true)
    }

    /// What a rule cannot tell from the version alone: whether this office may promise a date by its limit.
    private func checkOpen(_ procedure: ProcedureVersion, to channel: Channel) throws {
        guard catalogue.closed(procedure, to: channel) != .limitNotPublished else {
            throw UseCaseRefusal.rule(.procedureClosed(.limitNotPublished))
        }
    }

    private func nextOrder(at agency: AgencyCode) throws -> Int {
        let day = try office.moment(clock, in: transaction).date
        return try DossierOrder.next(at: agency, on: day, in: transaction.sql)
    }
}

/// Dossiers a single writer keeps in memory between commands, so that it need not read them again each time.
///
/// Only for bulk work with no other writer: a failed commit there ends the work, so what is kept is never doubted.
public final class DossierMemory {
    private var dossiers: [DossierID: Dossier] = [:]

    public init() {}

    func find(_ stream: DossierID) -> Dossier? { dossiers[stream] }

    /// Those that can get no more work are dropped, with their personal part nothing is held longer than needed.
    func keep(_ dossier: Dossier, as stream: DossierID) {
        if dossier.phase == .returned || dossier.phase == .withdrawn || dossier.phase == .receptionRefused {
            dossiers[stream] = nil
        } else {
            var lean = dossier
            lean.forgetPersonal()
            dossiers[stream] = lean
        }
    }
}
