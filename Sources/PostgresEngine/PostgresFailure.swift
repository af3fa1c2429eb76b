import CLibPQ
import Store

/// What PostgreSQL says, in the store's own codes.
enum PostgresFailure {
    /// The failure of a result; without a state of its own it is the connection that broke.
    static func of(_ result: OpaquePointer?, on handle: OpaquePointer?, place: String) -> StoreError {
        let state = result.flatMap { PQresultErrorField($0, fieldState) }.map { String(cString: $0) }
        let text = result.flatMap { PQresultErrorField($0, fieldMessage) }.map { String(cString: $0) }
        guard let state, PQstatus(handle) == CONNECTION_OK else {
            return StoreError(.unreachable, text ?? message(handle), at: "database")
        }
        let table = result.flatMap { PQresultErrorField($0, fieldTable) }.map { String(cString: $0) }
        return StoreError(code(state: state, text: text ?? ""), text ?? state, at: table ?? place)
    }

    /// What the connection itself says.
    static func message(_ handle: OpaquePointer?) -> String {
        guard let handle, let text = PQerrorMessage(handle) else { return "no connection" }
        let lines = String(cString: text).split(separator: "\n")
        return lines.isEmpty ? "the connection broke" : lines.joined(separator: "; ")
    }

    /// The state of our own triggers: what may not be changed.
    static let immutable = "MC001"

    private static func code(state: String, text: String) -> StoreError.Code {
        switch state {
        case immutable: return .immutable
        case "23505": return .duplicate
        case "25006": return .readOnly
        // The application's role may add records and nothing else to them.
        case "42501": return ["record", "audit_line"].contains { text.hasSuffix(" \($0)") } ? .immutable : .readOnly
        case "25P02": return .undone
        // Other arguments than the statement has places for.
        case "08P01": return .statement
        case "53100": return .diskFull
        case "55P03", "57014", "40001", "40P01", "53300": return .busy
        case "58030": return .disk
        default: break
        }
        switch state.prefix(2) {
        case "08", "57": return .unreachable
        case "23": return .constraint
        case "53": return .busy
        case "XX": return .corrupt
        default: return .statement
        }
    }

    // `PG_DIAG_…` are character constants, which Swift does not import.
    private static let fieldState = CInt(UInt8(ascii: "C"))
    private static let fieldMessage = CInt(UInt8(ascii: "M"))
    private static let fieldTable = CInt(UInt8(ascii: "t"))
}
