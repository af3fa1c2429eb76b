import HTML

/// How the figures are counted, in plain words, under the tables (cách tính số liệu).
struct FiguresNotes: Component, Sendable {
    /// Stands here and in no column.
    var refusedAtReception: Int

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.h2(page.text("open.notes"))
        p.ul { p in
            for note in FiguresNotes.notes { p.li(page.text(TextKey("open.note.\(note)"))) }
            p.li(page.text("open.note.refused", ["count": .number(refusedAtReception)]))
        }
    }

    private static let notes = [
        "received", "settled", "early", "late", "inProgress", "other", "overdueShare", "agency", "moment",
    ]
}
