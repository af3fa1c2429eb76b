import CLibPQ
import Store

/// A statement with its arguments, ready to be sent: unnamed, so that no connection must remember it.
struct PostgresStatement {
    let sql: String
    /// As the program wrote it, for failures.
    let origin: String
    private var types: [Oid] = []
    private var bytes: [UInt8] = []
    private var places: [(start: Int, count: Int)?] = []

    init(_ sql: String, origin: String, _ arguments: [SQLValue]) {
        self.sql = sql
        self.origin = origin
        types.reserveCapacity(arguments.count)
        places.reserveCapacity(arguments.count)
        for argument in arguments {
            switch argument {
            case .null:
                types.append(PostgresType.untold)
                places.append(nil)
            case .integer(let value): withUnsafeBytes(of: value.bigEndian) { add(PostgresType.int8, $0) }
            case .text(var value): value.withUTF8 { add(PostgresType.text, UnsafeRawBufferPointer($0)) }
            case .blob(let value): value.withUnsafeBytes { add(PostgresType.bytes, $0) }
            }
        }
    }

    private mutating func add(_ type: Oid, _ value: UnsafeRawBufferPointer) {
        types.append(type)
        places.append((bytes.count, value.count))
        bytes.append(contentsOf: value)
    }

    /// Gives libpq's way of naming the arguments to `body`, valid within it alone.
    private func withArguments<T>(
        _ body: (CInt, [Oid], [UnsafePointer<CChar>?], [CInt], [CInt]) -> T
    ) -> T {
        let formats = [CInt](repeating: 1, count: places.count)
        let lengths = places.map { CInt($0?.count ?? 0) }
        // One byte more, so that there is a place to point at for an empty text, which is not NULL.
        return (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                let values = places.map { place in place.flatMap { at in buffer.baseAddress.map { $0 + at.start } } }
                return body(CInt(places.count), types, values, lengths, formats)
            }
        }
    }

    /// Sends it and waits for its answer.
    func run(on handle: OpaquePointer) -> OpaquePointer? {
        withArguments { PQexecParams(handle, sql, $0, $1, $2, $3, $4, 1) }
    }

    /// Sends it without waiting; false when the connection does not take it.
    func send(on handle: OpaquePointer) -> Bool {
        withArguments { PQsendQueryParams(handle, sql, $0, $1, $2, $3, $4, 1) } == 1
    }
}
