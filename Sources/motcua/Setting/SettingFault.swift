import PostgresEngine
import Web

/// Where a value came from.
enum SettingOrigin: Hashable {
    /// Counted from 1.
    case line(Int, file: String)
    case flag
}

/// Why a value is not taken.
enum SettingRefusal: Error, Hashable {
    case empty
    case quoted
    case notANumber(in: ClosedRange<Int>)
    case notOneOf([String])
    case badAddress(ListenAddress.Refusal)
    case badConnection(PostgresPlace.Refusal)
    case noTexts
    case notWitnessKey
}

/// What is wrong with a settings file, and where (lỗi trong tệp cài đặt).
struct SettingFault: Error {
    enum Reason {
        /// The file itself, with the system's words.
        case unreadable(String)
        case tooLarge(mostBytes: Int)
        case notUTF8
        case noEqualsSign
        case unknownKey(nearest: SettingKey?)
        case twice(firstLine: Int)
        case badValue(String, SettingRefusal)
    }

    var file: String
    /// Counted from 1; 0 for the whole file.
    var line: Int
    /// As it was typed.
    var key: String?
    var reason: Reason
}
