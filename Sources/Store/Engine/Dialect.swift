/// The engine's own tongue, for the little that cannot be said alike in both: triggers, grants, full-text tables.
///
/// All other SQL is written once, in SQLite's form: `?1` parameters, `INTEGER`, `BLOB`, `STRICT`, and
/// `/* for update */` where a row is to be locked. What another engine must say otherwise it rewrites in one file;
/// what stays apart is told in `docs/decisions/0011-postgresql-through-libpq.md`.
public enum Dialect: String, Sendable, CaseIterable {
    case sqlite, postgres

    /// Whether each question waits for a wire, so that several are better asked together.
    var asksFromAfar: Bool { self == .postgres }
}
