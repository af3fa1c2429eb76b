public import Store

/// A store of one process, each call of which can be made to fail; what lies under it is real.
public final class FailingBackend: StoreBackend {
    private let inner: any StoreBackend
    private let calls: StoreCalls
    private let closes: Bool

    /// - Parameter closes: false where other processes go on with the same store.
    public init(_ inner: any StoreBackend, _ calls: StoreCalls, closes: Bool = true) {
        self.inner = inner
        self.calls = calls
        self.closes = closes
    }

    public var dialect: Dialect { inner.dialect }

    public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        calls.letOthersAct()
        return try calls.make(.read) { try inner.read { try body(FailingConnection($0, .statement, calls)) } }
    }

    /// A reading thread keeps its connection for its whole life: what can fail is that it gets one.
    public func withReader<T>(_ body: (any ReadSession) throws -> T) throws -> T {
        try calls.make(.loan) {}
        return try inner.withReader { try body(FailingReadSession($0, calls)) }
    }

    public func readKeyring<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try calls.make(.read) { try inner.readKeyring { try body(FailingConnection($0, .keyStatement, calls)) } }
    }

    public func withWriteSession<T>(_ body: (any WriteSession) throws -> T) throws -> T {
        calls.letOthersAct()
        return try calls.make(.loan) {
            try inner.withWriteSession { session in
                // What a process that was killed had begun, its database takes back.
                defer { if calls.isDead { session.rollBack() } }
                return try body(FailingWriteSession(session, calls))
            }
        }
    }

    public func close() { if closes { inner.close() } }
}

private final class FailingConnection: SQLConnection {
    private let inner: any SQLConnection
    private let call: StoreCall
    private let calls: StoreCalls
    var dialect: Dialect { inner.dialect }

    init(_ inner: any SQLConnection, _ call: StoreCall, _ calls: StoreCalls) {
        (self.inner, self.call, self.calls) = (inner, call, calls)
    }

    func query<Row>(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Row) throws -> [Row] {
        try calls.make(call) { try inner.query(sql, arguments, row) }
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try calls.make(call) { try inner.execute(sql, arguments) }
    }

    func post(_ sql: String, _ arguments: [SQLValue]) throws {
        try calls.make(call) { try inner.post(sql, arguments) }
    }
}

private final class FailingReadSession: ReadSession {
    private let inner: any ReadSession
    private let calls: StoreCalls

    init(_ inner: any ReadSession, _ calls: StoreCalls) { (self.inner, self.calls) = (inner, calls) }

    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try calls.make(.read) { try inner.read { try body(FailingConnection($0, .statement, calls)) } }
    }
}

private final class FailingWriteSession: WriteSession {
    private let inner: any WriteSession
    private let calls: StoreCalls

    init(_ inner: any WriteSession, _ calls: StoreCalls) { (self.inner, self.calls) = (inner, calls) }

    var sql: any SQLConnection { FailingConnection(inner.sql, .statement, calls) }

    var keyring: any SQLConnection {
        get throws {
            FailingConnection(try calls.make(.keyring) { try self.inner.keyring }, .keyStatement, calls)
        }
    }

    func begin() throws { try calls.make(.begin) { try inner.begin() } }

    func mark() throws { try calls.make(.mark) { try inner.mark() } }
    func keep() throws { try calls.make(.keep) { try inner.keep() } }
    func undo() throws { try calls.make(.undo) { try inner.undo() } }

    func watch() { inner.watch() }
    var hasChanged: Bool { inner.hasChanged }
    func checkWhole() throws { try inner.checkWhole() }

    /// Both halves of a commit are one call, which can also go wrong between them.
    func commitKeyring() throws {}

    func commit() throws {
        let inner = inner
        try calls.make(.commit, between: { try inner.commitKeyring() }) {
            try inner.commitKeyring()
            try inner.commit()
        }
    }

    func rollBack() { inner.rollBack() }
}
