/// How somebody wants the pages to look (cách hiển thị), kept in a cookie and working without JavaScript.
struct DisplaySettings: Hashable, Sendable {
    /// Nil where nobody chose: then the browser's wish counts, then Vietnamese.
    var language: Language?
    /// Nil where nobody chose: 18 on the portal, 16 on desks.
    var textSize: TextSize?
    /// Ink on white, underlined links, no tints (tương phản cao).
    var highContrast = false

    /// Reads the cookie; what is not right in it counts as not chosen.
    init(cookie: String?, offered: [Language]) {
        let parts = (cookie ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return }
        language = offered.first { $0.rawValue == parts[0] }
        textSize = Int(parts[1]).flatMap(TextSize.init(rawValue:))
        highContrast = parts[2] == "1"
    }

    init(language: Language? = nil, textSize: TextSize? = nil, highContrast: Bool = false) {
        self.language = language
        self.textSize = textSize
        self.highContrast = highContrast
    }

    /// A year from now on: `vi.22.1`, with `-` for what was not chosen.
    var cookie: Cookie {
        let size = textSize.map { String($0.rawValue) } ?? "-"
        let value = "\(language?.rawValue ?? "-").\(size).\(highContrast ? "1" : "0")"
        return Cookie(name: .display, value: value, lifetimeSeconds: 365 * 24 * 3600)
    }
}
