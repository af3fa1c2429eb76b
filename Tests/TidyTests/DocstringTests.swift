import Testing

/// The targets that all others stand on: what they declare must be understood without reading their code.
private let documented: Set<String> = ["Core", "Ledger", "Reports", "Store"]

/// What protocols of the standard library ask for and tell themselves.
private let inherited: Set<String> = ["encode", "hash", "==", "<"]

@Suite("Docstrings")
struct DocstringTests {
    let repository = Repository.here

    @Test func `every public type and function of the lower targets has a docstring`() throws {
        for (path, file) in try Repository.sources.get() {
            guard documented.contains(String(path.split(separator: "/")[1])) else { continue }
            for (line, name) in bare(file, try repository.text(path)) {
                Issue.record("\(path):\(line): \(name) has no docstring")
            }
        }
    }

    @Test func `a docstring stands above its declaration, attributes between them or not`() {
        let text = """
            /// One.
            public struct One {
                public var plain: Int
                public func two() {}
                /// Three.
                @discardableResult
                public static func three<T>(_ value: T) -> Int { 3 }
                // No docstring.
                @inlinable public mutating func four() {}
                func five() {}
                public static func == (a: One, b: One) -> Bool { true }
                /// Gone.

                public init?(six: Int) { nil }
                public init(seven: Int) {}
                public subscript(eight: Int) -> Int { 8 }
            }
            let text = "
            public enum Nine {}
            "
            public final class Ten<T> {}
            """
        let names = bare(SwiftText(text), text).map { "\($0.line) \($0.name)" }
        #expect(names == ["4 two", "9 four", "14 init?", "16 subscript", "21 Ten"])
    }

    /// The public types, functions, subscripts and failable initialisers without a docstring, each with its line.
    ///
    /// Stored properties and initialisers that only take them over need none where their type has one.
    private func bare(_ file: SwiftText, _ text: String) -> [(line: Int, name: String)] {
        let declaration =
            #/
            ^\s*(?:@\w+(?:\([^)]*\))?\s+)*public\s+
            (?:(?:static|final|mutating|nonmutating|nonisolated|indirect)\s+)*
            (struct|enum|class|actor|protocol|typealias|func|subscript|init\?)
            (?:\s+(\S+?))?(?=[\s\(<:\{]|$)
            /#
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return file.lines.compactMap { number, code in
            guard code.contains("public "), let found = code.firstMatch(of: declaration) else { return nil }
            let name = String(found.2 ?? found.1)
            return inherited.contains(name) || isTold(number, in: lines) ? nil : (number, name)
        }
    }

    /// True if a docstring ends right above the line, or above its attributes.
    private func isTold(_ line: Int, in lines: [Substring]) -> Bool {
        let above = lines[..<(line - 1)].reversed().lazy.map { $0.drop { $0 == " " } }
        return above.first { !$0.hasPrefix("@") }?.hasPrefix("///") == true
    }
}
