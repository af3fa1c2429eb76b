/// Why a rule said no (lý do không thực hiện được). Data only; the words are in the text files.
public enum DossierRefusal: Error, Hashable, Sendable {
    /// No such dossier, or one that cannot begin with this command.
    case notFound
    /// The stream exists already.
    case alreadySubmitted
    /// A second reception would start the clock again; the code is the one it has.
    case alreadyReceived(DossierCode)
    /// The dossier's phase does not allow it now.
    case notNow(DossierAction, Phase)
    /// The workflow step does not allow it.
    case notAtThisStep(DossierAction, StepCode)
    /// Neither role nor place of the actor allows it.
    case notPermitted(DossierAction)
    /// Nothing is taken in for the procedure, here or on this channel.
    case procedureClosed(ProcedureClosed)
    /// The procedure has no such case (trường hợp).
    case unknownVariant(VariantCode)
    /// The case is not offered on this channel.
    case channelNotOffered(Channel)
    /// Papers that the case does not know; none is named where there are more papers, or files of one, than
    /// `RuleSettings.itemsMost`.
    case unknownComponents([ComponentCode])
    /// Papers that must be there and did not come: the required ones at reception, those asked for at a supply.
    case componentsMissing([ComponentCode])
    /// Papers that are named more than once.
    case componentsTwice([ComponentCode])
    /// A required value is missing or over its limit.
    case field(PersonalKey, FieldFault)
    /// A request for papers names none; or a consultation names no agency, or more than `RuleSettings.itemsMost`.
    case nothingAsked
    /// Something was brought that nobody asked for.
    case notAskedFor([ComponentCode])
    /// Papers were asked for during appraisal as often as the procedure allows.
    case supplementsUsedUp(most: Int)
    /// The time for asking is over, and the procedure allows no later request or its basis was not named.
    case supplementWindowOver(until: Instant)
    /// No request for papers or payment, and no supply, moves a due date that has passed.
    case afterDue(Instant)
    /// A new date may be set once (Decree 61/2018 art. 19.9).
    case extensionUsed
    /// No way of the workflow goes from the one step to the other; for giving back, none goes the other way round.
    case stepNotFollowing(from: StepCode, to: StepCode)
    /// The agency may not settle this procedure.
    case wrongCompetence(AgencyCode)
    /// No such question was put about this dossier.
    case consultationUnknown(ConsultationID)
    /// An opinion is given once.
    case consultationAnswered(ConsultationID)
    /// So many questions wait for an answer, and the time of the last of them runs until then.
    case consultationsOpen(Int, until: Instant)
    /// Another agency cannot be asked like this; the place is that of the question among those asked, from 0.
    case consultationFault(ConsultationFault, AgencyCode, question: Int)
    /// No value differs from what stands there; or the procedure and case to change to are those it has.
    case nothingToCorrect
    /// A payment of nothing or less is asked for, or a fee below zero charged.
    case amountNotPositive
    /// The calendar or the clock does not give the date that was needed.
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

/// What is wrong with one value (lỗi của một ô): the page marks the field with it.
public enum FieldFault: Hashable, Sendable {
    /// Empty, or white space alone.
    case missing
    /// More characters than this; for what is counted, such as files, more of them.
    case tooLong(most: Int)
    /// No value of its kind, or a key that is none of the fields.
    case badForm
}
