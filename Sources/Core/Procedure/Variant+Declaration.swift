extension Variant {
    /// The paper whose place the electronic form takes online (tờ khai điện tử thay tờ khai giấy).
    ///
    /// Why: who answered the form has declared what the paper asks, and is not asked for it a second time. It is the
    /// first paper with a printed form, where the case's own form asks anything that must be answered; else nil.
    ///
    /// - Legal basis: Decree 61/2018 (interactive electronic forms), recalled.
    public var declaredOnline: ComponentCode? {
        guard form.contains(where: \.required) else { return nil }
        return components.first { $0.kind == .submit && $0.form != nil }?.code
    }

    /// True if a dossier handed in by `channel` lacks something without this paper (giấy tờ bắt buộc).
    public func needs(_ paper: Component, on channel: Channel) -> Bool {
        paper.required && paper.kind == .submit && !(channel == .online && paper.code == declaredOnline)
    }
}
