public import Core
import Foundation
public import Ledger

/// Files in a folder, `ab/<hash>`, named by the hash of what lies on disk.
public struct FolderFileStore: FileStore {
    let root: String

    /// - Parameter folder: its `files` folder must be there; opening the engine makes it.
    public init(_ folder: DataFolder) { root = folder.files }

    /// Encrypts and writes under the hash of the ciphertext, synced with its folder.
    public func put(_ bytes: [UInt8], key: DossierKey, random: inout some RandomSource) throws -> FileID {
        let sealed = try key.encryptFile(bytes, random: &random)
        try keep(sealed)
        return sealed.name
    }

    /// Stores a file that is sealed already, as when it comes from another store.
    public func keep(_ sealed: SealedFile) throws {
        let (folder, path) = try place(of: sealed.name)
        try SyncedFile.makeFolder(folder, in: root)
        try SyncedFile.write(sealed.bytes, to: path, in: folder)
    }

    /// The file in clear.
    ///
    /// Throws `.fileMissing` for one that is not there or a name that is none, `.corrupt` for changed bytes or another
    /// key.
    public func get(_ file: FileID, key: DossierKey) throws -> [UInt8] {
        let (_, path) = try place(of: file)
        return try SealedFile(name: file, bytes: try SyncedFile.read(path)).opened(with: key)
    }

    /// Removes a file for good; one that is not there is fine. Throws `.fileMissing` for a name that is none.
    public func remove(_ file: FileID) throws {
        let (folder, path) = try place(of: file)
        try SyncedFile.remove(path, in: folder)
    }

    /// Only 64 hexadecimal digits make a path, whatever a request or a record says.
    func place(of file: FileID) throws -> (folder: String, path: String) {
        let digits = file.text.utf8
        guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw StoreError(.fileMissing, "that is no file's name", at: "file")
        }
        let folder = "\(root)/\(file.text.prefix(2))"
        return (folder, "\(folder)/\(file.text)")
    }
}
