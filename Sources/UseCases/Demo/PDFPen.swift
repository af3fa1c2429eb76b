/// Writes letters of one line of Courier and draws marks about them (vẽ dấu tiếng Việt).
///
/// Lengths are thousandths of a point; what is drawn of a letter is given in thousandths of its size.
struct PDFPen {
    let left: Int
    let foot: Int
    /// Points.
    let size: Int

    /// Letters from a place on, lifted by so much of their size.
    func text(_ letters: String, at place: Int, lift: Int) -> String {
        "BT /F \(size) Tf \(x(0, place)) \(y(lift)) Td (\(letters)) Tj ET\n"
    }

    /// All marks of a letter: a second one stands over the first.
    func marks(of letter: BareLetter, at place: Int) -> String {
        var drawn = ""
        var lift = letter.isCapital ? 140 : 0
        for mark in letter.marks {
            switch mark {
            case "\u{31B}":
                drawn += curve(place, letter.isCapital ? 130 : 0, [(490, 400), (560, 400), (600, 440), (575, 520)])
            case "\u{323}":
                drawn += "\(x(265, place)) \(y(-160)) \(points(70 * size)) \(points(70 * size)) re f\n"
            case "\u{335}":
                let bar = letter.isCapital ? [(10, 285), (280, 285)] : [(330, 540), (570, 540)]
                drawn += curve(place, 0, bar)
            case "\u{309}":
                let hook = [(225, 590), (225, 680), (375, 680), (365, 600), (355, 560), (300, 560), (300, 500)]
                drawn += curve(place, lift, hook)
                lift += 150
            default:
                guard let glyph = Self.glyphs[mark] else { continue }
                drawn += text(glyph, at: place, lift: lift)
                lift += 150
            }
        }
        return drawn
    }

    /// Marks that the font has, by their places among the differences of its encoding.
    private static let glyphs: [Unicode.Scalar: String] = [
        "\u{300}": "\\002", "\u{301}": "\\003", "\u{302}": "\\004", "\u{303}": "\\005", "\u{306}": "\\006",
    ]

    /// A line between two points, or curves through four and each three more.
    private func curve(_ place: Int, _ lift: Int, _ points: [(Int, Int)]) -> String {
        let written = points.map { "\(x($0.0, place)) \(y($0.1 + lift))" }
        var path = "\(written[0]) m "
        if written.count == 2 { path += "\(written[1]) l " }
        for start in stride(from: 1, to: written.count - 2, by: 3) {
            path += written[start...(start + 2)].joined(separator: " ") + " c "
        }
        return "\(self.points(42 * size)) w 1 J \(path)S\n"
    }

    private func x(_ offset: Int, _ place: Int) -> String { points(left + (place * 600 + offset) * size) }
    private func y(_ offset: Int) -> String { points(foot + offset * size) }

    /// Thousandths of a point as PDF writes numbers.
    private func points(_ thousandths: Int) -> String {
        let rest = "\(thousandths % 1_000)"
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
