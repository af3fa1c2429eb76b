import ArgumentParser
import Core
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
        let office: Office
        if dryRun {
            office = try OpenOffice.reading(data, settings)
        } else {
            office = try OpenOffice.writing(data, settings, holder: "motcua catalogue import")
        }
        defer { office.store.close() }
        let changes = try folder.changes(in: office)
        let unread = try folder.unread
        if !unread.isEmpty { writeError(CatalogueWords.unread(unread)) }
        if !changes.stayWithdrawn.isEmpty { writeError(CatalogueWords.stayWithdrawn(changes.stayWithdrawn)) }
        if dryRun {
            for line in CatalogueSummary.list(changes) { print(line) }
        } else {
            try record(changes, in: office)
        }
        for line in CatalogueSummary.lines(changes, dryRun: dryRun) { print(line) }
    }

    private func record(_ changes: CatalogueChanges, in office: Office) throws {
        var random = SystemRandom()
        let root = office.catalogue.province?.code ?? "H00"
        let clerk = Actor(id: ActorID(random.id()), assignments: [Assignment(role: .clock, agency: root)])
        let decisions = OfficeDecisions(office, by: clerk)
        let now = office.clock.now()
        var line = ProgressLine("catalogue import")
        var done = 0
        try office.store.bulkNow(every: 500) { bulk in
            for entry in changes.entries {
                try bulk.run { try decisions.record(entry.change, now: now, random: &random, in: $0) }
                done += 1
                if done % 500 == 0 { line.tell(done, of: changes.entries.count) }
            }
        }
        if done > 500 { line.tell(done, of: done) }
    }
}
