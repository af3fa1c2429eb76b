public import Core

extension Catalogue {
    /// Why nobody can hand in a dossier for a procedure here (thủ tục chưa nhận hồ sơ), or nil.
    ///
    /// Why the catalogue and not the version: a limit that is a demonstration value may be shown anywhere, yet only the
    /// demonstration may promise a date by it; a real office closes the procedure until its own limit is published.
    public func closed(_ procedure: ProcedureVersion, to channel: Channel) -> ProcedureClosed? {
        let closed = procedure.closed(to: channel)
        if closed == .settledByMinistry { return closed }
        if procedure.demonstration.contains(.limit), province?.demonstration != true { return .limitNotPublished }
        return closed
    }
}
