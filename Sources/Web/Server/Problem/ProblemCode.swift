/// Every reason for which the server answers no, by its stable name: the same on pages and in the API.
///
/// A new one needs a case here, its line in `ProblemTable`, and three texts (`title`, `detail`, `help`) in
/// `Resources/texts/{vi,en}/problems.txt`; the compiler asks for the second and `ProblemTableTests` for the third.
/// A name is never changed once it has been out: other systems branch on it.
enum ProblemCode: String, CaseIterable, Hashable, Sendable {
    // What arrived is not a request we can read.
    case malformed = "request.malformed"
    case notUTF8 = "request.not-utf8"
    case cutOff = "request.cut-off"
    case tooSlow = "request.too-slow"
    case addressTooLong = "request.address-too-long"
    case headersTooLarge = "request.headers-too-large"
    case bodyTooLarge = "request.body-too-large"
    case wrongMediaType = "request.wrong-media-type"

    // There is nothing there to be asked, or not like this.
    case notFound = "request.not-found"
    case methodNotAllowed = "request.method-not-allowed"

    // A form or a body has a value that cannot be taken.
    case formInvalid = "form.invalid"
    case formTooLarge = "form.too-large"
    case tooManyFields = "form.too-many-fields"
    case jsonMalformed = "json.malformed"
    case jsonTooDeep = "json.too-deep"

    // Who asks may not.
    case signInNeeded = "access.sign-in-needed"
    case tokenNeeded = "access.token-needed"
    case forbidden = "access.forbidden"
    case formExpired = "access.form-expired"
    case crossSite = "access.cross-site"

    // Repeats and races.
    case idempotencyKeyMissing = "idempotency.key-missing"
    case idempotencyKeyMalformed = "idempotency.key-malformed"
    case idempotencyKeyReused = "idempotency.key-reused"
    case stalePage = "conflict.stale-page"

    // The dossier, or its procedure, does not allow it.
    case dossierNotFound = "dossier.not-found"
    case secretWrong = "dossier.secret-wrong"
    case codeWrong = "dossier.code-wrong"
    case alreadySubmitted = "dossier.already-submitted"
    case alreadyReceived = "dossier.already-received"
    case notNow = "dossier.not-now"
    case notAtThisStep = "dossier.not-at-this-step"
    case notPermitted = "dossier.not-permitted"
    /// Whoever asks works at no agency on the dossier's way.
    case otherAgency = "dossier.other-agency"
    case assigneeNotAble = "dossier.assignee-not-able"
    case erased = "dossier.erased"
    case papersMissing = "dossier.papers-missing"
    case papersTwice = "dossier.papers-twice"
    case papersUnknown = "dossier.papers-unknown"
    case papersNotAsked = "dossier.papers-not-asked"
    case nothingAsked = "dossier.nothing-asked"
    case supplementsUsedUp = "dossier.supplements-used-up"
    case supplementWindowOver = "dossier.supplement-window-over"
    case afterDue = "dossier.after-due"
    case extensionUsed = "dossier.extension-used"
    case extensionTooLate = "dossier.extension-too-late"
    case extensionNotLater = "dossier.extension-not-later"
    case stepNotFollowing = "dossier.step-not-following"
    case consultationUnknown = "dossier.consultation-unknown"
    case consultationAnswered = "dossier.consultation-answered"
    case consultationsOpen = "dossier.consultations-open"
    case consultationOwnAgency = "dossier.consultation-own-agency"
    case consultationAskedAlready = "dossier.consultation-asked-already"
    case nothingToCorrect = "dossier.nothing-to-correct"
    case amountNotPositive = "dossier.amount-not-positive"
    case deadlineRefused = "dossier.deadline-refused"
    case calendarYearMissing = "calendar.year-missing"
    case procedureNotFound = "procedure.not-found"
    case settledElsewhere = "procedure.settled-elsewhere"
    case notOnline = "procedure.not-online"
    case limitNotPublished = "procedure.limit-not-published"
    case variantUnknown = "procedure.variant-unknown"
    case channelNotOffered = "procedure.channel-not-offered"
    case agencyNotFound = "agency.not-found"
    case agencyDoesNotReceive = "agency.does-not-receive"
    case wrongCompetence = "agency.wrong-competence"

    // Links, drafts and accounts.
    case linkUnusable = "access.link-unusable"
    case draftNotFound = "draft.not-found"
    case draftSubmitted = "draft.submitted"
    case draftsTooMany = "draft.too-many"

    // Not now.
    case tooManyRequests = "limit.too-many-requests"
    case serverBusy = "server.busy"
    case unavailable = "server.unavailable"
    /// The machine's clock was set, or stands before the ledger: nothing is written until it is right.
    case clockWrong = "server.clock-wrong"
    /// Whether it was stored is not known: look before sending again.
    case outcomeUnknown = "server.outcome-unknown"
    case failed = "server.failed"
}

/// Why one field was not taken; stands in a problem's `errors` with the field's place.
enum FieldCode: String, CaseIterable, Hashable, Sendable {
    case required = "field.required"
    case tooLong = "field.too-long"
    case tooLarge = "field.too-large"
    case notUTF8 = "field.not-utf8"
    case malformed = "field.malformed"
    /// A character that is not seen and turns the direction of the text behind it.
    case hiddenCharacter = "field.hidden-character"
    case notOffered = "field.not-offered"
    case notDate = "field.not-date"
    case notNumber = "field.not-number"
    /// Another kind of JSON value than the place takes.
    case wrongType = "field.wrong-type"
    /// A member that nobody reads here: mostly a slip in its name.
    case unknown = "field.unknown"
    case outOfRange = "field.out-of-range"
    case tooMany = "field.too-many"
    /// Somebody else has it.
    case taken = "field.taken"
    case fileEmpty = "file.empty"
    case fileTooLarge = "file.too-large"
    case fileWrongKind = "file.wrong-kind"
    case filesTooMany = "file.too-many"
    case filesTooLargeTogether = "file.too-large-together"
}
