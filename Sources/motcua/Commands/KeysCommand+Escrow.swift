import ArgumentParser
import Core
import Foundation
import Store
import UseCases

struct KeysEscrowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "escrow",
        abstract: "Print the master key as two sheets for two people. / In khóa chủ thành hai tờ cho hai người giữ.",
        discussion: """
            Each sheet alone tells nothing. On a terminal each sheet is shown by itself and typed back group by group
            from what was written down; through a pipe both are printed, each on a page of its own.
            / Mỗi tờ riêng lẻ không cho biết gì. Ai giữ tờ nào thì chép và gõ lại đúng tờ ấy.
            """)

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let key = try MasterKeyFile(DataFolder(data), try choice.read(of: data)).read()
        var random = SystemRandom()
        let sheets = try MasterKeyEscrow.split(key, random: &random)
        let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        var typed: [MasterKeyEscrow.Half: [String]] = [:]
        for half in MasterKeyEscrow.Half.allCases {
            print(EscrowSheet.text(half, sheets[half] ?? []))
            guard isTerminal else {
                print("\u{0C}", terminator: "")
                continue
            }
            EscrowSheet.ask("Enter when it is written down; the screen is cleared. / Chép xong thì nhấn Enter. ")
            // Screen and what was scrolled away.
            print("\u{1B}[2J\u{1B}[3J\u{1B}[H", terminator: "")
            typed[half] = try EscrowSheet.read(half)
            print("\u{1B}[2J\u{1B}[3J\u{1B}[H", terminator: "")
        }
        guard isTerminal else { return }
        guard try MasterKeyEscrow.join(typed) == key else { throw EscrowFault.notOnePair }
        print("Both sheets give the key back. / Hai tờ ghép lại đúng khóa chủ.")
    }
}

struct KeysRecoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Write the master key's file from its two sheets. / Dựng lại tệp khóa chủ từ hai tờ giấy.",
        discussion: "The groups are asked for, never taken from the command line. / Gõ từng nhóm theo câu hỏi.")

    @Option(help: "Data folder that the key belongs to. / Thư mục dữ liệu của khóa.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let settings = try choice.read(of: data)
        let file = MasterKeyFile(DataFolder(data), settings)
        guard !FileManager.default.fileExists(atPath: file.path) else {
            writeError("There is a master key at \(file.path) already. / Đã có khóa chủ tại \(file.path).")
            throw ExitCode(73)
        }
        var typed: [MasterKeyEscrow.Half: [String]] = [:]
        for half in MasterKeyEscrow.Half.allCases { typed[half] = try EscrowSheet.read(half) }
        let key = try MasterKeyEscrow.join(typed)
        let text = hexadecimal(key) + "\n"
        let made = FileManager.default.createFile(
            atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw MasterKeyFault(file.path, .cannotWrite) }
        try check(file, settings)
        print("The master key is at \(file.path). / Đã dựng lại khóa chủ tại \(file.path).")
    }

    /// Opens the data folder with the key where there is one; a key of another folder is not left lying there.
    private func check(_ file: MasterKeyFile, _ settings: InstallationSettings) throws {
        guard FileManager.default.fileExists(atPath: DataFolder(data).ledger) else { return }
        do { try OpenOffice.reading(data, settings).store.close() } catch let error as StoreError {
            if error.code == .wrongMasterKey { try FileManager.default.removeItem(atPath: file.path) }
            throw error
        }
    }
}

/// One sheet of paper: how it is printed, and typed back.
enum EscrowSheet {
    static func text(_ half: MasterKeyEscrow.Half, _ groups: [String]) -> String {
        let lines = groups.enumerated().map { "   \(half.rawValue)\($0.offset + 1)   \($0.element)" }
        let head = [
            "MotCua: master key, sheet \(half.rawValue) of two. Useless without the other; keep them apart.",
            "MotCua: khóa chủ, tờ \(half.rawValue) trong hai tờ. Một tờ không dùng được; giữ hai tờ ở hai nơi.", "",
        ]
        return (head + lines + [""]).joined(separator: "\n")
    }

    /// Asks on the error stream, so that answers can come through a pipe without the questions in between.
    @discardableResult
    static func ask(_ question: String) -> String? {
        ErrorOutput.write(question)
        return readLine()
    }

    /// A sheet as it is typed; on a terminal a group with a slip is asked for again.
    static func read(_ half: MasterKeyEscrow.Half) throws -> [String] {
        try (1...MasterKeyEscrow.groupCount).map { number in
            while true {
                guard let typed = ask("\(half.rawValue)\(number): ") else { throw EscrowFault.group(half, number) }
                do throws(EscrowFault) {
                    _ = try MasterKeyEscrow.group(typed, half, number)
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
        case .notOnePair:
            "Each sheet is right, but they do not belong together. / Hai tờ không cùng một lần in."
        }
    }
}
