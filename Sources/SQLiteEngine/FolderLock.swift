import Foundation
import Store

/// The lock of a data folder: the process that writes holds it, a second one is refused and told who holds it.
///
/// Why a file beside the database: SQLite would let two processes write in turns, but each counts on being alone
/// (numbers kept in memory, keys, the order of the queue). The kernel frees the lock however the process ends.
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Parameter holder: what the refused process is told, as in `motcua serve`.
    init(_ folder: DataFolder, holder: String) throws {
        let descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FolderLock.failure(folder.lock) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            defer { Foundation.close(descriptor) }
            guard code == EWOULDBLOCK else { throw FolderLock.failure(folder.lock) }
            throw StoreError(
                .heldElsewhere, "another process writes here: \(FolderLock.holder(of: descriptor))", at: folder.path)
        }
        self.descriptor = descriptor
        let text = Array("\(holder), process \(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            throw FolderLock.failure(folder.lock)
        }
    }

    deinit { Foundation.close(descriptor) }

    /// What the holder wrote about itself.
    private static func holder(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        return text.isEmpty ? "unknown" : text.trimmingCharacters(in: .newlines)
    }

    private static func failure(_ path: String) -> StoreError {
        let code: StoreError.Code =
            switch errno {
            case ENOSPC, EDQUOT: .diskFull
            case EROFS, EACCES, EPERM: .readOnly
            default: .unreachable
            }
        return StoreError(code, String(cString: strerror(errno)), at: path)
    }
}
