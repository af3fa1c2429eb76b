import HTML

/// A square code that a camera reads (mã QR), drawn as one outline so that it prints sharp at any size.
struct QRMark: Component, Sendable {
    /// Modules a side, without the quiet margin.
    var width: Int
    /// Rows from the top, true is dark; `width * width` of them.
    var modules: [Bool]
    /// What it holds, for those who do not see it.
    var label: String

    func write(to p: inout HTMLWriter, in page: PageContext) {
        let margin = 4
        var outline = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard modules[row * width + column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, modules[row * width + column] { column += 1 }
                let run = column - start
                outline += "M\(start + margin) \(row + margin)h\(run)v1h-\(run)z"
            }
        }
        let side = width + 2 * margin
        p.drawing(label: label, width: side, height: side, .class("qr")) { $0.path(.outline(outline)) }
    }
}

/// A line code that a scanner reads (mã vạch).
struct BarMark: Component, Sendable {
    /// Widths in modules, dark and light in turn, dark first.
    var widths: [Int]
    var label: String

    func write(to p: inout HTMLWriter, in page: PageContext) {
        let quiet = 10
        var outline = ""
        var x = quiet
        for (index, width) in widths.enumerated() {
            if index.isMultiple(of: 2) { outline += "M\(x) 0h\(width)v30h-\(width)z" }
            x += width
        }
        p.drawing(label: label, width: x + quiet, height: 30, .class("bars"), .stretched()) {
            $0.path(.outline(outline))
        }
    }
}

/// A code in groups as it is read aloud and typed (mã hồ sơ); spaces are for the eye only.
func grouped(code: String, by size: Int = 3) -> String {
    var groups: [String] = []
    var rest = Substring(code)
    while !rest.isEmpty {
        groups.append(String(rest.prefix(size)))
        rest = rest.dropFirst(size)
    }
    // A no-break space, so that a code stays on its line and copies as it is seen.
    return groups.joined(separator: "\u{A0}")
}
