import Foundation
import UseCases

/// One sheet of paper: how it is printed, and typed back.
enum EscrowSheet {
    /// What stands on it; `verifier` is the public name of the log's key, by which old sheets are told from new ones.
    static func text(_ kind: KeyEscrow.Key, _ half: KeyEscrow.Half, _ groups: [String], _ verifier: String?) -> String {
        let lines = groups.enumerated().map { "   \(label(kind, half, $0.offset + 1))   \($0.element)" }
        let sheet = half.rawValue
        let name = EscrowSheet.name(kind)
        var head = [
            "MotCua: \(name.english), sheet \(sheet) of two. Useless without the other; keep them apart.",
            "MotCua: \(name.vietnamese), tờ \(sheet) trong hai tờ. Một tờ không dùng được; giữ hai tờ ở hai nơi.",
        ]
        if let verifier { head.append(verifier) }
        return (head + [""] + lines + [""]).joined(separator: "\n")
    }

    /// What the key is called.
    static func name(_ kind: KeyEscrow.Key) -> (english: String, vietnamese: String) {
        switch kind {
        case .master: ("master key", "khóa chủ")
        case .log: ("log key", "khóa ký sổ")
        }
    }

    /// A group's place as it is printed and asked for; those of the log's key are told from the master key's at sight.
    private static func label(_ kind: KeyEscrow.Key, _ half: KeyEscrow.Half, _ number: Int) -> String {
        switch kind {
        case .master: "\(half.rawValue)\(number)"
        case .log: "LOG-\(half.rawValue)\(number)"
        }
    }

    /// Asks on the error stream, so that answers can come through a pipe without the questions in between.
    @discardableResult
    static func ask(_ question: String) -> String? {
        ErrorOutput.write(question)
        return readLine()
    }

    /// The key from both sheets as they are typed.
    static func readBoth(_ kind: KeyEscrow.Key) throws -> [UInt8] {
        var typed: [KeyEscrow.Half: [String]] = [:]
        for half in KeyEscrow.Half.allCases { typed[half] = try read(kind, half) }
        return try KeyEscrow.join(typed, of: kind)
    }

    /// A sheet as it is typed; on a terminal a group with a slip is asked for again.
    static func read(_ kind: KeyEscrow.Key, _ half: KeyEscrow.Half) throws -> [String] {
        try (1...KeyEscrow.groupCount).map { number in
            while true {
                guard let typed = ask("\(label(kind, half, number)): ") else {
                    throw EscrowFault.group(half, number)
                }
                do throws(EscrowFault) {
                    _ = try KeyEscrow.group(typed, half, number, of: kind)
                    return typed
                } catch {
                    guard isatty(STDIN_FILENO) == 1 else { throw error }
                    writeError(words(error))
                }
            }
        }
    }

    static func words(_ fault: EscrowFault) -> String {
        switch fault {
        case .group(let half, let number):
            "Sheet \(half.rawValue), group \(number): not as it was printed. Look at it again. "
                + "/ Tờ \(half.rawValue), nhóm \(number) chưa đúng; xin xem lại."
        case .sheetOf(.master):
            "This group stands on a sheet of the master key, not of the key asked for; for those: motcua keys recover, "
                + "without --log. / Nhóm này thuộc tờ của khóa chủ; dùng lệnh motcua keys recover, không có --log."
        case .sheetOf(.log):
            "This group stands on a sheet of the log key, not of the key asked for; for those: motcua keys recover "
                + "--log. / Nhóm này thuộc tờ của khóa ký sổ; dùng lệnh motcua keys recover --log."
        case .otherLogKey:
            "Both sheets are right, but the log does not sign with their key now: they are from before a change of "
                + "key, or of another log. Nothing was written. / Hai tờ đúng, nhưng không phải khóa đang ký sổ này."
        case .notOnePair:
            "Each sheet is right, but they do not belong together. / Hai tờ không cùng một lần in."
        }
    }
}
