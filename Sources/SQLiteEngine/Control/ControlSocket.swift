import Foundation
public import Store

extension DataFolder {
    /// Where a running server takes commands (kênh nhận lệnh); a socket that its owner alone may knock at.
    public var control: String { path + "/" + ControlSocket.name }
}

/// The system's calls for a local socket, each said once.
enum ControlSocket {
    static let name = "control.sock"

    static func make(at place: String) throws -> Int32 {
        #if os(Linux)
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw failure(place) }
        closeOnExec(descriptor)
        return descriptor
    }

    /// No program that is started from here inherits it.
    static func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

    /// Calls `body` with the address of a folder's socket.
    ///
    /// A socket's name has about a hundred bytes: where the path is longer, it leads through the opened folder.
    static func address<T>(
        in folder: DataFolder, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> T
    ) throws -> T {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        var path = folder.control
        var opened: Int32 = -1
        defer { if opened >= 0 { Foundation.close(opened) } }
        if path.utf8.count > room {
            opened = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard opened >= 0 else { throw failure(folder.path) }
            path = "/proc/self/fd/\(opened)/\(name)"
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(room)) }
        return try withUnsafePointer(to: address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// True if the program at the other end runs as the same user, or as root, who may do all anyway.
    static func isOwn(_ descriptor: Int32) -> Bool {
        #if os(Linux)
            // Process, user and group, as the kernel's `struct ucred` has them.
            var peer = [UInt32](repeating: .max, count: 3)
            var size = socklen_t(12)
            guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0, size == 12 else { return false }
            return peer[1] == geteuid() || peer[1] == 0
        #else
            var (user, group) = (uid_t(), gid_t())
            return getpeereid(descriptor, &user, &group) == 0 && (user == geteuid() || user == 0)
        #endif
    }

    /// Seconds after which a call on the socket gives up.
    static func limit(_ option: Int32, to seconds: Int, _ descriptor: Int32) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    static func failure(_ place: String) -> StoreError {
        StoreError(.unreachable, String(cString: strerror(errno)), at: place)
    }
}
