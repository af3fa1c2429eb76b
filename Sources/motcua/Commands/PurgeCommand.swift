import ArgumentParser
import Core
import Foundation
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
        try list(people, backups.isEmpty ? settings.backups : backups)
    }

    /// Archives made before an erasure, with the day from which they are gone, and what was not looked at.
    ///
    /// A folder that is not there changes no exit code: the purge itself is done, as with what PostgreSQL still keeps.
    private func list(_ people: [ErasedTraces.Person], _ folders: [String]) throws {
        guard !folders.isEmpty else {
            writeError(
                "No archives were looked through: name their folders with --backups, or set backups. "
                    + "/ Chưa xem bản sao lưu nào: hãy ghi thư mục sau --backups hoặc đặt khóa backups.")
            return
        }
        var (looked, absent) = (0, 0)
        try ArchiveSearch(people, now: MachineClock.live().now()).look(through: folders) { finding in
            switch finding {
            case .looked: looked += 1
            case .notThere(let path):
                absent += 1
                writeError("not looked at, no such folder / chưa xem, không có thư mục: \(path)")
            case .held(let path, let held, let until, let isOverdue):
                let overdue = isOverdue ? " (overdue: run motcua backup / quá hạn)" : ""
                print("still held / còn giữ: \(path): \(held), until / đến \(until.date.iso)\(overdue)")
            }
        }
        print("Folders looked through / Số thư mục sao lưu đã xem: \(looked), not looked at / chưa xem: \(absent)")
    }
}
