/// All that the leading process carries on beside the pages (danh sách tác vụ): the one place where each is named.
public struct FollowerList: Sendable {
    public var followers: [any Follower]
    public var chores: [any Chore]

    /// - Parameter chores: those that need more than the office, such as keys; whoever starts the server brings them.
    public init(followers: [any Follower] = [], chores: [any Chore] = []) {
        self.followers = followers
        self.chores = chores
    }
}
