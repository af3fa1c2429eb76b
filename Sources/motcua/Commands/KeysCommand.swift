import ArgumentParser
import Core
import Foundation
import Ledger
import Store
import UseCases

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "The log's signing key, and the master key on paper. / Khóa ký sổ, và khóa chủ trên giấy.",
        subcommands: [
            KeysMakeCommand.self, KeysShowCommand.self, KeysRotateCommand.self, KeysEscrowCommand.self,
            KeysRecoverCommand.self,
        ])
}

struct KeysMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make the log's key where there is none yet. / Tạo khóa ký sổ khi chưa có.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let office = try OpenOffice.reading(data, try choice.read(of: data))
        defer { office.store.close() }
        let file = LogKeyFile(DataFolder(data))
        let isNew = try file.makeIfFirst(office)
        let key = try file.keys(named: LogBook.name(of: office.reader.log)).current.verifier
        print("\(isNew ? "Made" : "There already") / \(isNew ? "Đã tạo" : "Đã có"): \(file.path)")
        print(key.text)
    }
}

struct KeysShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the key that others check the log with. / In khóa kiểm chứng để người khác kiểm tra sổ.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let office = try OpenOffice.reading(data, try choice.read(of: data))
        defer { office.store.close() }
        let log = office.reader.log
        print(try LogKeyFile(DataFolder(data)).keys(named: LogBook.name(of: log)).current.verifier.text)
        if let change = try office.store.readNow({ try LogKeyRotation.last(of: log, in: $0) }) {
            writeError("Before the last change / Khóa trước lần đổi gần nhất: \(change.previous)")
        }
    }
}

struct KeysRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Sign with a new key from now on; a record tells both. / Đổi khóa ký sổ, có bản ghi kèm theo.")

    @Option(help: "Data folder; its server must be stopped. / Thư mục dữ liệu; máy chủ phải dừng.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let office = try OpenOffice.writing(data, try choice.read(of: data), holder: "motcua keys rotate")
        defer { office.store.close() }
        let file = LogKeyFile(DataFolder(data))
        let name = LogBook.name(of: office.reader.log)
        if try finish(file, name, office) { return }
        let old = try file.keys(named: name).current
        var random = SystemRandom()
        let seed = NoteSigner.newSeed(random: &random)
        guard let new = NoteSigner(name: name, kind: .log, seed: seed) else { throw LogKeyFault(file.path, .badForm) }
        let change = try LogKeyRotation.change(from: old, to: new)
        let clock = Assignment(role: .clock, agency: agency(office))
        let founder = Actor(id: ActorID(random.id()), assignments: [clock])
        let before = try file.currentDigits()
        try office.store.writeNow { transaction in
            // The log's end is locked from here on. The file first, aside: a record of a key that nobody holds could
            // never be undone.
            let until = try office.writer.size(in: transaction) + 1
            try file.write("\(hexadecimal(seed))\n\(before) until \(until)\n", to: file.aside)
            try LogKeyRotation(office).record(change, by: founder, random: &random, in: transaction)
        }
        _ = try finish(file, name, office)
    }

    /// Puts a new key into its place once its record is there, also after an interruption; true if there was one.
    private func finish(_ file: LogKeyFile, _ name: String, _ office: Office) throws -> Bool {
        guard FileManager.default.fileExists(atPath: file.aside) else { return false }
        let waiting = try file.keys(named: name, at: file.aside).current.verifier.text
        let last = try office.store.readNow { try LogKeyRotation.last(of: office.reader.log, in: $0) }
        guard let last, last.key == waiting else {
            // Interrupted before its record: nobody has heard of it.
            try FileManager.default.removeItem(atPath: file.aside)
            return false
        }
        guard rename(file.aside, file.path) == 0 else { throw LogKeyFault(file.path, .cannotWrite) }
        print("The log signs with a new key; hand it to all who check the log:")
        print("Từ nay sổ được ký bằng khóa mới; xin gửi cho những người kiểm tra sổ:")
        print("  \(last.key)")
        print("Before / Khóa trước: \(last.previous)")
        return true
    }

    private func agency(_ office: Office) -> AgencyCode {
        office.catalogue.province?.code ?? AgencyCode(office.reader.log.text)
    }
}
