/// Whoever asks (người truy cập), and how they want to be answered.
struct Visitor: Sendable {
    var reference: Reference
    var address: ClientAddress
    /// The language to answer in: chosen, else wished for by the browser, else Vietnamese.
    var language: Language
    var display: DisplaySettings
    /// Nil for a visitor without account.
    var identity: Identity?
    var forms: FormProtection

    /// The hidden field that every form of a page must hold, under `FormKey.field`.
    var formToken: String { forms.token }
}
