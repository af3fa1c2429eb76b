/// The form behind A-, A+, contrast and language (`/hien-thi`): works without JavaScript, keeps the answer in a cookie,
/// and comes back to the page it was sent from.
///
/// Each button sends the value it leads to, so that a double press is harmless: `language`, `size`, `contrast` on or
/// off; `return` is the page to come back to.
enum DisplayForm {
    static let languageField = "language"
    static let textSizeField = "size"
    static let contrastField = "contrast"
    static let returnField = "return"

    static func route(_ settings: SiteSettings) -> Route {
        .harmlessForm(.display) { call, form in
            var display = call.visitor.display
            if let code = form[languageField] {
                guard let language = settings.languages.first(where: { $0.rawValue == code }) else {
                    throw Problem.field(languageField, .notOffered)
                }
                display.language = language
            }
            if let size = form[textSizeField] {
                guard let size = Int(size).flatMap(TextSize.init(rawValue:)) else {
                    throw Problem.field(textSizeField, .notOffered)
                }
                display.textSize = size
            }
            if let contrast = form[contrastField] { display.highContrast = contrast == "on" }
            return .seeOther(local: LocalTarget.checked(form[returnField])).setting(display.cookie)
        }
    }
}
