import Foundation
import HTML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Tài nguyên tĩnh")
struct AssetTests {
    /// A folder of resources with these files, removed at the end.
    @discardableResult
    private func withFolder<Value>(
        _ files: [String: String], _ body: (String) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try await body(folder.path)
    }

    @Test func `files are served for ever under their hash, and again asked for under an old one`() async throws {
        try await withFolder(["style/a.css": "p{}", "icons/b.svg": "<svg/>", "js/c.js": "1", "style/.x": ""]) {
            folder in
            let shelf = try AssetShelf(resources: folder)
            #expect(shelf.files == ["a.css", "b.svg", "c.js"])
            #expect(shelf.hash.utf8.count == 16)
            let test = try TestSite(more: [shelf.route])
            try await test.application.test(.router) { client in
                let types = [
                    "a.css": "text/css; charset=utf-8", "b.svg": "image/svg+xml",
                    "c.js": "text/javascript; charset=utf-8",
                ]
                for (file, type) in types {
                    let answer = try await client.get(shelf.path(file).url.text)
                    #expect(answer.status == .ok)
                    #expect(answer.headers[.contentType] == type)
                    #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
                    #expect(answer.headers[.setCookie] == nil)
                }
                let tag = "\"\(shelf.hash)\""
                let known = try await client.get(shelf.path("a.css").url.text, [.ifNoneMatch: tag])
                #expect(known.status == .notModified)
                let old = try await client.get("/tai-nguyen/0123456789abcdef/a.css")
                #expect(old.text == "p{}")
                #expect(old.headers[.cacheControl] == "public, no-cache")
                for missing in ["x.css", ".x", "..%2Fstyle%2Fa.css", "%2e%2e"] {
                    #expect(try await client.get("/tai-nguyen/\(shelf.hash)/\(missing)").status == .notFound)
                }
            }
        }
    }

    @Test func `another content is another address`() async throws {
        let first = try await withFolder(["style/a.css": "p{}"]) { try AssetShelf(resources: $0).hash }
        let second = try await withFolder(["style/a.css": "p{ }"]) { try AssetShelf(resources: $0).hash }
        let renamed = try await withFolder(["style/b.css": "p{}"]) { try AssetShelf(resources: $0).hash }
        #expect(Set([first, second, renamed]).count == 3)
    }

    @Test func `a folder that is not right is told at the start`() async throws {
        try await withFolder(["style/a.css": "1", "icons/a.css": "2"]) { folder in
            #expect(throws: AssetShelf.Fault.repeatedName("a.css")) { try AssetShelf(resources: folder) }
        }
        try await withFolder(["js/a.exe": "1"]) { folder in
            #expect(throws: AssetShelf.Fault.unknownKind("a.exe")) { try AssetShelf(resources: folder) }
        }
        try await withFolder(["js/a.js": String(repeating: "x", count: AssetShelf.assetBytesMax + 1)]) { folder in
            #expect(throws: AssetShelf.Fault.tooLarge("a.js")) { try AssetShelf(resources: folder) }
        }
    }

    @Test func `the shipped assets can be read`() throws {
        let shelf = try AssetShelf(resources: TestSite.resources)
        #expect(shelf.files.contains { $0.hasSuffix(".css") })
    }
}
