/// Why a rule said no (lý do không thực hiện được). Data only; the words are in the text files.
public enum DossierRefusal: Error, Hashable, Sendable {
    /// No such dossier, or one that cannot begin with this command.
    case notFound
    /// The stream exists already.
    case alreadySubmitted
    case alreadyReceived(DossierCode)
    /// The dossier's phase does not allow it now.
    case notNow(DossierAction, Phase)
    /// The workflow step does not allow it.
    case notAtThisStep(DossierAction, StepCode)
    /// Neither role nor place of the actor allows it.
    case notPermitted(DossierAction)
    case procedureClosed(ProcedureClosed)
    case unknownVariant(VariantCode)
    /// The case is not offered on this channel.
    case channelNotOffered(Channel)
    case unknownComponents([ComponentCode])
    case componentsMissing([ComponentCode])
    /// Papers that are named more than once.
    case componentsTwice([ComponentCode])
    /// A required value is missing or over its limit.
    case field(PersonalKey, FieldFault)
    /// A request for papers names none, or a question no agency.
    case nothingAsked
    /// Something was brought that nobody asked for.
    case notAskedFor([ComponentCode])
    case supplementsUsedUp(most: Int)
    case supplementWindowOver(until: Instant)
    /// No request for papers or payment, and no supply, moves a due date that has passed.
    case afterDue(Instant)
    case extensionUsed
    case stepNotFollowing(from: StepCode, to: StepCode)
    case wrongCompetence(AgencyCode)
    case consultationUnknown(ConsultationID)
    case consultationAnswered(ConsultationID)
    /// So many questions wait for an answer, and the time of the last of them runs until then.
    case consultationsOpen(Int, until: Instant)
    /// Another agency cannot be asked like this; the place is that of the question among those asked, from 0.
    case consultationFault(ConsultationFault, AgencyCode, question: Int)
    case nothingToCorrect
    case amountNotPositive
    case deadline(CalendarRefusal)
}

/// Why a question cannot be put to an agency (lý do không lấy ý kiến được).
public enum ConsultationFault: Hashable, Sendable {
    /// The agency settles the dossier, or works the step that asks.
    case ownAgency
    /// It has a question that it has not answered, or is named twice.
    case askedAlready
    /// It was given no working day, or more than anybody may be given.
    case workingDays(most: Int)
}

public enum FieldFault: Hashable, Sendable {
    case missing
    case tooLong(most: Int)
    case badForm
}
