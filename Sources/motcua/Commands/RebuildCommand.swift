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

    @Flag(
        help: ArgumentHelp(
            "The tables of dossiers alone, while a server goes on serving. "
                + "/ Chỉ dựng lại các bảng hồ sơ, trong khi máy chủ vẫn chạy."))
    var beside = false

    func run() throws {
        let settings = try choice.read(of: data)
        if beside { return try RebuildWork().run(on: data, settings) }
        let office = try OpenOffice.writing(
            data, settings, holder: "motcua rebuild", cachedKeys: 400_000, limits: OpenOffice.bulk)
        defer { office.store.close() }
        var line = ProgressLine("rebuild")
        try Rebuild(office).run { line.tell($0, of: $1) }
    }
}
