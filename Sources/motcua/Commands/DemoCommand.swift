import ArgumentParser
import Core
import Foundation
import Ledger
import Store
import UseCases
import Web

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Prepare the demonstration province and serve it. / Chuẩn bị tỉnh mẫu và chạy thử.")

    @Flag(help: "Prepare only, do not serve. / Chỉ chuẩn bị, không chạy.")
    var prepareOnly = false

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data = "demo.motcua"

    @OptionGroup var choice: SettingsChoice

    @Option(help: "Address to listen on, HOST:PORT (default: 127.0.0.1:8080). / Địa chỉ lắng nghe.")
    var listen: String?

    @Option(help: "Part of the whole, 1:N. / Tỷ lệ dữ liệu, 1:N.")
    var scale = Scale(parts: 1)

    @Option(help: "Start of the demonstration's clock, RFC 3339. / Thời điểm bắt đầu của đồng hồ trình diễn.")
    var now: Instant = DemoBuilding.now

    func run() async throws {
        var settings = try choice.read(of: data)
        try settings.take(.listen, fromFlag: listen)
        if !prepareOnly { try settings.checkOpenness() }
        let resources = try ResourceFolder.find(settings)
        let building = DemoBuilding(resources: resources, data: data, scale: scale.parts, settings: settings)
        if try !building.isPrepared { try building.prepare() }
        if prepareOnly {
            let office = try OpenOffice.reading(data, settings)
            defer { office.store.close() }
            try checkIsDemonstration(office)
            return print("The demonstration is ready: motcua demo --data \(data) / Dữ liệu mẫu đã sẵn sàng.")
        }
        let start = ContinuousClock.now
        let clock = RunningClock(from: now) { (ContinuousClock.now - start).microseconds }
        let office = try OpenOffice.writing(
            data, settings, holder: "motcua demo", clock: clock, codes: CodeOnScreen())
        do { try checkIsDemonstration(office) } catch {
            office.store.close()
            throw error
        }
        if let last = try office.store.readNow({ try office.reader.head($0)?.recorded }) { clock.goOn(from: last) }
        let accounts = try building.lists().accounts.map { account in
            (account.login, account.password, account.officer.personal?[.officerTitle] ?? "")
        }
        settings.server.logKeys = LogKeyFile.ready(data, office)
        let place = WorkPlace(office: office, settings: settings, folder: DataFolder(data))
        try await Serving(place, resources: resources, accounts: accounts).run()
    }

    private func checkIsDemonstration(_ office: Office) throws {
        guard office.catalogue.province?.demonstration != true else { return }
        writeError(
            "\(data) holds a real province; its clock and its codes are no demonstration's. Serve it with: "
                + "motcua serve --data \(data) / \(data) là dữ liệu thật; hãy chạy bằng lệnh motcua serve.")
        throw ExitCode(73)
    }
}
