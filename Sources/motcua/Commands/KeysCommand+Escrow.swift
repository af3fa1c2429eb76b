import ArgumentParser
import Core
import Foundation
import Store
import UseCases

struct KeysEscrowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "escrow",
        abstract: "Print the master key, or the log's, as two sheets for two people. "
            + "/ In khóa chủ hoặc khóa ký sổ thành hai tờ cho hai người giữ.",
        discussion: """
            Each sheet alone tells nothing. On a terminal each sheet is shown by itself and typed back group by group
            from what was written down; through a pipe both are printed, each on a page of its own.
            / Mỗi tờ riêng lẻ không cho biết gì. Ai giữ tờ nào thì chép và gõ lại đúng tờ ấy.
            """)

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @Flag(help: "The key that signs the log instead. / In khóa ký sổ thay cho khóa chủ.")
    var log = false

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let settings = try choice.read(of: data)
        if log {
            let key = try LogKeyEscrow(data: data, settings: settings).key()
            try hand(out: key.seed, .log, told: key.verifier)
        } else {
            try hand(out: try MasterKeyFile(DataFolder(data), settings).read(), .master)
        }
    }

    /// Prints both sheets, with the public text of the log's key, and on a terminal reads them back.
    private func hand(out key: [UInt8], _ kind: KeyEscrow.Key, told verifier: String? = nil) throws {
        var random = SystemRandom()
        let sheets = try KeyEscrow.split(key, of: kind, random: &random)
        let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        var typed: [KeyEscrow.Half: [String]] = [:]
        for half in KeyEscrow.Half.allCases {
            print(EscrowSheet.text(kind, half, sheets[half] ?? [], verifier))
            guard isTerminal else {
                print("\u{0C}", terminator: "")
                continue
            }
            EscrowSheet.ask("Enter when it is written down; the screen is cleared. / Chép xong thì nhấn Enter. ")
            // Screen and what was scrolled away.
            print("\u{1B}[2J\u{1B}[3J\u{1B}[H", terminator: "")
            typed[half] = try EscrowSheet.read(kind, half)
            print("\u{1B}[2J\u{1B}[3J\u{1B}[H", terminator: "")
        }
        guard isTerminal else { return }
        guard try KeyEscrow.join(typed, of: kind) == key else { throw EscrowFault.notOnePair }
        print("Both sheets give the key back. / Hai tờ ghép lại đúng \(EscrowSheet.name(kind).vietnamese).")
    }
}

struct KeysRecoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Write the file of the master key, or of the log's, from its two sheets. "
            + "/ Dựng lại tệp khóa chủ hoặc khóa ký sổ từ hai tờ giấy.",
        discussion: "The groups are asked for, never taken from the command line. / Gõ từng nhóm theo câu hỏi.")

    @Option(help: "Data folder that the key belongs to. / Thư mục dữ liệu của khóa.")
    var data: String

    @Flag(help: "The key that signs the log instead. / Dựng lại khóa ký sổ thay cho khóa chủ.")
    var log = false

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let settings = try choice.read(of: data)
        if log { return try LogKeyEscrow(data: data, settings: settings).recover() }
        let file = MasterKeyFile(DataFolder(data), settings)
        guard !FileManager.default.fileExists(atPath: file.path) else {
            writeError("There is a master key at \(file.path) already. / Đã có khóa chủ tại \(file.path).")
            throw ExitCode(73)
        }
        let key = try EscrowSheet.readBoth(.master)
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
