/// A browser as its owner would recognise it in a list of sessions: `Firefox, Windows` (tên trình duyệt).
enum BrowserName {
    // In this order: most browsers name several others for the sake of old pages.
    private static let browsers = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc_browser/", "Coc Coc"), ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]

    /// Empty where nothing is known; never the header itself, which tells more of a person than is needed.
    static func of(_ userAgent: String?) -> String {
        let text = String((userAgent ?? "").prefix(512))
        let browser = browsers.first { text.contains($0.0) }?.1
        let system = systems.first { text.contains($0.0) }?.1
        return [browser, system].compactMap { $0 }.joined(separator: ", ")
    }
}
