import ArgumentParser
import Core
import Foundation
import SQLiteEngine
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
        try KeepingPlace.checkSQLite(settings)
        let folder = DataFolder(data)
        let office = try OpenOffice.writing(data, settings, holder: "motcua purge")
        let people: [ErasedTraces.Person]
        do {
            defer { office.store.close() }
            try ErasedTraces(office).removeLeftFiles()
            people = try ErasedTraces(office).people()
        }
        let (needed, free) = (try SQLiteKeeping.room(for: folder), try FreeDisk.bytes(at: folder.path))
        guard needed < free else { throw ArchiveFault.noRoom(folder.path, needed: needed, free: free) }
        var line = ProgressLine("purge")
        let steps = SQLiteKeeping.Step.allCases.count
        try SQLiteKeeping.purge(folder, holder: "motcua purge") { line.tell($0.rawValue, of: steps) }
        line.tell(steps, of: steps)
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
