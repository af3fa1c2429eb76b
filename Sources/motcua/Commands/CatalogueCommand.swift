import ArgumentParser
import Core
import Foundation
import Store
import UseCases

struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue", abstract: "Keep the catalogue of procedures. / Quản lý danh mục thủ tục.",
        subcommands: [CatalogueImport.self])
}

struct CatalogueImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Publish agencies, sectors and procedures from a folder of tables. / Công bố danh mục từ các tệp bảng.")

    @Argument(help: "Folder that holds procedures.tsv and the tables beside it. / Thư mục chứa procedures.tsv.")
    var file: String

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    func run() throws {
        let folder = file.hasSuffix(".tsv") ? (file as NSString).deletingLastPathComponent : file
        let files: CatalogueFiles
        do {
            files = try CatalogueFiles { name in
                Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
            }
        } catch let fault as CatalogueFault {
            writeError("\(fault.file):\(fault.line): \(fault.column): \(fault.reason)")
            throw ExitCode(65)
        }
        let office = try OpenOffice.writing(data, holder: "motcua catalogue import")
        defer { office.store.close() }
        var random = SystemRandom()
        let changes = try Catalogue.changes(to: files, from: office.catalogue)
        let root = office.catalogue.province?.code ?? "H00"
        let clerk = Actor(id: ActorID(random.id()), assignments: [Assignment(role: .clock, agency: root)])
        let decisions = OfficeDecisions(office, by: clerk)
        let now = office.clock.now()
        try office.store.bulkNow(every: 500) { bulk in
            for change in changes {
                try bulk.run { try decisions.record(change, now: now, random: &random, in: $0) }
            }
        }
        print("\(changes.count) decisions recorded. / Đã ghi \(changes.count) quyết định.")
    }
}
