/// Where tests break a commit: once before anything is stored, once after all of it is.
public struct CommitHooks: Sendable {
    /// Called when all jobs are done and nothing is committed yet; throwing fails the commit, not stored.
    public var beforeCommit: @Sendable () throws -> Void
    /// Called when everything is on disk and nobody was answered yet; throwing loses the answer, not the writing.
    public var afterCommit: @Sendable () throws -> Void

    public init(
        beforeCommit: @escaping @Sendable () throws -> Void = {},
        afterCommit: @escaping @Sendable () throws -> Void = {}
    ) {
        self.beforeCommit = beforeCommit
        self.afterCommit = afterCommit
    }
}
