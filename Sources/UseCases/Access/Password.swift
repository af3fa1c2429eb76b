import Foundation

/// A password as somebody typed it, in the one spelling that is compared (mật khẩu).
///
/// Why normalised (NFKC): Vietnamese keyboards write "ậ" as one, two or three characters; the same password typed on
/// another machine must be the same.
public struct Password: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String

    public init(_ typed: String) {
        // What is longer than any password may be is cut before it costs anything; it can match nothing.
        text = String(typed.prefix(Password.typedMax)).precomposedStringWithCompatibilityMapping
    }

    /// Most characters read; what is longer is no password that could have been set.
    static let typedMax = 1024

    var bytes: [UInt8] { Array(text.utf8) }

    /// Without the password, so that none reaches a log.
    public var description: String { "password" }
    public var debugDescription: String { "password" }
}
