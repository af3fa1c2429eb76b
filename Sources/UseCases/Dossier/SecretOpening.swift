public import Core
import Ledger
public import Store

/// Opening a dossier by its number and secret (mở hồ sơ bằng mã số và mã bí mật): every try counts, every opening is
/// written down.
public enum SecretOpening {
    public enum Outcome: Hashable, Sendable {
        case opened(DossierID, generation: Int)
        case unknown
        case wrong
        case wait(until: Instant)
    }

    /// Characters read of a secret: ten, and what people write between them.
    private static let typedMax = 40

    /// Counts the try first and then looks; inside `store.write`.
    ///
    /// - Parameter typed: a dossier code or a submission number, as people write it.
    public static func open(
        _ typed: String, secret: String, _ office: Office, now: Instant, random: inout some RandomSource,
        in transaction: Transaction
    ) throws -> Outcome {
        let sql = transaction.sql
        let found = try DossierFinding.row(typed: typed, in: sql)?.stream
        let number = DossierCode(typed: typed)?.text ?? SubmissionNumber(typed: typed)?.text ?? typed
        let admission = try SecretTries.admit(
            found, number: number, sealer: office.sealer, now: now, random: &random, in: sql)
        if case .wait(let until) = admission { return .wait(until: until) }
        guard let stream = found else { return .unknown }
        let story = try DossierStories(office).events(of: stream, opened: false, in: transaction)
        guard let dossier = DossierStories.fold(story) else { return .unknown }
        let generation = dossier.secretGeneration
        guard
            office.secrets.secret(of: stream.stream, generation: generation).matches(String(secret.prefix(typedMax)))
        else { return .wrong }
        let actor = ApplicantActor.of(stream, office).id
        try Audit.write(.personalRead, by: actor, on: stream, now: now, random: &random, in: sql)
        return .opened(stream, generation: generation)
    }
}
