import CLibPQ

extension RawValue {
    private static let (int8, bytea, text25): (Oid, Oid, Oid) = (20, 17, 25)

    /// PostgreSQL's number of the value's type; 0 leaves it to the server.
    var type: Oid {
        switch self {
        case .null: 0
        case .integer: RawValue.int8
        case .real: 701
        case .text: RawValue.text25
        case .blob: RawValue.bytea
        }
    }

    /// The value of a cell that was asked for as bytes.
    init(_ result: OpaquePointer?, _ row: CInt, _ column: CInt) {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
            self = .null
            return
        }
        let bytes = Array(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))))
        switch PQftype(result, column) {
        case RawValue.int8, 21, 23: self = .integer(bytes.reduce(0) { $0 << 8 | Int64($1) })
        case RawValue.bytea: self = .blob(bytes)
        case _: self = .text(bytes)
        }
    }

    private var wire: [UInt8]? {
        switch self {
        case .null: nil
        case .integer(let number): withUnsafeBytes(of: number.bigEndian) { Array($0) }
        case .real(let number): withUnsafeBytes(of: number.bitPattern.bigEndian) { Array($0) }
        case .text(let bytes), .blob(let bytes): bytes
        }
    }

    /// Values in libpq's form: where each begins, how long it is, and that it is bytes.
    static func withPointers<T>(
        _ values: [RawValue], _ body: ([UnsafePointer<CChar>?], [CInt], [CInt]) -> T
    ) -> T {
        var bytes: [UInt8] = []
        var places: [(start: Int, count: Int)?] = []
        for value in values {
            let wire = value.wire
            places.append(wire.map { (bytes.count, $0.count) })
            bytes += wire ?? []
        }
        // One more, so that there is a place to point at for an empty text, which is not NULL.
        bytes.append(0)
        return bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                body(
                    places.map { place in place.flatMap { at in buffer.baseAddress.map { $0 + at.start } } },
                    places.map { CInt($0?.count ?? 0) }, [CInt](repeating: 1, count: values.count))
            }
        }
    }
}
