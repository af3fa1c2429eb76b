/// How long dossiers are kept (thời hạn lưu trữ).
public struct KeepingSettings: Hashable, Sendable {
    /// Years after a dossier's end for which it is kept, and nobody in it is erased without a legal basis.
    ///
    /// The catalogue does not hold the term of each procedure; the number is not verified against the lists of
    /// archive terms and is the office's to set.
    public var retentionYears: Int

    public init(retentionYears: Int = 10) { self.retentionYears = retentionYears }
}
