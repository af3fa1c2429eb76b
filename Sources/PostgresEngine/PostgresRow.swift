import CLibPQ
import Store

/// A row of an answer that has come whole, its values in PostgreSQL's binary form.
struct PostgresRow: SQLRow {
    let result: OpaquePointer
    let row: CInt

    func integer(_ column: Int) -> Int64 {
        let bytes = bytes(column)
        if PQftype(result, CInt(column)) == PostgresType.numeric { return PostgresRow.numeric(bytes) }
        // int8, int4, int2 and bool are big-endian, of 8, 4, 2 and 1 bytes; only the first three have a sign.
        var value: Int64 = bytes.count > 1 && (bytes.first ?? 0) & 0x80 != 0 ? -1 : 0
        for byte in bytes { value = value << 8 | Int64(byte) }
        return value
    }

    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func blob(_ column: Int) -> [UInt8] { Array(bytes(column)) }

    func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, CInt(column)) == 1 }

    private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let count = Int(PQgetlength(result, row, CInt(column)))
        return UnsafeRawBufferPointer(start: PQgetvalue(result, row, CInt(column)), count: count)
    }

    /// The whole part of a `numeric`, as sums of 64-bit numbers are given: digits of four places, the highest first.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        func short(_ index: Int) -> Int { Int(bytes[index * 2]) << 8 | Int(bytes[index * 2 + 1]) }
        guard bytes.count >= 8 else { return 0 }
        let (digits, weight, isNegative) = (short(0), Int(Int16(truncatingIfNeeded: short(1))), short(2) == 0x4000)
        guard weight >= 0 else { return 0 }
        let whole = (0...weight).reduce(Int64(0)) { value, place in
            value &* 10_000 &+ Int64(place < digits ? short(4 + place) : 0)
        }
        return isNegative ? -whole : whole
    }
}

/// The numbers of PostgreSQL's own types that the program sends or reads.
enum PostgresType {
    static let int8: Oid = 20
    static let text: Oid = 25
    static let bytes: Oid = 17
    static let numeric: Oid = 1700
    /// For NULL, whose type the statement tells.
    static let untold: Oid = 0
}
