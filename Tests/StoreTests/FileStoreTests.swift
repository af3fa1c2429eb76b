import Core
import Foundation
import Ledger
import Store
import Testing

@Suite("Stored files")
struct FileStoreTests {
    let folder = TestStore.newFolder()
    let key: DossierKey
    let files: FolderFileStore

    init() throws {
        try FileManager.default.createDirectory(atPath: folder.files, withIntermediateDirectories: true)
        var random = SeededRandom(seed: 1)
        key = DossierKey(random: &random)
        files = FolderFileStore(folder)
    }

    @Test
    func `a file comes back as it was put, and lies encrypted under the hash of what lies there`() throws {
        var random = SeededRandom(seed: 2)
        for size in [0, 1, 4096, 1_000_000] {
            let bytes = random.bytes(size)
            let file = try files.put(bytes, key: key, random: &random)
            #expect(try files.get(file, key: key) == bytes)
            let path = "\(folder.files)/\(file.text.prefix(2))/\(file.text)"
            let stored = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            #expect(stored.count == size + 28 && SealedFile.name(of: stored) == file)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        try remove()
    }

    @Test
    func `the same file put twice lies there twice under names that say nothing`() throws {
        var random = SeededRandom(seed: 3)
        let names = try (1...2).map { _ in try files.put([1, 2, 3], key: key, random: &random) }
        #expect(names[0] != names[1])
        try remove()
    }

    @Test
    func `a changed byte, another key and a missing file are told apart`() throws {
        var random = SeededRandom(seed: 4)
        let file = try files.put([1, 2, 3], key: key, random: &random)
        let other = DossierKey(random: &random)
        #expect(failure { try files.get(file, key: other) }?.code == .corrupt)
        let path = "\(folder.files)/\(file.text.prefix(2))/\(file.text)"
        var stored = try Data(contentsOf: URL(fileURLWithPath: path))
        stored[stored.count - 1] ^= 1
        try stored.write(to: URL(fileURLWithPath: path))
        #expect(failure { try files.get(file, key: key) }?.code == .corrupt)
        try files.remove(file)
        try files.remove(file)
        #expect(failure { try files.get(file, key: key) }?.code == .fileMissing)
        try remove()
    }

    @Test
    func `a name that is no hash never becomes a path`() throws {
        for name in [
            "", "..", "../../etc/passwd", String(repeating: "A", count: 64), String(repeating: "/", count: 64),
        ] {
            #expect(failure { try files.get(FileID(name), key: key) }?.code == .fileMissing)
            #expect(failure { try files.remove(FileID(name)) }?.code == .fileMissing)
        }
        try remove()
    }

    @Test
    func `without its folder a file is refused and leaves nothing behind`() throws {
        try remove()
        var random = SeededRandom(seed: 5)
        #expect(failure { try files.put([1], key: key, random: &random) }?.code == .fileMissing)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    private func remove() throws { try FileManager.default.removeItem(atPath: folder.path) }
}
