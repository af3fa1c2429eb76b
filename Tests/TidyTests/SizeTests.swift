import Testing

/// The limits that keep a file readable; a person questions one long before.
private enum Limit {
    static let sourceLines = 400
    static let testLines = 500
    static let functionLines = 70
    static let columns = 120
}

@Suite("Sizes")
struct SizeTests {
    let repository = Repository.here

    @Test func `no source file is longer than 400 lines, no test longer than 500`() throws {
        for (folder, limit) in [("Sources", Limit.sourceLines), ("Tests", Limit.testLines)] {
            for path in try repository.files(folder, endings: [".swift", ".py"]) {
                let count = try repository.lines(path).count - 1
                #expect(count <= limit, "\(path) has \(count) lines")
            }
        }
    }

    @Test func `no line is longer than 120 columns`() throws {
        for folder in ["Sources", "Tests", "Benchmarks", "scripts"] {
            for path in try repository.files(folder, endings: [".swift", ".py", ".sh"]) {
                for (number, text) in try repository.lines(path) where text.count > Limit.columns {
                    Issue.record("\(path):\(number) has \(text.count) columns")
                }
            }
        }
    }

    @Test func `no function is longer than 70 lines`() throws {
        for (path, file) in try Repository.sources.get() {
            for function in file.functions {
                #expect(
                    function.lines <= Limit.functionLines,
                    "\(path):\(function.line): \(function.name) has \(function.lines) lines")
            }
        }
    }
}
