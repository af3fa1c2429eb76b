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

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        try RotateKeyWork().run(on: data, try choice.read(of: data))
    }
}
