public import Core

/// How the office's own decisions are stored and read back.
public enum OfficeEventForm {
    /// The stored form of a decision; of an officer, name and title go apart to be sealed, with a digest in the body.
    ///
    /// Throws `CanonicalError` for what canonical JSON cannot hold, such as a number past ±(2^53 - 1).
    public static func stored(
        _ change: OfficeChange, random: inout some RandomSource
    ) throws(CanonicalError) -> StoredForm {
        let event = change.kind.rawValue
        switch change {
        case .provinceFounded(let province): return try EventCoding.form(event, province, nil, &random)
        case .agencyEntered(let agency): return try EventCoding.form(event, agency, nil, &random)
        case .sectorEntered(let sector): return try EventCoding.form(event, sector, nil, &random)
        case .procedurePublished(let version): return try EventCoding.form(event, version, nil, &random)
        case .procedureWithdrawn(let code): return try EventCoding.form(event, Withdrawn(procedure: code), nil, &random)
        case .calendarPublished(let facts): return try EventCoding.form(event, facts, nil, &random)
        case .officerAppointed(let officer): return try EventCoding.form(event, officer, officer.personal, &random)
        case .logKeyChanged(let change): return try EventCoding.form(event, change, nil, &random)
        case .personErased(let erased): return try EventCoding.form(event, erased, nil, &random)
        }
    }

    /// Reads a decision back; what was sealed and is no longer there comes back as nil.
    ///
    /// Throws `.unknownEvent` for one of a newer program, `.unreadable` for a body or a sealed part of another shape.
    public static func change(_ form: StoredForm) throws(EventFormError) -> OfficeChange {
        guard let kind = OfficeChangeKind(rawValue: form.event) else { throw .unknownEvent(form.event) }
        switch kind {
        case .provinceFounded: return .provinceFounded(try EventCoding.payload(Province.self, form))
        case .agencyEntered: return .agencyEntered(try EventCoding.payload(Agency.self, form))
        case .sectorEntered: return .sectorEntered(try EventCoding.payload(Sector.self, form))
        case .procedurePublished: return .procedurePublished(try EventCoding.payload(ProcedureVersion.self, form))
        case .procedureWithdrawn:
            return .procedureWithdrawn(try EventCoding.payload(Withdrawn.self, form).procedure)
        case .calendarPublished: return .calendarPublished(try EventCoding.payload(CalendarFacts.self, form))
        case .officerAppointed:
            var officer = try EventCoding.payload(Officer.self, form)
            officer.personal = try EventCoding.personal(form)
            return .officerAppointed(officer)
        case .logKeyChanged: return .logKeyChanged(try EventCoding.payload(LogKeyChange.self, form))
        case .personErased: return .personErased(try EventCoding.payload(ErasedPerson.self, form))
        }
    }
}

/// The stored form of a withdrawal: an object, so that it can gain fields.
private struct Withdrawn: Codable {
    var procedure: ProcedureCode
}
