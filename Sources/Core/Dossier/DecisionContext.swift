/// All that `decide` may look at besides the dossier and the command: values, no clock, no store.
public struct DecisionContext: Sendable {
    public var now: Instant
    public var actor: Actor
    /// The version the dossier is pinned to, or for `submit` and `changeProcedure` the one chosen.
    public var procedure: ProcedureVersion
    public var calendar: WorkingCalendar
    public var rules: RuleSettings

    public init(
        now: Instant, actor: Actor, procedure: ProcedureVersion, calendar: WorkingCalendar,
        rules: RuleSettings = RuleSettings()
    ) {
        self.now = now
        self.actor = actor
        self.procedure = procedure
        self.calendar = calendar
        self.rules = rules
    }
}

/// Values the law leaves open or that could not be read in a source; each is a setting with its basis.
public struct RuleSettings: Hashable, Codable, Sendable {
    /// Hours and days of the legal clock: 15:00, 8 hours, closings.
    public var deadlines = DeadlineSettings.standard
    /// Longest text of one personal value, characters.
    public var textMost = 2_000
    /// Most components, files or consultations in one command.
    public var itemsMost = 100

    public init() {}
}
