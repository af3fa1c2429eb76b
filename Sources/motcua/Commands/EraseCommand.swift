import ArgumentParser
import Core
import UseCases

struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase the personal data of a dossier; it stays counted. / Xóa dữ liệu cá nhân của một hồ sơ.")

    @Argument(help: "Dossier code or submission number. / Mã số hồ sơ hoặc mã nộp hồ sơ.")
    var dossier: String

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    @Option(help: "Account of the officer who asks or confirms. / Tài khoản của người đề nghị hoặc xác nhận.")
    var by: String

    @Option(help: "Law or decision that it rests on; no name. / Căn cứ pháp lý, không ghi tên người.")
    var basis: String?

    @Flag(help: "Confirm what another officer asked for. / Xác nhận đề nghị của người khác.")
    var confirm = false

    @Option(help: "File with the account's password (default: asked for). / Tệp chứa mật khẩu của tài khoản.")
    var passwordFile: String?

    func validate() throws {
        guard (basis == nil) == confirm else {
            throw ValidationError("Give --basis or --confirm. / Hãy dùng --basis hoặc --confirm.")
        }
    }

    func run() throws {
        let settings = try choice.read(of: data)
        let password = try TypedPassword.read(of: by, file: passwordFile)
        try EraseWork(dossier: dossier, by: by, password: password, basis: basis).run(on: data, settings)
    }
}

/// What `erase` and `purge` refuse, in words (từ chối xóa).
enum ErasureWords {
    static func refusal(_ refusal: ErasureRefusal) -> (code: Int32, words: String) {
        switch refusal {
        case .dossierNotFound:
            (66, "There is no such dossier. / Không tìm thấy hồ sơ.")
        case .notPermitted:
            (
                77,
                "Only a leader or an administrator of the agency in charge, or above it, may do this. "
                    + "/ Chỉ tài khoản có vai trò Lãnh đạo phòng chuyên môn hoặc Quản trị hệ thống của cơ quan có thẩm "
                    + "quyền được thực hiện."
            )
        case .alreadyErased(let at):
            (73, "It was erased on \(at.date.iso). / Hồ sơ đã được xóa dữ liệu cá nhân.")
        case .basis(let most):
            (65, "--basis: 1 to \(most) characters, one line. / Căn cứ dài từ 1 đến \(most) ký tự, trên một dòng.")
        case .basisNames:
            (65, "--basis names the person; it stays for ever. / Căn cứ không được ghi tên hoặc số của người đó.")
        case .notAsked:
            (65, "Nobody has asked for it yet: use --basis. / Chưa có ai đề nghị; hãy dùng --basis.")
        case .sameOfficer:
            (77, "Another officer has to confirm it. / Người xác nhận phải khác người đề nghị.")
        }
    }
}
