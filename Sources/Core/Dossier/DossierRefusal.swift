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
    /// A required value is missing or over its limit.
    case field(PersonalKey, FieldFault)
    /// A request for papers names none.
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
    case consultationsOpen(Int)
    case nothingToCorrect
    case amountNotPositive
    case deadline(CalendarRefusal)
}

public enum FieldFault: Hashable, Sendable {
    case missing
    case tooLong(most: Int)
    case badForm
}
