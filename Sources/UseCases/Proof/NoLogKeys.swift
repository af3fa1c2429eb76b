/// No key at all: the log is not signed, and says so.
public struct NoLogKeys: LogKeySource {
    public init() {}

    public func keys(named name: String) throws -> LogKeys { throw LogFailure.key }
}
