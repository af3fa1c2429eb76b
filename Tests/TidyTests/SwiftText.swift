/// A Swift file taken apart just far enough for the tidy rules: code without comments and literals, and the literals.
///
/// Line breaks stay where they were, so that a position in `code` still tells the line.
struct SwiftText: Sendable {
    /// A string literal: its text between the quotes, escapes as written and U+FFFC for each interpolation.
    struct Literal: Sendable {
        var text: String
        /// The line that it begins on.
        var line: Int
        /// The code of that line before it.
        var before: String
    }

    let code: String
    let literals: [Literal]

    init(_ text: String) {
        var reader = SwiftReader(text)
        while !reader.atEnd { reader.step() }
        code = String(decoding: reader.code, as: UTF8.self)
        literals = reader.literals
    }

    /// The lines of the code, numbered from 1.
    var lines: [(number: Int, text: Substring)] {
        code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { ($0.offset + 1, $0.element) }
    }
}

/// Reads byte by byte: everything that divides Swift into code, comments and literals is ASCII.
private struct SwiftReader {
    private(set) var code: [UInt8] = []
    private(set) var literals: [SwiftText.Literal] = []

    private let source: [UInt8]
    private var at = 0
    private var line = 1

    init(_ text: String) { source = Array(text.utf8) }

    var atEnd: Bool { at >= source.count }

    mutating func step() {
        // Comments and literals begin with one of the signs before the digits.
        guard source[at] < UInt8(ascii: "0") else { return pass(keep: true) }
        if looking(at: "//") {
            while !atEnd, source[at] != newline { at += 1 }
        } else if looking(at: "/*") {
            blockComment()
        } else if let hashes = stringStart() {
            string(hashes: hashes)
        } else {
            pass(keep: true)
        }
    }

    private var newline: UInt8 { UInt8(ascii: "\n") }

    /// Passes one byte, keeping it in the code or not; a line break is always kept.
    private mutating func pass(keep: Bool) {
        let byte = source[at]
        at += 1
        if byte == newline { line += 1 }
        if keep || byte == newline { code.append(byte) }
    }

    private func looking(at text: String) -> Bool {
        var index = at
        for byte in text.utf8 {
            guard index < source.count, source[index] == byte else { return false }
            index += 1
        }
        return true
    }

    /// Swift's block comments nest.
    private mutating func blockComment() {
        var depth = 0
        repeat {
            if looking(at: "/*") {
                depth += 1
                at += 2
            } else if looking(at: "*/") {
                depth -= 1
                at += 2
            } else {
                pass(keep: false)
            }
        } while depth > 0 && !atEnd
        code.append(UInt8(ascii: " "))
    }

    /// The number of `#` before a quote, if a string literal begins here.
    private func stringStart() -> Int? {
        var end = at
        while end < source.count, source[end] == UInt8(ascii: "#") { end += 1 }
        return end < source.count && source[end] == UInt8(ascii: "\"") ? end - at : nil
    }

    private mutating func string(hashes: Int) {
        let fence = String(repeating: "#", count: hashes)
        at += hashes
        let quotes = looking(at: "\"\"\"") ? "\"\"\"" : "\""
        let (closing, escape) = (quotes + fence, "\\" + fence)
        at += quotes.utf8.count
        let start = line
        let before = String(decoding: code[(code.lastIndex(of: newline).map { $0 + 1 } ?? 0)...], as: UTF8.self)
        code.append(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while !atEnd, !looking(at: closing) {
            if looking(at: escape + "(") {
                at += 2 + hashes
                interpolation()
                text += "\u{FFFC}".utf8
            } else {
                if looking(at: escape), at + 1 + hashes < source.count {
                    text.append(source[at])
                    at += 1 + hashes
                }
                text.append(source[at])
                pass(keep: false)
            }
        }
        at = min(at + quotes.utf8.count + hashes, source.count)
        code.append(UInt8(ascii: "\""))
        literals.append(SwiftText.Literal(text: String(decoding: text, as: UTF8.self), line: start, before: before))
    }

    /// What stands between `\(` and its closing parenthesis is code again, literals of its own included.
    private mutating func interpolation() {
        var depth = 1
        code.append(UInt8(ascii: "("))
        while !atEnd, depth > 0 {
            if source[at] == UInt8(ascii: "(") { depth += 1 }
            if source[at] == UInt8(ascii: ")") { depth -= 1 }
            step()
        }
    }
}
