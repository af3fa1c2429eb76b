import ArgumentParser
import Store
import UseCases

struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Keep the catalogue and the calendar. / Quản lý danh mục thủ tục và lịch làm việc.",
        subcommands: [CatalogueImport.self])
}

struct CatalogueImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Publish procedures, agencies, days off and closures from a folder of tables. / Công bố danh mục và lịch.",
        discussion: """
            What the files do not name stays as it is; the same files again record nothing. Name holidays.tsv or \
            closures.tsv to enter the calendar alone. The files and their columns: docs/operations.md.
            Nội dung không có trong tệp được giữ nguyên; nhập lại các tệp cũ thì không ghi thêm gì. Muốn chỉ nhập lịch \
            làm việc, hãy ghi tên tệp holidays.tsv hoặc closures.tsv. Các tệp và cột: xem docs/operations.md.
            """)

    @Argument(help: "Folder with procedures.tsv and the tables beside it. / Thư mục chứa procedures.tsv.")
    var file: String

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Flag(help: "Say what would be recorded, record nothing. / Chỉ cho biết sẽ ghi những gì, không ghi.")
    var dryRun = false

    func run() throws {
        let folder = try CatalogueFolder(file)
        let settings = try choice.read(of: data)
        let unread = try folder.unread
        if !unread.isEmpty { writeError(CatalogueWords.unread(unread)) }
        let work = try folder.work()
        guard dryRun else { return try work.run(on: data, settings) }
        let office = try OpenOffice.reading(data, settings)
        defer { office.store.close() }
        let changes = try work.changes(in: office)
        if !changes.stayWithdrawn.isEmpty { writeError(CatalogueWords.stayWithdrawn(changes.stayWithdrawn)) }
        for line in CatalogueSummary.list(changes) { print(line) }
        for line in CatalogueSummary.lines(changes, dryRun: true) { print(line) }
    }
}
