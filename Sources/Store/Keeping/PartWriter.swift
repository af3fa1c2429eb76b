import Core
import Crypto
import Foundation

/// A part of an archive while it is written: through a buffer, hashed on the way, synced at the end.
final class PartWriter {
    /// Bytes gathered before they are handed to the disk.
    static let buffer = 1 << 20

    private let name: String
    private let path: String
    private let descriptor: Int32
    private var waiting: [UInt8] = []
    private var hash = SHA256()
    private var written = 0
    private var closed = false

    /// Makes the file; one of this name may not be there yet.
    init(_ name: String, in folder: String) throws {
        self.name = name
        path = folder + "/" + name
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SyncedFile.failure(path) }
        waiting.reserveCapacity(PartWriter.buffer * 2)
    }

    deinit { if !closed { Foundation.close(descriptor) } }

    func append(_ bytes: some Collection<UInt8>) throws {
        waiting.append(contentsOf: bytes)
        if waiting.count >= PartWriter.buffer { try flush() }
    }

    /// Puts what waits on disk, syncs it, and gives what the manifest says of the part.
    func finish() throws -> ArchivePart {
        try flush()
        guard fsync(descriptor) == 0 else { throw SyncedFile.failure(path) }
        closed = true
        guard Foundation.close(descriptor) == 0 else { throw SyncedFile.failure(path) }
        return ArchivePart(name: name, bytes: written, sha256: hexadecimal(hash.finalize()))
    }

    private func flush() throws {
        guard !waiting.isEmpty else { return }
        waiting.withUnsafeBytes { hash.update(bufferPointer: $0) }
        try SyncedFile.writeAll(waiting, descriptor, path)
        written += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }
}
