import ArgumentParser
import Store
import UseCases

struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make every table again from the records. / Dựng lại các bảng từ sổ cái.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let office = try OpenOffice.writing(
            data, try choice.read(of: data), holder: "motcua rebuild", cachedKeys: 400_000, limits: OpenOffice.bulk)
        defer { office.store.close() }
        var line = ProgressLine("rebuild")
        try Rebuild(office).run { line.tell($0, of: $1) }
    }
}
