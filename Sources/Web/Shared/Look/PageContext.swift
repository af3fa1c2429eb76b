import HTML

/// Everything that a page needs to know about its reader and its place, filled once a request.
struct PageContext: Sendable {
    var texts: Texts
    /// Text size that the reader chose; nil for the page's own.
    var textSize: TextSize?
    /// High contrast (tương phản cao).
    var isHighContrast = false
    var signedIn: SignedIn?
    /// Token against forged forms; made, and its cookie set, only where a page has a form that changes something.
    var csrfToken: LateFormToken = ""
    var centre: Centre
    var links: ShellLinks
    /// The main places of the site, in the header.
    var places: [NavigationLink] = []
    /// Address of this page, to come back to from a switch of the display.
    var here: SafeURL
    /// What the last action did, said once on the next page.
    var flash: Notice?
    /// True on the demonstration province, which every page then says.
    var isDemonstration = false

    var language: Language { texts.language }

    /// One text of the product in the reader's language.
    func text(_ key: TextKey, _ fields: KeyValuePairs<String, TextValue> = [:]) -> String { texts(key, fields) }
}

/// The token of a page's forms, made when the first form asks for it.
///
/// Why late: making it gives a visitor a cookie, and a page that only tells something needs none.
struct LateFormToken: Sendable, ExpressibleByStringLiteral {
    private let make: @Sendable () -> String

    init(_ make: @escaping @Sendable () -> String) { self.make = make }
    init(stringLiteral text: String) { make = { text } }

    var text: String { make() }
}

/// The five text sizes (cỡ chữ) in pixels at a browser's usual setting.
enum TextSize: Int, CaseIterable, Codable, Sendable {
    case size16 = 16
    case size18 = 18
    case size22 = 22
    case size28 = 28
    case size36 = 36

    var smaller: TextSize? { TextSize.allCases.last { $0.rawValue < rawValue } }
    var larger: TextSize? { TextSize.allCases.first { $0.rawValue > rawValue } }

    var styleClass: StaticString {
        switch self {
        case .size16: "size-16"
        case .size18: "size-18"
        case .size22: "size-22"
        case .size28: "size-28"
        case .size36: "size-36"
        }
    }
}

/// Who reads the page, as the header says it.
struct SignedIn: Sendable {
    var name: String
    /// Role and office: "Hộ tịch, UBND phường Pleiku".
    var role: String
    /// The officer's own pages and other roles.
    var menu: [NavigationLink] = []
}

/// The centre whose site this is, as header and footer say it.
struct Centre: Sendable {
    /// One counter of the centre.
    struct Place: Sendable {
        var name: String
        var address: String
        var hours: String
    }

    /// Short name in the header: "Một Cửa Gia Lai".
    var name: String
    /// Official name under it: "Trung tâm Phục vụ hành chính công tỉnh Gia Lai".
    var officialName: String
    var places: [Place]
    var telephone: String?
    var mail: String?
}

/// Addresses that the shell itself points to.
struct ShellLinks: Sendable {
    var home: SafeURL
    var search: SafeURL
    var signIn: SafeURL
    var signOut: SafeURL
    /// Takes `size`, `contrast` or `language` and `return` by POST, and sets the cookie.
    var display: SafeURL
    var styleSheet: SafeURL
    /// Style of printed papers, after the other.
    var paperStyleSheet: SafeURL
    var script: SafeURL
    var mark: SafeURL
    var icon: SafeURL
    /// Links of the footer: accessibility, source code, open figures.
    var footer: [NavigationLink] = []
}

/// A link in a menu.
struct NavigationLink: Sendable {
    var title: String
    var target: SafeURL
    var isCurrent = false
    /// How many things wait there, already written in the language.
    var count: String?
}
