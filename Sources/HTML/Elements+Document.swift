// Elements with a rule of their own: the document's frame, choices, long texts, drawings.

extension HTMLWriter {
    /// The whole document; `classes` are the person's text size and contrast, words of the style sheet.
    public mutating func html(language: String, classes: [StaticString], content: Content) {
        let joined = classes.map(\.description).joined(separator: " ")
        element(
            Tag("<html", "</html>"), [.lang(language), Attribute(" class=\"", joined.isEmpty ? nil : joined)], content)
    }

    public mutating func head(content: Content) {
        element(Tag("<head", "</head>"), []) { p in
            p.append("<meta charset=\"utf-8\">")
            p.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            content(&p)
        }
    }

    public mutating func body(_ a: Attribute..., content: Content) { element(Tag("<body", "</body>"), a, content) }

    /// Name of the page, shown on the browser's tab.
    public mutating func title(_ text: String) { element(Tag("<title", "</title>"), text, []) }

    public mutating func styleSheet(_ target: some PageURL) {
        open(Tag("<link"), [.rel("stylesheet"), .href(target)])
    }

    public mutating func icon(_ target: some PageURL) {
        open(Tag("<link"), [.rel("icon"), Attribute(" type=\"", .literal("image/svg+xml")), .href(target)])
    }

    /// Asks search engines not to keep this page (anything about one dossier or one person).
    public mutating func keptFromSearchEngines() { append("<meta name=\"robots\" content=\"noindex\">") }

    /// A short sentence about the page for search engines.
    public mutating func summaryForSearchEngines(_ text: String) {
        open(Tag("<meta"), [.name("description"), Attribute(" content=\"", .text(text))])
    }

    /// A script file of ours, run after the page is read; there is no inline script.
    public mutating func script(_ target: some PageURL) {
        element(Tag("<script", "</script>"), [.src(target), Attribute(" defer", .flag)]) { _ in }
    }
}

extension HTMLWriter {
    public mutating func select(_ a: Attribute..., content: Content) {
        element(Tag("<select", "</select>"), a, content)
    }

    /// A field for long text; its first line may be empty and stays so.
    public mutating func textarea(_ text: String, _ a: Attribute...) {
        open(Tag("<textarea", "</textarea>"), a)
        // Parsers drop one line feed at the start, so that the text's own would be lost.
        append("\n")
        self.text(text)
        close(Tag("<textarea", "</textarea>"))
    }

    /// How far something is, as a bar; the words stand beside it, in a label.
    public mutating func progress(value: Int, max: Int, _ a: Attribute...) {
        element(
            Tag("<progress", "</progress>"),
            [Attribute(" value=\"", .number(value)), Attribute(" max=\"", .number(max))] + a
        ) { _ in }
    }

    /// Text whose line breaks and spaces are kept.
    public mutating func pre(_ text: String, _ a: Attribute...) {
        open(Tag("<pre", "</pre>"), a)
        append("\n")
        self.text(text)
        close(Tag("<pre", "</pre>"))
    }

    /// A drawing that says something: `label` is read aloud in its place.
    public mutating func drawing(label: String, width: Int, height: Int, _ a: Attribute..., content: Content) {
        element(
            Tag("<svg", "</svg>"), [.viewBox(width: width, height: height), .role(.image), .ariaLabel(label)] + a,
            content)
    }

    /// One outline of a drawing.
    public mutating func path(_ a: Attribute...) { element(Tag("<path", "</path>"), a) { _ in } }
}
