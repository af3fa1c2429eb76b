import Foundation

/// Files that survive a power cut: written aside, synced, renamed, and their folder synced.
///
/// Why the folder too: a rename lives in the folder, and without its sync the file may be gone after the cut although
/// its bytes are on the disk.
enum SyncedFile {
    static func write(_ bytes: [UInt8], to path: String, in folder: String) throws {
        let aside = path + ".part"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(aside) }
        do {
            try writeAll(bytes, descriptor, aside)
            guard fsync(descriptor) == 0 else { throw failure(aside) }
        } catch {
            Foundation.close(descriptor)
            unlink(aside)
            throw error
        }
        guard Foundation.close(descriptor) == 0 else { throw failure(aside) }
        guard rename(aside, path) == 0 else { throw failure(path) }
        try syncFolder(folder)
    }

    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { Foundation.close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw failure(path) }
        let size = Int(facts.st_size)
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size, let start = buffer.baseAddress {
                let count = Foundation.read(descriptor, start + filled, size - filled)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw failure(path) }
                if count == 0 { return }
                filled += count
            }
        }
    }

    /// Makes a folder and syncs the one it stands in; one that is there already is fine.
    static func makeFolder(_ folder: String, in parent: String) throws {
        if mkdir(folder, 0o700) == 0 { return try syncFolder(parent) }
        guard errno == EEXIST else { throw failure(folder) }
    }

    static func remove(_ path: String, in folder: String) throws {
        if unlink(path) == 0 { return try syncFolder(folder) }
        guard errno == ENOENT else { throw failure(path) }
    }

    static func writeAll(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count, let start = buffer.baseAddress {
                let count = Foundation.write(descriptor, start + written, buffer.count - written)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw failure(path) }
                written += count
            }
        }
    }

    static func syncFolder(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    static func failure(_ path: String) -> StoreError {
        let number = errno
        let code: StoreError.Code =
            switch number {
            case ENOENT: .fileMissing
            case ENOSPC, EDQUOT: .diskFull
            case EROFS, EACCES, EPERM: .readOnly
            default: .disk
            }
        return StoreError(code, String(cString: strerror(number)), at: path)
    }
}
