import ArgumentParser
import Core
import Foundation
import Store
import UseCases

struct PurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Leave no byte of erased people in the folder. / Dọn sạch dữ liệu đã xóa khỏi thư mục.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Option(help: "Folder of archives to look through; may be given again. / Thư mục sao lưu cần xem lại.")
    var backups: [String] = []

    func run() throws {
        let settings = try choice.read(of: data)
        let told = LineSink()
        try PurgeWork().run(on: data, settings, told)
        let people = told.lines.compactMap(PurgeWork.person)
        print("Erased people / Số hồ sơ đã xóa dữ liệu cá nhân: \(people.count)")
        let named = backups.isEmpty ? settings.backups : backups
        try list(people, named + named.map { KeepingPlace.keyring(nil, of: $0).path })
    }

    /// Archives made before an erasure, with the day from which they are gone.
    private func list(_ people: [ErasedTraces.Person], _ folders: [String]) throws {
        let now = MachineClock.live().now()
        for path in folders {
            let all = try ArchiveFolder(path).archives()
            for archive in all {
                let held = people.filter { $0.isIn(archive) }.count
                guard held > 0 else { continue }
                let expiry = try ArchiveFolder.expiry(of: archive, in: all)
                let overdue = expiry < now ? " (overdue: run motcua backup / quá hạn)" : ""
                print("still held / còn giữ: \(archive.path): \(held), until / đến \(expiry.date.iso)\(overdue)")
            }
        }
    }
}
