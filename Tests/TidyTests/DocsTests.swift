import Testing

@Suite("Documents")
struct DocsTests {
    let repository = Repository.here

    @Test func `decisions are numbered without a gap and each tells context, options, choice and price`() throws {
        let names = try repository.names("docs/decisions").filter { $0.hasSuffix(".md") }
        #expect(!names.isEmpty)
        for (index, name) in names.enumerated() {
            let number = String(index + 1)
            let padded = String(repeating: "0", count: 4 - number.count) + number
            #expect(name.hasPrefix(padded + "-"), "\(name) should be number \(padded)")
            let text = try repository.text("docs/decisions/\(name)")
            #expect(text.hasPrefix("# \(number). "), "\(name) does not begin with its number")
            for heading in ["Context", "Options", "Choice", "Price"] {
                #expect(text.contains("\n## \(heading)\n"), "\(name) does not tell its \(heading.lowercased())")
            }
        }
    }

    @Test func `every link between documents leads somewhere`() throws {
        for path in try repository.files(endings: [".md"]) {
            let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
            for target in links(in: try repository.text(path)) {
                #expect(repository.exists(folder + target), "\(path) links to \(target), which is not there")
            }
        }
    }

    /// The local targets of a page's links and pictures, without what follows a `#`.
    private func links(in text: String) -> [String] {
        let pattern = #/\]\(([^)\s]+)[^)]*\)|(?:href|src)="([^"]+)"/#
        return text.matches(of: pattern).compactMap { match in
            let target = String(match.1 ?? match.2 ?? "").prefix { $0 != "#" }
            return target.isEmpty || target.contains("://") || target.hasPrefix("mailto:") ? nil : String(target)
        }
    }

    @Test func `every test that the law pages name is there`() throws {
        let tests = try repository.files("Tests", endings: [".swift"]).map { try repository.text($0) }.joined()
        for path in try repository.files("docs/law", endings: [".md"]) {
            for (number, line) in try repository.lines(path) where line.hasPrefix("|") {
                // A test is named by its sentence in quotation marks.
                for match in line.matches(of: #/“([^”]+)”/#) {
                    #expect(tests.contains("func `\(match.1)`"), "\(path):\(number): no test says “\(match.1)”")
                }
            }
        }
    }

    @Test func `both READMEs give the same commands`() throws {
        let blocks = try ["README.md", "README.vi.md"].map { try commands(in: repository.text($0)) }
        #expect(blocks[0] == blocks[1])
        #expect(blocks[0].contains("make demo"))
    }

    /// The lines of a page's shell blocks, without what is said behind them.
    private func commands(in text: String) -> [String] {
        var inside = false
        var found: [String] = []
        for line in text.split(separator: "\n").map({ $0.drop { $0 == " " } }) {
            if line.hasPrefix("```") {
                inside = line == "```sh"
            } else if inside {
                found.append(line.prefix { $0 != "#" }.split(separator: " ").joined(separator: " "))
            }
        }
        return found
    }
}
