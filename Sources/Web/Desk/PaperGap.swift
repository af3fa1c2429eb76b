import Core
import HTML

/// What is said of a paper of which nothing came: lacking, declared on the electronic form, or not handed in.
struct PaperGap: Component {
    let paper: Core.Component
    let variant: Variant?
    let dossier: Dossier
    /// Whose words: `desk` or `counter`.
    let place: String

    func write(to p: inout HTMLWriter, in page: PageContext) {
        if let variant, dossier.needs(paper, of: variant) {
            p.put(Tag(.late, page.text(TextKey("\(place).papers.missing"))), in: page)
        } else if let variant, dossier.declared(in: variant) == paper.code {
            p.put(Tag(.done, page.text("papers.declared")), in: page)
        } else {
            p.put(Tag(.plain, page.text(TextKey("\(place).papers.not"))), in: page)
        }
    }
}
