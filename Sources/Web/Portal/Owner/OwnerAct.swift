import Core
import Store
import UseCases

/// What an applicant may do with a dossier after handing it in (việc của người nộp); the raw value stands in the
/// address.
enum OwnerAct: String, CaseIterable, Sendable {
    /// Hand in the papers that were asked for (nộp bổ sung).
    case supplement = "bo-sung"
    /// Take the dossier back (rút hồ sơ).
    case withdraw = "rut"
    /// Fetch the result as files (nhận kết quả điện tử).
    case fetch = "ket-qua"

    var action: DossierAction {
        switch self {
        case .supplement: .supply
        case .withdraw: .withdraw
        case .fetch: .returnResult
        }
    }

    var purpose: CodePurpose {
        switch self {
        case .supplement: .supplement
        case .withdraw: .withdraw
        case .fetch: .fetch
        }
    }

    /// One text of this act: `title`, `confirm`, `done`.
    func text(_ part: String) -> TextKey { TextKey("act.\(rawValue).\(part)") }
}

/// The answers of these pages by their names in forms and in what is laid aside.
enum OwnerField {
    static let secret = "bi-mat"
    /// The act to go on with once the secret was typed.
    static let then = "tiep"
    /// The act that has just been done.
    static let done = "xong"
    /// What the button of a form asks for, where it has several.
    static let wish = "viec"
    static let code = "ma-xac-nhan"
    /// The version of the dossier that the page showed.
    static let seen = "ban"
    static let note = "loi-nhan"
    static let reason = "ly-do"
    static let remove = "bo-tep"

    /// The buttons.
    static let attach = "tai-len"
    static let makeCode = "lay-ma"
    static let close = "dong"

    /// The input for files of one paper.
    static func files(_ paper: ComponentCode) -> String { "tep." + paper.text }

    /// A code that was shown on the screen, which only a demonstration does.
    static func shownCode(_ act: OwnerAct) -> String { "ma." + act.rawValue }
}
