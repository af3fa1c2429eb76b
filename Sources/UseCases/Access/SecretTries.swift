public import Core
public import Store

/// Opening a dossier by number and secret: at most ten tries an hour a dossier (tra cứu bằng mã bí mật).
///
/// Why right ones count as well: whoever knew the secret of one dossier could otherwise wipe the count by it.
public enum SecretTries {
    public static let perHourMax = 10

    public enum Admission: Hashable, Sendable {
        case admitted
        case wait(until: Instant)
    }

    /// Counts one try before the secret is looked at; inside `store.write`, and refused as a value.
    ///
    /// - Parameter dossier: the stream that the number names; nil if it names none.
    /// - Parameter number: what was typed, normalised; of an unknown number only an HMAC is kept.
    public static func admit(
        _ dossier: DossierID?, number: String, sealer: any Sealer, now: Instant, random: inout some RandomSource,
        in sql: any SQLConnection
    ) throws -> Admission {
        let subject =
            dossier.map { sealer.stamp($0.text, purpose: "secret of a dossier") }
            ?? sealer.stamp(number, purpose: "secret of an unknown number")
        let until = try HourlyTries.admit(
            .secret, subject, most: perHourMax, now: now, random: &random, in: sql)
        return until.map { .wait(until: $0) } ?? .admitted
    }
}
