extension Variant {
    /// The paper whose place the electronic form takes online (tờ khai điện tử thay tờ khai giấy).
    ///
    /// Why: who answered the form has declared what the paper asks, and is not asked for it a second time. It is the
    /// first paper with a printed form, where the case's own form asks anything that must be answered; else nil.
    ///
    /// - Legal basis: Decree 224/2026 art. 15.1c; which paper it is, settled here.
    public var declaredOnline: ComponentCode? {
        guard form.contains(where: \.required) else { return nil }
        return components.first { $0.kind == .submit && $0.form != nil }?.code
    }

    /// True if a dossier handed in by `channel`, its form answered where that is online, lacks something without this
    /// paper (giấy tờ bắt buộc).
    public func needs(_ paper: Component, on channel: Channel) -> Bool {
        needs(paper, declared: channel == .online ? declaredOnline : nil)
    }

    /// The one rule of both: a required paper to hand in, unless it is `declared` on the form.
    fileprivate func needs(_ paper: Component, declared: ComponentCode?) -> Bool {
        paper.required && paper.kind == .submit && paper.code != declared
    }
}

extension Dossier {
    /// The paper of its case that its answers stand for; nil also where it was moved to a case with another form.
    public func declared(in variant: Variant) -> ComponentCode? {
        let own = CaseReference(procedure: procedure, variant: self.variant)
        return channel == .online && answered == own ? variant.declaredOnline : nil
    }

    /// True if it lacks something without this paper of its case (giấy tờ còn thiếu).
    public func needs(_ paper: Component, of variant: Variant) -> Bool {
        variant.needs(paper, declared: declared(in: variant))
    }
}
