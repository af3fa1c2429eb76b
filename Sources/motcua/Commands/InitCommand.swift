import ArgumentParser
import Core
import Foundation
import Ledger
import Store
import UseCases

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a fresh province; the first administrator gets a one-time link. / Khởi tạo một tỉnh mới.")

    @Option(help: "Data folder to make. / Thư mục dữ liệu cần tạo.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Option(help: "Name of the province. / Tên tỉnh.")
    var name: String

    @Option(help: "Its agency code, as H21. / Mã định danh của tỉnh.")
    var code: String

    @Option(help: "Name in English. / Tên tiếng Anh.")
    var english: String?

    @Option(help: "Telephone for help. / Số điện thoại hỗ trợ.")
    var phone: String?

    func validate() throws {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard code.utf8.count == 3, code.utf8.first.map(letters.contains) == true,
            code.utf8.dropFirst().allSatisfy(digits.contains)
        else {
            throw ValidationError("--code: a letter and two digits, as H21. / Mã gồm một chữ hoa và hai chữ số.")
        }
        guard (2...60).contains(name.count) else {
            throw ValidationError("--name: 2 to 60 characters. / Tên từ 2 đến 60 ký tự.")
        }
    }

    func run() throws {
        guard !FileManager.default.fileExists(atPath: DataFolder(data).ledger) else {
            writeError("\(data) holds a province already. / Thư mục \(data) đã có dữ liệu.")
            throw ExitCode(73)
        }
        let settings = try choice.read(of: data)
        let resources = try ResourceFolder.find(settings)
        let office = try OpenOffice.writing(data, settings, holder: "motcua init", log: LogID(code), mayCreate: true)
        defer { office.store.close() }
        var random = SystemRandom()
        let centre = "Trung tâm Phục vụ hành chính công \(name)"
        let province = Province(
            code: AgencyCode(code), name: name, english: english ?? name, centre: centre,
            centreEnglish: "\(english ?? name) Public Administrative Service Centre", phone: phone)
        let calendar = try CatalogueFiles.calendar { try resources.bytes("catalogue/" + $0) }
        let founder = Actor(id: ActorID(random.id()), assignments: [Assignment(role: .clock, agency: province.code)])
        let decisions = OfficeDecisions(office, by: founder)
        let now = office.clock.now()
        let link = try office.store.writeNow { transaction in
            for change in [OfficeChange.provinceFounded(province), .calendarPublished(calendar)] {
                try decisions.record(change, now: now, random: &random, in: transaction)
            }
            return try OneTimeLinks.makeFirstAdministrator(now: now, random: &random, in: transaction.sql)
        }
        _ = LogKeyFile.ready(data, office)
        print("The province is ready. First administrator, within 24 hours: / Đã khởi tạo. Mở liên kết trong 24 giờ:")
        print("  /kich-hoat/\(link.text)")
        if let path = try CommentedSettings.write(into: data) {
            print("Settings to look through / Tệp cài đặt, xin xem lại: \(path)")
        }
        print("Then: motcua serve --data \(data), and open the link behind its address, such as")
        print("  http://127.0.0.1:8080/kich-hoat/…")
    }
}
