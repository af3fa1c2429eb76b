import Core
import Crypto
import Foundation

/// Reads a part of an archive from its beginning, a buffer at a time.
final class PartReader {
    let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var place = 0

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SyncedFile.failure(path) }
    }

    deinit { Foundation.close(descriptor) }

    /// Exactly so many bytes; throws `ArchiveFault.damaged` where the part ends before them.
    func take(_ count: Int) throws -> ArraySlice<UInt8> {
        while buffer.count - place < count {
            if place > 0 {
                buffer.removeFirst(place)
                place = 0
            }
            guard try fill(atLeast: count) else { throw ArchiveFault.damaged(path) }
        }
        defer { place += count }
        return buffer[place..<place + count]
    }

    /// The next byte; nil at the end.
    func next() throws -> UInt8? {
        if place == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            place = 0
            guard try fill(atLeast: 1) else { return nil }
        }
        defer { place += 1 }
        return buffer[place]
    }

    func number() throws -> Int64 {
        Int64(bitPattern: try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// Bytes behind their length.
    func counted() throws -> ArraySlice<UInt8> {
        let count = try number()
        guard (0...ArchivePart.valueMost).contains(count) else { throw ArchiveFault.damaged(path) }
        return try take(Int(count))
    }

    func text() throws -> String { String(decoding: try counted(), as: UTF8.self) }

    /// Reads further; false at the end of the file.
    private func fill(atLeast least: Int) throws -> Bool {
        let room = max(PartWriter.buffer, least)
        let more = try [UInt8](unsafeUninitializedCapacity: room) { bytes, filled in
            while true {
                let count = Foundation.read(descriptor, bytes.baseAddress, room)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw SyncedFile.failure(path) }
                filled = count
                return
            }
        }
        buffer += more
        return !more.isEmpty
    }
}

extension ArchivePart {
    /// A single value is never longer: files end at 20 MiB, records at 1 MiB.
    static let valueMost: Int64 = 1 << 30

    /// Reads the whole part and compares it with what the manifest says of it.
    ///
    /// Throws `ArchiveFault.missing` or `.damaged` with the part's path.
    func check(in folder: String, progress: (_ bytes: Int) -> Void) throws {
        let path = folder + "/" + name
        guard FileManager.default.fileExists(atPath: path) else { throw ArchiveFault.missing(path) }
        guard let file = FileHandle(forReadingAtPath: path) else { throw SyncedFile.failure(path) }
        defer { file.closeFile() }
        var (hash, read) = (SHA256(), 0)
        while let block = try file.read(upToCount: PartWriter.buffer), !block.isEmpty {
            hash.update(data: block)
            read += block.count
            progress(block.count)
        }
        guard read == bytes, hexadecimal(hash.finalize()) == sha256 else { throw ArchiveFault.damaged(path) }
    }
}
