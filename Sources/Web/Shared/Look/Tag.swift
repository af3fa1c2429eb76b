import HTML

/// How something stands, always by a shape and a word, never by colour alone.
enum Standing: Sendable, CaseIterable {
    /// ● In time, well.
    case onTime
    /// ▲ Due soon, or waiting for the reader.
    case soon
    /// ■ Overdue, wrong.
    case late
    /// ◆ Waiting for the applicant or another system; the clock may rest.
    case waiting
    /// ✓ Ended.
    case done
    /// No shape: a kind, not a state.
    case plain

    var tagClass: StaticString {
        switch self {
        case .onTime: "tag ok"
        case .soon: "tag soon"
        case .late: "tag late"
        case .waiting: "tag wait"
        case .done: "tag done"
        case .plain: "tag plain"
        }
    }

    /// Class of a table row, where only what presses is marked.
    var rowClass: StaticString? {
        switch self {
        case .late: "late"
        case .soon: "soon"
        case .onTime, .waiting, .done, .plain: nil
        }
    }

    var noticeClass: StaticString {
        switch self {
        case .onTime, .done: "notice ok"
        case .soon: "notice soon"
        case .late: "notice late"
        case .waiting, .plain: "notice"
        }
    }
}

/// A state in one or two words (nhãn trạng thái).
struct Tag: Component, Sendable {
    var standing: Standing
    var word: String

    init(_ standing: Standing, _ word: String) {
        self.standing = standing
        self.word = word
    }

    func write(to p: inout HTMLWriter, in page: PageContext) { p.span(word, .class(standing.tagClass)) }
}
