public import Core
import Ledger

/// That somebody gave the secret of a dossier a little while ago (quyền xem hồ sơ sau khi nhập mã bí mật).
public struct ApplicantGrant: Hashable, Codable, Sendable {
    public var dossier: DossierID
    /// Which of the dossier's secrets it was; a renewed secret ends every grant of the old one.
    public var generation: Int
    public var given: Instant
    /// True once a one-time code let the result be opened.
    public var mayFetch: Bool

    public init(dossier: DossierID, generation: Int, given: Instant, mayFetch: Bool = false) {
        self.dossier = dossier
        self.generation = generation
        self.given = given
        self.mayFetch = mayFetch
    }

    /// True while the dossier may be read and acted on without its secret being typed again.
    public func holds(at now: Instant) -> Bool {
        Validity(made: given, expires: given.adding(minutes: ApplicantGrants.minutes)).holds(at: now)
    }

    /// True while what was typed under it may still be laid aside, though nothing is shown any more.
    public func keeps(at now: Instant) -> Bool {
        Validity(made: given, expires: given.adding(minutes: ApplicantGrants.keepMinutes)).holds(at: now)
    }
}

/// The dossiers that one browser has opened by their secrets, sealed into a cookie.
///
/// Why sealed and not stored: the secret itself stands neither in an address nor in the cookie, nothing has to be
/// cleared away, and whoever copies the database learns nothing from it. Why several: two windows with two dossiers
/// must not shut each other.
public struct ApplicantGrants: Sendable {
    /// How long a dossier stays open after its secret was typed.
    public static let minutes = 30
    /// How long after that typing a form that comes late is still laid aside for its owner.
    public static let keepMinutes = 12 * 60
    static let most = 5
    /// Characters of the longest cookie that is looked at.
    static let charactersMax = 3_000

    public private(set) var grants: [ApplicantGrant]

    /// What a cookie holds; nothing where there is none, or it was not made here.
    public init(cookie: String?, sealer: any Sealer) {
        grants = []
        guard let cookie, cookie.utf8.count <= ApplicantGrants.charactersMax, let sealed = bytes(hexadecimal: cookie)
        else { return }
        do {
            let plain = try sealer.open(sealed, context: ApplicantGrants.context)
            grants = try CanonicalDecoder().decode([ApplicantGrant].self, from: plain)
        } catch { return }
    }

    public subscript(dossier: DossierID) -> ApplicantGrant? { grants.first { $0.dossier == dossier } }

    /// Takes a grant in, the newest first; one of the same dossier is replaced.
    public mutating func add(_ grant: ApplicantGrant) {
        grants = Array(([grant] + grants.filter { $0.dossier != grant.dossier }).prefix(ApplicantGrants.most))
    }

    public mutating func remove(_ dossier: DossierID) { grants.removeAll { $0.dossier == dossier } }

    /// The cookie's value: hexadecimal digits, which need no quoting.
    public func cookie(sealer: any Sealer, random: inout some RandomSource) throws -> String {
        let plain = try CanonicalEncoder().encode(grants)
        return hexadecimal(try sealer.seal(plain, context: ApplicantGrants.context, random: &random))
    }

    private static let context = "applicant's grants"
}
