public import Core

/// How the events of a dossier are stored and read back; forms of older programs are read here too, and never dropped.
public enum DossierEventForm {
    /// The form in which a change is recorded; draws 16 random bytes where something personal is sealed,
    /// and for the salt of a dossier's code or a submission's number.
    public static func stored(
        _ change: DossierChange, random: inout some RandomSource
    ) throws(CanonicalError) -> StoredForm {
        let event = change.kind.rawValue
        let personal = change.personal
        switch change {
        case .submitted(let e):
            var form = try EventCoding.form(event, e, personal, &random)
            form.body = CodeRedaction.submitted.salted(form.body, random: &random)
            return form
        case .completionAsked(let e): return try EventCoding.form(event, e, personal, &random)
        case .receptionRefused(let e): return try EventCoding.form(event, e, personal, &random)
        case .received(let e):
            var form = try EventCoding.form(event, e, personal, &random)
            form.body = CodeRedaction.received.salted(form.body, random: &random)
            return form
        case .procedureChanged(let e): return try EventCoding.form(event, e, personal, &random)
        case .assigned(let e): return try EventCoding.form(event, e, personal, &random)
        case .stepCompleted(let e): return try EventCoding.form(event, e, personal, &random)
        case .sentBack(let e): return try EventCoding.form(event, e, personal, &random)
        case .consulted(let e): return try EventCoding.form(event, e, personal, &random)
        case .consultationAnswered(let e): return try EventCoding.form(event, e, personal, &random)
        case .supplementRequested(let e): return try EventCoding.form(event, e, personal, &random)
        case .supplied(let e): return try EventCoding.form(event, e, personal, &random)
        case .paymentRequested(let e): return try EventCoding.form(event, e, personal, &random)
        case .paymentConfirmed(let e): return try EventCoding.form(event, e, personal, &random)
        case .extended(let e): return try EventCoding.form(event, e, personal, &random)
        case .apologised(let e): return try EventCoding.form(event, e, personal, &random)
        case .refused(let e): return try EventCoding.form(event, e, personal, &random)
        case .stopped(let e): return try EventCoding.form(event, e, personal, &random)
        case .withdrawn(let e): return try EventCoding.form(event, e, personal, &random)
        case .settled(let e): return try EventCoding.form(event, e, personal, &random)
        case .resultReturned(let e): return try EventCoding.form(event, e, personal, &random)
        case .corrected(let e): return try EventCoding.form(event, e, personal, &random)
        case .receptionVoided(let e): return try EventCoding.form(event, e, personal, &random)
        case .secretRenewed(let e): return try EventCoding.form(event, e, personal, &random)
        }
    }

    /// Reads a change back; without its personal part where the key is gone.
    public static func change(_ form: StoredForm) throws(EventFormError) -> DossierChange {
        guard let kind = DossierChangeKind(rawValue: form.event) else { throw .unknownEvent(form.event) }
        var change = try bare(kind, form)
        if let personal = try EventCoding.personal(form) { change.personal = personal }
        return change
    }

    private static func bare(
        _ kind: DossierChangeKind, _ form: StoredForm
    ) throws(EventFormError) -> DossierChange {
        switch kind {
        case .submitted:
            var plain = form
            plain.body = CodeRedaction.submitted.plain(form.body)
            return .submitted(try EventCoding.payload(Submitted.self, plain))
        case .completionAsked: return .completionAsked(try EventCoding.payload(PapersWanted.self, form))
        case .receptionRefused: return .receptionRefused(try EventCoding.payload(Reasoned.self, form))
        case .received:
            var plain = form
            plain.body = CodeRedaction.received.plain(form.body)
            return .received(try EventCoding.payload(Received.self, plain))
        case .procedureChanged: return .procedureChanged(try EventCoding.payload(ProcedureChanged.self, form))
        case .assigned: return .assigned(try EventCoding.payload(Assigned.self, form))
        case .stepCompleted: return .stepCompleted(try EventCoding.payload(StepEntered.self, form))
        case .sentBack: return .sentBack(try EventCoding.payload(StepEntered.self, form))
        case .consulted: return .consulted(try EventCoding.payload(Consulted.self, form))
        case .consultationAnswered:
            return .consultationAnswered(try EventCoding.payload(ConsultationAnswered.self, form))
        case .supplementRequested: return .supplementRequested(try EventCoding.payload(PapersWanted.self, form))
        case .supplied: return .supplied(try EventCoding.payload(Supplied.self, form))
        case .paymentRequested: return .paymentRequested(try EventCoding.payload(PaymentRequested.self, form))
        case .paymentConfirmed: return .paymentConfirmed(try EventCoding.payload(PaymentConfirmed.self, form))
        case .extended: return .extended(try EventCoding.payload(Extended.self, form))
        case .apologised: return .apologised(try EventCoding.payload(Reasoned.self, form))
        case .refused: return .refused(try EventCoding.payload(Reasoned.self, form))
        case .stopped: return .stopped(try EventCoding.payload(Reasoned.self, form))
        case .withdrawn: return .withdrawn(try EventCoding.payload(Reasoned.self, form))
        case .settled: return .settled(try EventCoding.payload(Settled.self, form))
        case .resultReturned: return .resultReturned(try EventCoding.payload(ResultReturned.self, form))
        case .corrected: return .corrected(try EventCoding.payload(Corrected.self, form))
        case .receptionVoided: return .receptionVoided(try EventCoding.payload(Reasoned.self, form))
        case .secretRenewed: return .secretRenewed(try EventCoding.payload(SecretRenewed.self, form))
        }
    }
}
