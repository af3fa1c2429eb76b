import CLibPQ
import Store

/// A statement with its arguments, ready to be sent: unnamed, so that no connection must remember it.
struct PostgresStatement {
    let shape: PostgresShape
    /// Its text, where it is not its shape's own.
    private let text: String?
    /// As the program wrote it, for failures.
    let origin: String
    private var types: [Oid] = []
    private var bytes: [UInt8] = []
    private var places: [(start: Int, count: Int)?] = []

    /// Bytes of its arguments.
    var size: Int { bytes.count }
    /// How many arguments it has.
    var count: Int { types.count }
    /// The text that is sent.
    var sql: String { text ?? shape.sql }

    init(_ shape: PostgresShape, origin: String, _ arguments: [SQLValue]) {
        self.shape = shape
        self.origin = origin
        text = nil
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

    /// The rows of statements of one shape, in one.
    init(rowsOf statements: [PostgresStatement]) {
        guard let first = statements.first, let row = first.shape.row else { preconditionFailure("no rows") }
        shape = first.shape
        origin = first.origin
        text = row.text(rows: statements.count, arguments: first.types.count)
        for statement in statements {
            let start = bytes.count
            types += statement.types
            places += statement.places.map { $0.map { ($0.start + start, $0.count) } }
            bytes += statement.bytes
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
