import GRDB
import Store
import Synchronization

/// The connections of one pool, found by the database GRDB lends.
final class SQLiteConnections: Sendable {
    private let known = Mutex<[ObjectIdentifier: SQLiteConnection]>([:])

    /// The connection over `database`; call it only inside GRDB's loan of it.
    func connection(_ database: Database) throws -> SQLiteConnection {
        let key = ObjectIdentifier(database)
        if let connection = known.withLock({ $0[key] }) { return connection }
        let connection = try SQLiteConnection(database)
        known.withLock { $0[key] = connection }
        return connection
    }

    /// Lets go of every statement; call it when nobody uses the pool any more.
    func letGo() {
        known.withLock { known in
            for connection in known.values { connection.letGo() }
            known = [:]
        }
    }
}
