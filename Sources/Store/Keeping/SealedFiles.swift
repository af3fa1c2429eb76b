public import Core
import Foundation
public import Ledger

/// Stored files as they lie there, encrypted, for whoever carries them elsewhere without being able to read them.
public protocol SealedFiles: Sendable {
    /// Every file there is, in no order; one that is being written is left out.
    func names() throws -> [FileID]
    /// Bytes of a file on disk, without reading it; nil where it is gone.
    func size(of file: FileID) throws -> Int?
    /// The stored bytes, not compared with the name; nil where it is gone.
    func sealed(_ file: FileID) throws -> [UInt8]?
    /// Stores a file under its name; returns once it would survive a power cut.
    func keep(_ sealed: SealedFile) throws
}

extension FolderFileStore: SealedFiles {
    /// Every file by its name; what is being written has another ending and is left out.
    public func names() throws -> [FileID] {
        var names: [FileID] = []
        for folder in try FileManager.default.contentsOfDirectory(atPath: root) where folder.utf8.count == 2 {
            for file in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
            where file.utf8.count == 64 { names.append(FileID(file)) }
        }
        return names
    }

    /// Bytes on disk; nil where it is gone.
    public func size(of file: FileID) throws -> Int? {
        var facts = stat()
        guard stat(try place(of: file).path, &facts) == 0 else { return nil }
        return Int(facts.st_size)
    }

    /// The bytes as they lie on disk, encrypted; nil where it is gone.
    public func sealed(_ file: FileID) throws -> [UInt8]? {
        do {
            return try SyncedFile.read(try place(of: file).path)
        } catch let error as StoreError where error.code == .fileMissing { return nil }
    }
}

/// Files of an archive, one behind the other, each with its name and its length.
enum FilePack {
    static let first = Array("motcua files 1\n".utf8)
    static let name = "files.pack"
    /// The names of all files of the installation, a line each: those that lie in earlier archives too.
    static let list = "files.list"

    static func append(_ file: FileID, _ bytes: [UInt8], to part: PartWriter) throws {
        var head: [UInt8] = [RowMark.row]
        head.append(counted: file.text)
        head.append(number: Int64(bytes.count))
        try part.append(head)
        try part.append(bytes)
    }

    /// Calls `body` for each file in a pack.
    static func each(_ path: String, _ body: (FileID, [UInt8]) throws -> Void) throws {
        let reader = try PartReader(path)
        guard Array(try reader.take(first.count)) == first else { throw ArchiveFault.newer(path) }
        while let mark = try reader.next() {
            if mark == RowMark.end { return }
            let name = FileID(try reader.text())
            try body(name, Array(try reader.counted()))
        }
        throw ArchiveFault.damaged(path)
    }

    static func names(in path: String) throws -> Set<FileID> {
        let text = String(decoding: try SyncedFile.read(path), as: UTF8.self)
        return Set(text.split(separator: "\n").map { FileID(String($0)) })
    }
}
