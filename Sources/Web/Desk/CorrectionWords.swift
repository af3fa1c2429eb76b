import Core

/// What a correction changed, both texts beside each other (nội dung đính chính): `Họ và tên: “A” thành “B”.`
struct CorrectionWords {
    let page: PageContext
    var masksNumber = false

    /// Nil for any other event, and where the person was erased.
    func words(_ change: DossierChange) -> String? {
        guard case .corrected(let corrected) = change, let personal = corrected.personal else { return nil }
        return corrected.fields.map { key in
            page.text(
                "desk.corrected",
                [
                    "what": .text(name(key)), "old": .text(shown(PersonalKey("old." + key.text), personal, key)),
                    "new": .text(shown(key, personal, key)),
                ])
        }.joined(separator: " ")
    }

    private func name(_ key: PersonalKey) -> String {
        let text = TextKey("desk.corrected.\(key.text)")
        return page.texts.has(text) ? page.text(text) : key.text
    }

    private func shown(_ key: PersonalKey, _ personal: Personal, _ field: PersonalKey) -> String {
        guard let value = personal[key] else { return "–" }
        let isNumber = field == .submitterNumber || field == .ownerNumber
        return masksNumber && isNumber ? PersonalNumber(typed: value).masked : value
    }
}
