import Foundation

/// Reads a settings file (tệp cài đặt): `key = value` lines; a `#` at the start of a line or after a space begins a
/// comment.
///
/// Nothing is guessed: what is not understood is refused with its line, so that a key with a slip is never a limit that
/// is silently not there.
struct SettingsFile {
    static let name = "motcua.conf"
    static let bytesMax = 64 * 1024
    /// Characters of a line that a message repeats.
    private static let shownMax = 60

    let path: String

    /// Takes every line over into `settings`.
    func read(into settings: inout InstallationSettings) throws(SettingFault) {
        var firstLines: [SettingKey: Int] = [:]
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        for (index, bytes) in try content().split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = index + 1
            guard let text = String(validating: bytes, as: UTF8.self) else { throw fault(line, nil, .notUTF8) }
            guard let (typed, value) = try pair(in: text, line) else { continue }
            guard let key = SettingKey(rawValue: typed) else {
                throw fault(line, typed, .unknownKey(nearest: SettingKey.nearest(to: typed)))
            }
            if let first = firstLines[key] { throw fault(line, typed, .twice(firstLine: first)) }
            firstLines[key] = line
            do {
                try settings.set(key, to: value, from: .line(line, file: path), in: folder)
            } catch {
                // A connection may hold a password, also one that is refused for something else.
                let isShown = key != .database && key != .keyringDatabase
                throw fault(line, typed, .badValue(isShown ? String(value.prefix(SettingsFile.shownMax)) : "", error))
            }
        }
    }

    private func content() throws(SettingFault) -> [UInt8] {
        let bytes: [UInt8]
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { handle.closeFile() }
            bytes = Array(try handle.read(upToCount: SettingsFile.bytesMax + 1) ?? Data())
        } catch { throw fault(0, nil, .unreadable(SettingsFile.words(error))) }
        guard bytes.count <= SettingsFile.bytesMax else {
            throw fault(0, nil, .tooLarge(mostBytes: SettingsFile.bytesMax))
        }
        // Some editors put a mark before the first letter.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    }

    /// Key and value of a line; nil for a line that says nothing.
    private func pair(in text: String, _ line: Int) throws(SettingFault) -> (key: String, value: String)? {
        let spoken = trimmed(text[..<SettingsFile.comment(in: text)])
        if spoken.isEmpty { return nil }
        guard let equals = spoken.firstIndex(of: "=") else {
            throw fault(line, String(spoken.prefix(SettingsFile.shownMax)), .noEqualsSign)
        }
        let key = trimmed(spoken[..<equals])
        return (String(key.prefix(SettingsFile.shownMax)), trimmed(spoken[spoken.index(after: equals)...]))
    }

    /// Where a line's comment begins, or its end.
    private static func comment(in text: String) -> String.Index {
        var before: Character = " "
        for index in text.indices {
            if text[index] == "#", before.isWhitespace { return index }
            before = text[index]
        }
        return text.endIndex
    }

    private func trimmed(_ text: some StringProtocol) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    private func fault(_ line: Int, _ key: String?, _ reason: SettingFault.Reason) -> SettingFault {
        SettingFault(file: path, line: line, key: key, reason: reason)
    }

    private static func words(_ error: any Error) -> String {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let code = cause?.domain == NSPOSIXErrorDomain ? cause?.code : nil
        return code.map { String(cString: strerror(Int32($0))) } ?? error.localizedDescription
    }
}
