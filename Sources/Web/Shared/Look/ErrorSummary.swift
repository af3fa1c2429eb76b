import HTML

/// One thing to mend in a form.
struct FieldError: Sendable, Hashable {
    /// Id of the field, to which the line leads.
    var fieldID: String
    var message: String
}

/// What must be mended, at the top of a form as a list of links (danh sách lỗi); nothing where there is nothing.
struct ErrorSummary: Component, Sendable {
    var errors: [FieldError]

    func write(to p: inout HTMLWriter, in page: PageContext) {
        guard !errors.isEmpty else { return }
        p.div(
            .class("notice errors"), .role(.alert), .tabIndex(-1), .data("focus"),
            .ariaLabelledBy("errors-title")
        ) { p in
            p.h2(page.text("form.errors", ["count": .number(errors.count)]), .id("errors-title"))
            p.ul { p in
                for error in errors {
                    p.li { p in p.a(.href(SafeURL.element(error.fieldID))) { $0.text(error.message) } }
                }
            }
        }
    }
}
