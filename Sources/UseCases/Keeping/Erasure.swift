public import Core
import Ledger
import Store

/// Erases the personal data of a dossier (xóa dữ liệu cá nhân): its key is destroyed, every table forgets the person,
/// and the dossier goes on being counted.
///
/// While dossiers of its kind must be kept, two officers answer for it: one asks for it with its legal basis, another
/// confirms. Records stay as they are; what they hold of the person can be opened by nobody.
public struct Erasure {
    /// Characters of a legal basis at most.
    public static let basisMost = 300
    /// Who may ask for an erasure and confirm one, at the competent agency or above it.
    public static let roles: Set<Role> = [.leader, .administrator]

    /// What came of it.
    public enum Outcome: Hashable, Sendable {
        /// It waits for a second officer, because dossiers of its kind are kept until then; nil while it has not ended.
        case asked(DossierID, keptUntil: Instant?)
        case erased(DossierID)
    }

    private let office: Office
    private let actor: Actor
    private let settings: KeepingSettings

    public init(_ office: Office, by actor: Actor, settings: KeepingSettings = KeepingSettings()) {
        self.office = office
        self.actor = actor
        self.settings = settings
    }

    /// Asks for the erasure, or carries it out where nobody else has to confirm it.
    ///
    /// - Parameter typed: the dossier's code or its submission number.
    /// - Parameter basis: the law or the decision that it rests on.
    /// - Throws: `ErasureRefusal`, `ClockFault`, `StoreError`.
    public func ask(_ typed: String, basis: String, random: inout some RandomSource) throws -> Outcome {
        var source = random
        defer { random = source }
        let done = try office.store.writeNow { transaction in
            let found = try Found(typed, office, actor, transaction)
            let basis = try checked(basis, found)
            if let until = keptUntil(found.row), until <= found.now {
                return try carryOut(found, basis, early: false, asked: actor.id, &source, transaction)
            }
            try ErasureTable.ask(
                ErasureRequest(dossier: found.row.stream, basis: basis, actor: actor.id, at: found.now),
                in: transaction.sql)
            return Done(outcome: .asked(found.row.stream, keptUntil: keptUntil(found.row)), files: [])
        }
        return try finish(done)
    }

    /// Confirms what another officer asked for, and carries it out.
    ///
    /// - Throws: `ErasureRefusal.notAsked`, `.sameOfficer` among others.
    public func confirm(_ typed: String, random: inout some RandomSource) throws -> Outcome {
        var source = random
        defer { random = source }
        let done = try office.store.writeNow { transaction in
            let found = try Found(typed, office, actor, transaction)
            guard let asked = try ErasureTable.asked(found.row.stream, in: transaction.sql) else {
                throw ErasureRefusal.notAsked
            }
            guard asked.actor != actor.id else { throw ErasureRefusal.sameOfficer }
            return try carryOut(found, asked.basis, early: true, asked: asked.actor, &source, transaction)
        }
        return try finish(done)
    }

    /// What the transaction did, and the files that go once it holds.
    private struct Done {
        var outcome: Outcome
        var files: [FileID]
    }

    /// Until when the dossier is kept; nil while it has not ended.
    private func keptUntil(_ row: DossierRow) -> Instant? {
        row.endedAt.map { Instant($0.date.adding(months: 12 * settings.retentionYears), minute: 0) }
    }

    private func checked(_ typed: String, _ found: Found) throws -> String {
        let basis = typed.trimmingBlanks()
        let fits = (1...Erasure.basisMost).contains(basis.count)
        guard fits, !basis.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw ErasureRefusal.basis(most: Erasure.basisMost)
        }
        // It stands in the ledger for ever: a name in it could never be erased.
        guard !found.traces.isNamed(in: basis) else { throw ErasureRefusal.basisNames }
        return basis
    }

    /// The key first, then every table, then the office's record, in one transaction: the keyring commits before the
    /// ledger, so that an erasure that is recorded has happened.
    private func carryOut(
        _ found: Found, _ basis: String, early: Bool, asked: ActorID, _ random: inout some RandomSource,
        _ transaction: Transaction
    ) throws -> Done {
        let (sql, dossier, removal) = (transaction.sql, found.row.stream, PersonRemoval(office))
        let files = try removal.files(of: dossier, sql)
        try found.traces.clear(office.sealer, random: &random, in: transaction)
        try PersonClearing.clear(dossier, visitors: try removal.visitors(of: dossier, sql), in: sql)
        try ErasureTable.forget(dossier, in: sql)
        try office.keyring.destroy(dossier.stream, now: found.now, in: transaction)
        let erased = ErasedPerson(
            dossier: dossier, basis: basis, early: early, asked: asked, confirmed: actor.id, at: found.now)
        try OfficeDecisions(office, by: actor).record(
            .personErased(erased), now: found.now, random: &random, in: transaction)
        return Done(outcome: .erased(dossier), files: files)
    }

    /// After the commit: a file that stays behind in a crash can be opened by nobody, and `motcua purge` removes it.
    private func finish(_ done: Done) throws -> Outcome {
        for file in done.files { try office.files.remove(file) }
        return done.outcome
    }
}

/// Why nobody is erased.
public enum ErasureRefusal: Error, Hashable, Sendable {
    /// Neither a code nor a submission number of a dossier here.
    case dossierNotFound
    /// Only a leader or an administrator of the competent agency, or above it, may ask or confirm.
    case notPermitted
    /// It was erased at this moment.
    case alreadyErased(Instant)
    /// No basis, or more than so many characters.
    case basis(most: Int)
    /// The basis names the person.
    case basisNames
    /// Nobody has asked for it yet, so there is nothing to confirm.
    case notAsked
    /// Whoever asked cannot confirm: it must be somebody else.
    case sameOfficer
}

extension Erasure {
    /// The dossier that was named, and what finds its person.
    private struct Found {
        let row: DossierRow
        let traces: PersonTraces
        let now: Instant

        init(_ typed: String, _ office: Office, _ actor: Actor, _ transaction: Transaction) throws {
            guard let row = try DossierFinding.row(typed: typed, in: transaction.sql) else {
                throw ErasureRefusal.dossierNotFound
            }
            guard actor.holds(Erasure.roles, at: row.places.competent) else { throw ErasureRefusal.notPermitted }
            if let at = try ErasureTable.erased(row.stream, in: transaction.sql) {
                throw ErasureRefusal.alreadyErased(at)
            }
            let events = try DossierStories(office).events(of: row.stream, opened: true, in: transaction)
            self.row = row
            traces = PersonTraces(of: row, events)
            now = try office.moment(office.clock.now(), in: transaction)
        }
    }
}
