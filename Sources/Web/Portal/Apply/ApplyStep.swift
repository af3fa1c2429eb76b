import Core

/// The pages of an application in their order (các bước nộp hồ sơ); the raw value stands in the address.
enum ApplyStep: String, CaseIterable, Sendable {
    case variant = "truong-hop"
    case submitter = "nguoi-nop"
    case place = "noi-giai-quyet"
    /// What the procedure's own form asks.
    case form = "to-khai"
    case papers = "giay-to"
    case result = "nhan-ket-qua"
    case review = "xem-lai"

    /// The address of the receipt, which is no step.
    static let receipt = "bien-nhan"

    var title: TextKey { TextKey("apply.step.\(rawValue)") }
}

/// The answers of an application by their names in forms and in the draft.
enum ApplyField: String, Sendable {
    case variant = "truong-hop"
    case name = "ho-ten"
    case number = "so-dinh-danh"
    case phone = "dien-thoai"
    case email = "thu-dien-tu"
    case address = "dia-chi"
    /// For oneself or for somebody else: `ownerSelf` or `ownerOther`.
    case owner = "chu-ho-so"
    case ownerName = "chu-ho-ten"
    case ownerNumber = "chu-so-dinh-danh"
    case ownerAddress = "chu-dia-chi"
    case competent = "co-quan"
    case way = "cach-nhan"
    case result = "noi-tra"
    case resultAddress = "dia-chi-nhan"

    static let ownerSelf = "toi"
    static let ownerOther = "khac"

    /// The draft that a form hands in.
    static let draft = "nhap"
    /// The personal number whose warning was seen, so that sending again takes it.
    static let numberSeen = "so-da-xem"
    /// Where to go on after a step that was opened to change an answer.
    static let then = "ve"
    /// The file to take off.
    static let remove = "bo-tep"
    /// What the button of a form asks for, where it has several.
    static let wish = "viec"

    var name: String { rawValue }
    var label: TextKey { TextKey("apply.field.\(rawValue)") }

    /// The input for files of one paper.
    static func files(_ paper: ComponentCode) -> String { "tep." + paper.text }
}
