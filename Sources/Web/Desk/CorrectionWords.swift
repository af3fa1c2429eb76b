import Core

/// What a correction changed, both texts beside each other (nội dung đính chính): `Họ và tên: “A” thành “B”.`
struct CorrectionWords {
    let page: PageContext
    /// What the procedure's form asks, to name the answers that were put right.
    let form: [FormField]

    /// Nil for any other event, and where the person was erased or is hidden.
    func words(_ change: DossierChange) -> String? {
        guard case .corrected(let corrected) = change, let personal = corrected.personal else { return nil }
        return corrected.fields.map { key in
            page.text(
                "desk.corrected",
                [
                    "what": .text(name(key)), "old": .text(personal[PersonalKey("old." + key.text)] ?? "–"),
                    "new": .text(personal[key] ?? "–"),
                ])
        }.joined(separator: " ")
    }

    private func name(_ key: PersonalKey) -> String {
        if let field = form.first(where: { PersonalKey.answer($0.key.text) == key }) { return field.label }
        let text = TextKey("desk.corrected.\(key.text)")
        return page.texts.has(text) ? page.text(text) : key.text
    }
}
