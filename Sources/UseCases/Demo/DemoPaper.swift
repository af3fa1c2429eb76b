import Foundation

/// A result of the demonstration as a file (tệp kết quả mẫu): one page of PDF, A5 across.
///
/// Why Courier: every viewer has it and all its letters are equally wide, so that the marks of Vietnamese, which it
/// lacks, are set over their letters without measuring any. What is drawn is told beside it as text, to be read aloud.
struct DemoPaper {
    private struct Line {
        var text: String
        var size: Int
        /// Points from the top of the page to the foot of its letters.
        var depth: Int
    }

    private static let (width, height, margin) = (595, 420, 60)
    private var lines: [Line] = []
    private var depth = 70

    /// Adds a paragraph, broken where the page ends.
    ///
    /// - Parameters:
    ///   - size: points.
    ///   - gap: points to the next paragraph, beyond the usual.
    mutating func add(_ text: String, size: Int, gap: Int = 0) {
        let most = (Self.width - 2 * Self.margin) * 10 / (size * 6)
        var line = ""
        func ended(_ line: String) -> Line { Line(text: line, size: size, depth: depth) }
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > most {
                lines.append(ended(line))
                depth += size * 8 / 5
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(ended(line))
        depth += size * 8 / 5 + gap
    }

    /// The file: five objects and where each begins.
    func pdf() -> [UInt8] {
        let page = lines.map(written).joined()
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R /Lang (vi) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(Self.width) \(Self.height)] /Contents 5 0 R "
                + "/Resources << /Font << /F 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding << /Type /Encoding "
                + "/BaseEncoding /WinAnsiEncoding /Differences [1 /dotlessi /grave /acute /circumflex /tilde /breve] "
                + ">> >>",
            "<< /Length \(page.utf8.count) >>\nstream\n\(page)endstream",
        ]
        var text = "%PDF-1.4\n"
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { text += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
        return Array(text.utf8)
    }

    /// Bare letters in one go, then the marks of each.
    private func written(_ line: Line) -> String {
        let pen = PDFPen(left: Self.margin * 1_000, foot: (Self.height - line.depth) * 1_000, size: line.size)
        var letters = ""
        var marks = ""
        for (place, character) in line.text.enumerated() {
            let letter = BareLetter(character)
            letters += letter.code
            marks += pen.marks(of: letter, at: place)
        }
        let spoken = line.text.utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "/Span << /ActualText <FEFF\(spoken.joined())> >> BDC\n" + pen.text(letters, at: 0, lift: 0) + marks
            + "EMC\n"
    }
}

/// A letter of Vietnamese as a plain one with marks over and under it.
struct BareLetter {
    /// As it stands between the brackets of a text in PDF.
    private(set) var code: String
    let isCapital: Bool
    /// Combining marks, the bar of a `d` among them, which Unicode does not take apart.
    let marks: [Unicode.Scalar]

    init(_ character: Character) {
        var scalars = Array(String(character).decomposedStringWithCanonicalMapping.unicodeScalars)
        let bare = scalars.removeFirst()
        isCapital = character.isUppercase
        switch bare {
        case "\u{111}", "\u{110}":
            code = isCapital ? "D" : "d"
            marks = ["\u{335}"]
        case "i":
            // Marks take the place of its dot.
            let isDotless = scalars.contains { $0 != "\u{323}" }
            code = isDotless ? "\\001" : "i"
            marks = scalars
        case "(", ")", "\\":
            code = "\\\(bare)"
            marks = scalars
        default:
            code = bare.isASCII ? String(bare) : "?"
            marks = scalars
        }
    }
}
