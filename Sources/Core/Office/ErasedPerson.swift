/// That the personal data of a dossier was erased, and on whose word (quyết định xóa dữ liệu cá nhân).
///
/// Why a record of the office: it must outlive the dossier's key, and tell a restored copy what may not come back.
public struct ErasedPerson: Hashable, Codable, Sendable {
    /// The dossier, by its random id.
    public var dossier: DossierID
    /// The law or decision that it rests on; it may name nobody.
    public var basis: String
    /// True where the time for which dossiers are kept was not over yet: two officers answer for it then.
    public var early: Bool
    /// Who asked for it, and who confirmed it; one and the same where the time was over.
    public var asked: ActorID
    public var confirmed: ActorID
    public var at: Instant

    public init(
        dossier: DossierID, basis: String, early: Bool, asked: ActorID, confirmed: ActorID, at: Instant
    ) {
        self.dossier = dossier
        self.basis = basis
        self.early = early
        self.asked = asked
        self.confirmed = confirmed
        self.at = at
    }
}
