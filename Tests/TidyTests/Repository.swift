import Foundation

/// The files of the repository as the tidy rules read them: paths relative to its root, in order.
struct Repository {
    let root: URL

    /// The repository that these tests stand in: the folder above `Tests/TidyTests`.
    static let here = Repository(
        root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent())

    /// The Swift files of `Sources`, read once for all rules.
    static let sources = Result { try here.swiftFiles("Sources") }

    /// Folders that hold what tools make, not what people write.
    private static let skipped: Set<String> = [".git", ".build", ".venvs", ".swiftpm", "__pycache__", ".pytest_cache"]

    /// Every file below `folder` whose name ends in one of `endings`; all files if none is given.
    func files(_ folder: String = "", endings: [String] = []) throws -> [String] {
        var found: [String] = []
        var waiting = [folder]
        while let next = waiting.popLast() {
            for name in try names(next) where !Repository.skipped.contains(name) {
                let path = next.isEmpty ? name : "\(next)/\(name)"
                if isFolder(path) {
                    // A folder of data that a run of the program left behind is not part of the repository.
                    if !name.hasSuffix(".motcua") { waiting.append(path) }
                } else if endings.isEmpty || endings.contains(where: { name.hasSuffix($0) }) {
                    found.append(path)
                }
            }
        }
        return found.sorted()
    }

    /// Every Swift file below `folder`, taken apart.
    private func swiftFiles(_ folder: String) throws -> [(path: String, text: SwiftText)] {
        try files(folder, endings: [".swift"]).map { (path: $0, text: SwiftText(try text($0))) }
    }

    /// The names in a folder, in order; none if there is no such folder.
    func names(_ folder: String) throws -> [String] {
        let url = root.appending(path: folder)
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }

    func isFolder(_ path: String) -> Bool {
        var folder: ObjCBool = false
        let there = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &folder)
        return there && folder.boolValue
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).standardizedFileURL.path)
    }

    /// The text of a file; one that is not UTF-8 makes the test fail.
    func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The lines of a file, numbered from 1.
    func lines(_ path: String) throws -> [(number: Int, text: Substring)] {
        try text(path).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { ($0.offset + 1, $0.element) }
    }
}
