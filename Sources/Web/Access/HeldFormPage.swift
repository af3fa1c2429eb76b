import Core
import HTML
import UseCases

/// A form that was sent after its session had ended, offered again word for word (biểu mẫu được giữ lại).
struct HeldFormPage {
    static let discardField = "discard"

    let form: HeldForm

    func html(_ page: PageContext) -> [UInt8] {
        Page(title: page.text("access.held.title"), in: page, hidesSearch: true, isPrivate: true).written { p in
            p.h1(page.text("access.held.title"))
            p.p(page.text("access.held.lead", ["at": .text(page.moment(form.kept))]), .class("lead"))
            p.put(TypedWords(form.fields.map { ($0.name, $0.value) }), in: page)
            p.postForm(to: HeldTarget(path: form.path), in: page, isMain: true) { p in
                for field in form.fields { p.input(.type(.hidden), .name(field.name), .value(field.value)) }
                p.actions { p in p.put(Button(words: page.text("access.held.send")), in: page) }
            }
            p.postForm(to: Path.signIn, in: page) { p in
                p.input(.type(.hidden), .name(HeldFormPage.discardField), .value(form.id.text))
                p.actions { p in p.put(Button(words: page.text("access.held.discard"), weight: .second), in: page) }
            }
        }.bytes
    }
}

/// Where a held form is sent again: a path of ours, checked when it was kept.
private struct HeldTarget: PageURL {
    let path: ReturnPath

    var url: SafeURL { SafeURL.path(checking: LocalTarget.checked(path.text)) ?? Path.home.url }
}
