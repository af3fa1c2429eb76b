import ArgumentParser
import Core
import Foundation
import Ledger
import Logging
import SQLiteEngine
import Store
import UseCases
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve pages and API on a data folder. / Chạy máy chủ trên một thư mục dữ liệu."
    )

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Option(
        help: "Address to listen on, HOST:PORT; port 0 takes a free one (default: 127.0.0.1:8080). / Địa chỉ lắng nghe."
    )
    var listen: String?

    @Option(help: "Address for Prometheus metrics, HOST:PORT. / Địa chỉ cho số liệu vận hành.")
    var metrics: String?

    @Option(help: "Proxies of ours in front of the server (default: 0). / Số máy chủ trung gian phía trước.")
    var behindProxy: String?

    func run() async throws {
        var settings = try choice.read(of: data)
        try settings.take(.listen, fromFlag: listen)
        try settings.take(.metrics, fromFlag: metrics)
        try settings.take(.behindProxy, fromFlag: behindProxy)
        try settings.checkOpenness()
        let resources = try ResourceFolder.find(settings)
        let clock = MachineClock.live()
        let office = try OpenOffice.writing(data, settings, holder: "motcua serve", clock: clock)
        if try RecordRights.mayChange(office.store) {
            let demonstration = office.catalogue.province?.demonstration == true
            writeError(RecordRights.words)
            guard demonstration else {
                office.store.close()
                throw ExitCode(78)
            }
        }
        if office.catalogue.province?.demonstration == true {
            // Its past may lie in this machine's future; a real province's may not.
            if let last = try office.store.readNow({ try office.reader.head($0)?.recorded }) { clock.goOn(from: last) }
            writeError(
                "\(data) holds the demonstration; show it with its accounts and clock by: motcua demo --data \(data) "
                    + "/ Đây là dữ liệu trình diễn; nên chạy bằng lệnh motcua demo.")
        }
        settings.server.logKeys = LogKeyFile.ready(data, office)
        let place = WorkPlace(office: office, settings: settings, folder: DataFolder(data))
        try await Serving(place, resources: resources, accounts: []).run()
    }
}

/// Builds the server on an open office and says where it listens.
struct Serving {
    let place: WorkPlace
    let resources: ResourceFolder
    /// Logins and passwords to print, for the demonstration.
    let accounts: [(login: String, password: String, title: String)]

    init(
        _ place: WorkPlace, resources: ResourceFolder, accounts: [(login: String, password: String, title: String)]
    ) {
        self.place = place
        self.resources = resources
        self.accounts = accounts
    }

    func run() async throws {
        let (office, settings) = (place.office, place.settings)
        var logger = Logger(label: "motcua")
        logger.logLevel = settings.logLevel
        if settings.isOpenInPlain { writeError(SettingWords.openInPlain) }
        let server = try await MotCuaServer(
            office, resources: resources.path, settings: settings.server, logger: logger)
        let accounts = accounts
        let control = ControlDesk.open(place)
        // Commands that were handed over end before the store does.
        defer { control?.close() }
        try await server.run { address in
            print("MotCua: http://\(address)")
            for account in accounts { print("  \(account.login)  \(account.password)  \(account.title)") }
            fflush(nil)
        }
        control?.close()
        office.store.close()
    }
}
