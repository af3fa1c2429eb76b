/// A function or initialiser with a body, and how many lines the body takes, both braces included.
struct SwiftFunction {
    var name: String
    var line: Int
    var lines: Int
}

extension SwiftText {
    /// Every function and initialiser with a body; a requirement of a protocol has none and is left out.
    var functions: [SwiftFunction] {
        let code = Array(code.utf8)
        var found: [SwiftFunction] = []
        var at = 0
        var line = 1
        while at < code.count {
            let start = at
            while at < code.count, isWord(code[at]) { at += 1 }
            let word = String(decoding: code[start..<at], as: UTF8.self)
            // `.init(` is a call, not a declaration.
            let declares = word == "func" || word == "init" && (start == 0 || code[start - 1] != UInt8(ascii: "."))
            if declares, let open = body(after: at, in: code) {
                let lines = code[open..<end(of: open, in: code)].count { $0 == UInt8(ascii: "\n") } + 1
                found.append(SwiftFunction(name: name(after: at, of: word, in: code), line: line, lines: lines))
            }
            if at == start {
                if code[at] == UInt8(ascii: "\n") { line += 1 }
                at += 1
            }
        }
        return found
    }
}

private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...: true
    default: false
    }
}

/// `init` has no name of its own; a function's runs to its parenthesis or generics.
private func name(after at: Int, of word: String, in code: [UInt8]) -> String {
    guard word == "func" else { return word }
    let name = code[at...].prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "<") }
    return String(decoding: name.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
}

/// Where the body of the declaration at `start` opens; nil if the next declaration comes first.
private func body(after start: Int, in code: [UInt8]) -> Int? {
    var depth = 0
    for at in start..<code.count {
        switch code[at] {
        case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "{") where depth == 0: return at
        case UInt8(ascii: "}") where depth == 0, UInt8(ascii: ";") where depth == 0: return nil
        case UInt8(ascii: "\n") where depth == 0:
            if beginsDeclaration(code[(at + 1)...]) { return nil }
        default: break
        }
    }
    return nil
}

private func beginsDeclaration(_ rest: ArraySlice<UInt8>) -> Bool {
    let word = rest.drop { $0 == UInt8(ascii: " ") }.prefix { isWord($0) || $0 == UInt8(ascii: "@") }
    let text = String(decoding: word, as: UTF8.self)
    return text.hasPrefix("@")
        || ["func", "var", "let", "init", "static", "mutating", "public", "case", "subscript"].contains(text)
}

/// One past the brace that closes the one at `open`.
private func end(of open: Int, in code: [UInt8]) -> Int {
    var depth = 0
    for at in open..<code.count {
        if code[at] == UInt8(ascii: "{") { depth += 1 }
        if code[at] == UInt8(ascii: "}") { depth -= 1 }
        if depth == 0 { return at + 1 }
    }
    return code.count
}
