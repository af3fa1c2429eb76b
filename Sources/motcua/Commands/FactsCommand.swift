import ArgumentParser
import Store
import UseCases

struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "A CSV line a dossier, read from the records themselves. / Số liệu gốc từng hồ sơ, đọc từ sổ cái.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        let office = try OpenOffice.reading(data, try choice.read(of: data))
        defer { office.store.close() }
        print(FactLines.Fact.header)
        let facts = try office.store.readNow { try FactLines.all(log: LogReading(office), in: $0) }
        var out = ""
        for fact in facts {
            out += fact.line + "\n"
            if out.utf8.count > 1 << 20 {
                print(out, terminator: "")
                out = ""
            }
        }
        print(out, terminator: "")
    }
}
