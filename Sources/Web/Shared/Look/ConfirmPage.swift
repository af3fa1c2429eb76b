import HTML

/// Asks once more before something that is hard to take back (trang xác nhận).
struct ConfirmPage: Component, Sendable {
    var title: String
    /// What will happen, to whom, and what can no longer be done after it.
    var explanation: [String]
    var facts: [SummaryList.Row] = []
    /// Says the action itself: "Rút hồ sơ", never "Đồng ý".
    var confirm: String
    var isDangerous = false
    var action: SafeURL
    var back: SafeURL
    /// Hidden values that the action needs, such as the version that the reader saw.
    var values: [(name: String, value: String)] = []
    /// Questions asked together with it, such as a reason.
    var fields: [Field] = []
    /// Keeps what is typed, as in ``HTMLWriter/postForm(to:in:hasFiles:isMain:draft:autosave:content:)``.
    var draft: String?

    func write(to p: inout HTMLWriter, in page: PageContext) {
        let errors = fields.compactMap { field in
            field.error.map { FieldError(fieldID: field.id, message: $0) }
        }
        p.div(.class("measure")) { p in
            p.put(BackLink(target: back), in: page)
            p.put(ErrorSummary(errors: errors), in: page)
            p.h1(title)
            for line in explanation { p.p(line) }
            if !facts.isEmpty { p.div(.class("card")) { $0.put(SummaryList(rows: facts), in: page) } }
            writeForm(to: &p, in: page)
        }
    }

    private func writeForm(to p: inout HTMLWriter, in page: PageContext) {
        p.postForm(to: action, in: page, isMain: true, draft: draft) { p in
            for value in values { p.input(.type(.hidden), .name(value.name), .value(value.value)) }
            for field in fields { p.put(field, in: page) }
            p.actions { p in
                p.put(Button(words: confirm, weight: isDangerous ? .danger : .primary), in: page)
                p.a(.href(back)) { $0.text(page.text("form.cancel")) }
            }
        }
    }
}
