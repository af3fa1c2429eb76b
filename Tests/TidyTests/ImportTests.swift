import Testing

/// Which modules a target may import, besides the system's: the table of `docs/map.md`, and of `Package.swift`.
private let allowed: [String: Set<String>] = [
    "Core": [],
    "HTML": [],
    "Ledger": ["Core", "Crypto"],
    "Reports": ["Core"],
    "Store": ["Core", "Ledger", "Reports", "Crypto"],
    "SQLiteEngine": ["Core", "Ledger", "Store", "GRDB", "GRDBSQLite"],
    "PostgresEngine": ["Core", "Ledger", "Store", "CLibPQ"],
    "Documents": ["Core", "CQRencode"],
    "UseCases": ["Core", "Ledger", "Reports", "Store", "Documents", "Crypto", "_CryptoExtras", "Logging"],
    "Web": http.union(["Core", "Ledger", "Reports", "Store", "Documents", "HTML", "UseCases", "Crypto"]),
    "motcua": http.union([
        "Core", "Ledger", "Reports", "Store", "Documents", "UseCases", "Web", "SQLiteEngine", "PostgresEngine",
        "ArgumentParser",
        // An outsider's checks read a published log over HTTPS.
        "FoundationNetworking",
    ]),
    // Speaks to the server over HTTP alone; of the engines it takes the raw libraries, to know their limits.
    "motcua-bench": [
        "Core", "Ledger", "Store", "UseCases", "SQLiteEngine", "PostgresEngine", "GRDBSQLite", "CLibPQ",
        "ArgumentParser",
    ],
]

/// Hummingbird and what it is made of, whose types show in its own.
private let http: Set<String> = [
    "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOHTTPTypes",
    "NIOHTTPTypesHTTP1", "ServiceLifecycle", "UnixSignals", "Logging",
]

// What comes with the toolchain: Core has the first two of them only, and HTML none.
private let coreSystem: Set<String> = ["Synchronization", "_StringProcessing"]
private let system: Set<String> = coreSystem.union([
    "Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Musl", "Darwin",
])

@Suite("Who may import whom")
struct ImportTests {
    let repository = Repository.here

    /// The modules that a file imports, each with its line.
    private func imports(_ file: SwiftText) throws -> [(line: Int, module: String)] {
        let pattern = #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public\s+|package\s+|internal\s+|fileprivate\s+|private\s+)?/#
        let keyword = #/^import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
        return try file.lines.compactMap { number, text in
            guard text.contains("import ") else { return nil }
            let rest = text.replacing(pattern, with: "", maxReplacements: 1)
            return try keyword.firstMatch(in: rest).map { (number, String($0.1)) }
        }
    }

    @Test func `every target has a row in the table`() throws {
        for name in try repository.names("Sources") {
            let hasSwift = try !repository.files("Sources/\(name)", endings: [".swift"]).isEmpty
            #expect(!hasSwift || allowed[name] != nil, "Sources/\(name) has no row in ImportTests.swift")
        }
    }

    @Test func `a target imports lower rows only`() throws {
        for (path, file) in try Repository.sources.get() {
            let target = String(path.split(separator: "/")[1])
            let fromSystem =
                switch target {
                case "HTML": Set<String>()
                case "Core": coreSystem
                default: system
                }
            let modules = allowed[target, default: []].union(fromSystem)
            for (line, module) in try imports(file) {
                #expect(modules.contains(module), "\(path):\(line): \(target) may not import \(module)")
            }
        }
    }

    @Test func `the live edges are imported by the command line, its measuring and tests alone`() throws {
        for (target, modules) in allowed where !["motcua", "motcua-bench"].contains(target) {
            #expect(modules.isDisjoint(with: ["SQLiteEngine", "PostgresEngine", "IntegrationsLive"]))
        }
    }
}
