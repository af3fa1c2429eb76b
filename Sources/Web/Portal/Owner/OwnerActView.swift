import Core
import HTML
import Store
import UseCases

/// The first page of an applicant's act: what is asked or what will follow, with the answers that it takes.
struct OwnerActView {
    /// Characters of a word to the office.
    static let wordsMost = 1_000

    let page: PageContext
    let opened: OwnerCase
    let act: OwnerAct
    var draft: Draft?
    var errors: [FieldError] = []
    /// What the draft takes over.
    private(set) var changes: [String: String] = [:]
    /// Typed, and not taken because it is too long.
    private var rejected: String?

    init(page: PageContext, opened: OwnerCase, act: OwnerAct, draft: Draft?) {
        self.page = page
        self.opened = opened
        self.act = act
        self.draft = draft
    }

    /// The words of this act, by their name in the form and in the draft.
    private var wordsField: String? {
        switch act {
        case .supplement: OwnerField.note
        case .withdraw: OwnerField.reason
        case .fetch: nil
        }
    }

    mutating func read(_ form: Form) {
        readWords(form)
        errors += form.fields.untold(errors, page.texts)
    }

    private mutating func readWords(_ form: Form) {
        guard let name = wordsField, form[name] != nil else { return }
        do {
            changes[name] = try form.fields.optional(name, most: OwnerActView.wordsMost) ?? ""
        } catch {
            rejected = form[name]
            errors += error.fields.map { problem in
                let named = problem.values.merging(["field": page.text(act.text("words"))]) { given, _ in given }
                return FieldError(fieldID: name, message: page.texts.filled(TextKey(problem.code.rawValue), named))
            }
        }
    }

    /// What must still be there before the act can be confirmed.
    static func missing(
        _ opened: OwnerCase, _ act: OwnerAct, _ draft: Draft?, _ page: PageContext, besides known: [FieldError]
    ) -> [FieldError] {
        guard act == .supplement else { return [] }
        let wanted = opened.dossier.papersWanted
        var errors = wanted.filter { paper in !(draft?.files.contains { $0.component == paper } ?? false) }
            .map { paper in
                FieldError(
                    fieldID: OwnerField.files(paper),
                    message: page.text("act.bo-sung.missing", ["paper": .text(opened.name(of: paper))]))
            }
        if wanted.isEmpty, draft?.values[OwnerField.note] == nil {
            errors.append(FieldError(fieldID: OwnerField.note, message: page.text("act.bo-sung.wordsMissing")))
        }
        return errors.filter { error in !known.contains { $0.fieldID == error.fieldID } }
    }

    func html() -> [UInt8] {
        OwnerFrame(page: page, opened: opened, title: page.text(act.text("title")), errors: errors).written { p in
            guard opened.pages.office.codes.isOpen else { return closed(&p) }
            switch act {
            case .supplement: supplement(&p)
            case .withdraw: withdraw(&p)
            case .fetch: if opened.grant.mayFetch { files(&p) } else { fetch(&p) }
            }
        }
    }

    /// No code can reach anybody yet: the counter does it.
    private func closed(_ p: inout HTMLWriter) {
        p.put(
            Notice(
                standing: .soon, title: page.text("act.closed.title"),
                lines: [page.text("act.closed.detail", ["place": .text(opened.agency(opened.dossier.places.intake))])]),
            in: page)
        if let telephone = opened.pages.catalogue.province?.phone {
            p.p { p in
                p.text(page.text("access.telephone") + " ")
                p.a(telephone, .href(SafeURL.telephone(telephone)))
            }
        }
    }

    // MARK: - The three acts

    private func supplement(_ p: inout HTMLWriter) {
        p.put(OwnerRequest(opened: opened), in: page)
        p.p(page.text(TextKey("act.bo-sung.clock.\(clock)")))
        p.postForm(to: opened.path(act), in: page, hasFiles: true, isMain: true) { p in
            for paper in opened.dossier.papersWanted { self.paper(&p, paper) }
            words(&p, need: opened.dossier.papersWanted.isEmpty ? .required : .optional)
            p.actions { p in
                p.put(Button(words: page.text("apply.next")), in: page)
                if !opened.dossier.papersWanted.isEmpty {
                    p.put(
                        Button(
                            words: page.text("apply.papers.attach"), weight: .second, name: OwnerField.wish,
                            value: OwnerField.attach), in: page)
                }
            }
        }
    }

    /// What the answer does to the time limit.
    private var clock: String {
        opened.dossier.clock == nil ? "before" : opened.procedure.supplement.effect.rawValue
    }

    private func paper(_ p: inout HTMLWriter, _ paper: ComponentCode) {
        let name = OwnerField.files(paper)
        let faults = errors.filter { $0.fieldID == name }.map(\.message)
        p.div(.class("card")) { p in
            p.put(
                Field(
                    kind: .file(accept: ApplyPapersPage.accept, isMultiple: true), name: name,
                    label: opened.name(of: paper), hint: page.text("apply.papers.hint"),
                    error: faults.isEmpty ? nil : faults.joined(separator: " ")), in: page)
            let files = (draft?.files ?? []).filter { $0.component == paper }
            if !files.isEmpty { p.put(UploadedFiles(files: files), in: page) }
        }
    }

    private func withdraw(_ p: inout HTMLWriter) {
        p.p(page.text("act.rut.lead"), .class("lead"))
        p.ul { p in
            p.li(page.text("act.rut.stops"))
            p.li(page.text("act.rut.again"))
            p.li(page.text("act.rut.fee"))
        }
        p.postForm(to: opened.path(act), in: page, isMain: true) { p in
            words(&p, need: .optional)
            p.actions { p in
                p.put(Button(words: page.text("apply.next")), in: page)
                p.a(.href(opened.path)) { $0.text(page.text("act.rut.keep")) }
            }
        }
    }

    private func fetch(_ p: inout HTMLWriter) {
        p.p(page.text(opened.wasFetched ? "act.ket-qua.again" : "act.ket-qua.lead"), .class("lead"))
        p.postForm(to: opened.path(act), in: page, isMain: true) { p in
            p.actions { p in p.put(Button(words: page.text("apply.next")), in: page) }
        }
    }

    private func files(_ p: inout HTMLWriter) {
        p.p(page.text("act.ket-qua.open"), .class("lead"))
        if let number = opened.dossier.outcome?.resultNumber {
            p.put(SummaryList(rows: [SummaryList.Row(page.text("act.ket-qua.number"), number)]), in: page)
        }
        p.ul { p in
            for (index, file) in (opened.dossier.outcome?.files ?? []).enumerated() {
                p.li { p in
                    p.a(.href(Path.ownerFile(opened.number, file.file))) { p in
                        p.text(OwnerFileReply.shown(file, at: index, opened, page))
                    }
                }
            }
        }
        p.p(page.text("act.ket-qua.shared"), .class("hint"))
    }

    private func words(_ p: inout HTMLWriter, need: Field.Need) {
        guard let name = wordsField else { return }
        p.put(
            Field(
                kind: .longText(rows: 4), name: name, label: page.text(act.text("words")),
                hint: page.text(act.text("words.hint")), error: errors.first { $0.fieldID == name }?.message,
                need: need, value: rejected ?? draft?.values[name] ?? "", maxLength: OwnerActView.wordsMost), in: page)
    }
}
