import Core
import Store
import UseCases
import Web

/// `motcua erase` on an open folder: the officer's password is checked as at signing in, then the use case decides.
struct EraseWork: HandedWork {
    static let name = "erase"

    let dossier: String
    let by: String
    let password: String
    /// Nil to confirm what another officer asked for.
    let basis: String?

    func run(in place: WorkPlace, _ voice: any CommandVoice) throws {
        let office = place.office
        let account = try signedIn(office, place.settings.server.access)
        let erasure = Erasure(office, by: office.catalogue.actor(account.actor), settings: place.settings.keeping)
        var random = SystemRandom()
        let outcome =
            try basis.map { try erasure.ask(dossier, basis: $0, random: &random) }
            ?? erasure.confirm(dossier, random: &random)
        switch outcome {
        case .asked(_, let until):
            let end = until?.date.iso ?? "\(place.settings.keeping.retentionYears) years after its end"
            voice.tell(
                "Asked for. It is kept until \(end); "
                    + "another officer has to confirm it: / Đã ghi nhận. Hồ sơ còn trong thời hạn lưu trữ; "
                    + "cần một người khác xác nhận:")
            voice.tell("  motcua erase \(dossier) --data \(place.folder.path) --by ACCOUNT --confirm")
        case .erased:
            voice.tell("Erased; now run: / Đã xóa; tiếp theo hãy chạy:")
            voice.tell("  motcua purge --data \(place.folder.path)")
        }
    }

    /// Wrong tries are counted and locked as at signing in: whoever may run the command may not try passwords by it.
    private func signedIn(_ office: Office, _ settings: AccessSettings) throws -> Account {
        var random = SystemRandom()
        let begun = try office.store.readNow {
            try SignIn.begin(login: by, settings: settings, sealer: office.sealer, now: office.clock.now(), in: $0)
        }
        let checked: CheckedPassword
        switch begun {
        case .ready(let check): checked = try check.run(Password(password), random: &random)
        case .wait(let until): throw EraseWork.locked(until)
        }
        let outcome = try office.store.writeNow { transaction in
            try SignIn.finish(
                checked, settings: settings, now: office.clock.now(), random: &random, in: transaction.sql)
        }
        switch outcome {
        case .right(let account): return account
        case .refused: throw EraseWork.refused
        case .wait(let until): throw EraseWork.locked(until)
        }
    }

    private static let refused = CommandFailure(
        code: 77,
        words: "The account or its password is wrong, or the account is out of use. "
            + "/ Sai tài khoản hoặc mật khẩu, hoặc tài khoản không còn sử dụng.")

    private static func locked(_ until: Instant) -> CommandFailure {
        CommandFailure(
            code: 77,
            words: "Too many wrong passwords; try again after \(until.rfc3339). "
                + "/ Sai mật khẩu quá nhiều lần; hãy thử lại sau \(until.rfc3339).")
    }
}
