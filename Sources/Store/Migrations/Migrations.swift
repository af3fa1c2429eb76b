/// All migrations, in order. To add one: a file `MNNNN….swift` beside this one, and its line here.
public enum Migrations {
    /// Records, heads and tables.
    public static let ledger: [Migration] = [
        m0001Ledger,
        m0002Dossiers,
        m0003Access,
        m0004Office,
        m0005Consultations,
        m0006SearchByUnit,
        m0007Proofs,
        m0008Followers,
        m0009Keeping,
        m0010Reminders,
        m0011Signing,
    ]

    /// Wrapped keys, a database of its own.
    public static let keyring: [Migration] = [
        m0001Keyring
    ]
}
