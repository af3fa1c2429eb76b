import HTTPTypes

/// The one table from a problem's code to how it is answered; total, so that no refusal goes unanswered.
enum ProblemTable {
    static func status(of code: ProblemCode) -> HTTPResponse.Status {
        switch code {
        case .malformed, .notUTF8, .cutOff, .tooManyFields, .jsonMalformed, .jsonTooDeep,
            .idempotencyKeyMissing, .idempotencyKeyMalformed:
            .badRequest
        case .signInNeeded, .tokenNeeded: .unauthorized
        case .forbidden, .formExpired, .crossSite, .notPermitted, .otherAgency, .secretWrong, .codeWrong:
            .forbidden
        case .notFound, .dossierNotFound, .procedureNotFound, .draftNotFound: .notFound
        case .erased, .linkUnusable: .gone
        case .methodNotAllowed: .methodNotAllowed
        case .tooSlow: .requestTimeout
        case .stalePage, .alreadySubmitted, .alreadyReceived, .notNow, .notAtThisStep, .supplementsUsedUp,
            .supplementWindowOver, .afterDue, .extensionUsed, .extensionTooLate, .consultationAnswered,
            .consultationsOpen, .deadlineRefused, .calendarYearMissing, .draftSubmitted, .draftsTooMany:
            .conflict
        case .bodyTooLarge, .formTooLarge: .contentTooLarge
        case .addressTooLong: .uriTooLong
        case .wrongMediaType: .unsupportedMediaType
        case .formInvalid, .idempotencyKeyReused, .papersMissing, .papersUnknown, .papersNotAsked, .nothingAsked,
            .extensionNotLater, .stepNotFollowing, .consultationUnknown, .nothingToCorrect, .amountNotPositive,
            .settledElsewhere, .notOnline, .limitNotPublished, .variantUnknown, .channelNotOffered, .agencyNotFound,
            .agencyDoesNotReceive, .wrongCompetence, .papersTwice, .assigneeNotAble, .consultationOwnAgency,
            .consultationAskedAlready:
            .unprocessableContent
        case .tooManyRequests: .tooManyRequests
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .failed: .internalServerError
        case .serverBusy, .unavailable, .clockWrong, .outcomeUnknown: .serviceUnavailable
        }
    }

    static func retry(of code: ProblemCode) -> Retry {
        switch code {
        case .malformed, .notUTF8, .addressTooLong, .headersTooLarge, .bodyTooLarge, .wrongMediaType, .formInvalid,
            .formTooLarge, .tooManyFields, .jsonMalformed, .jsonTooDeep, .idempotencyKeyMissing,
            .idempotencyKeyMalformed, .idempotencyKeyReused, .signInNeeded, .tokenNeeded, .formExpired, .stalePage,
            .secretWrong, .codeWrong, .papersMissing, .papersUnknown, .papersNotAsked, .nothingAsked,
            .extensionNotLater, .stepNotFollowing, .consultationUnknown, .consultationsOpen, .nothingToCorrect,
            .amountNotPositive, .papersTwice, .assigneeNotAble, .consultationOwnAgency, .consultationAskedAlready,
            .variantUnknown, .channelNotOffered, .agencyNotFound, .agencyDoesNotReceive, .wrongCompetence,
            .draftsTooMany, .outcomeUnknown:
            .onceMended
        case .notFound, .methodNotAllowed, .forbidden, .crossSite, .dossierNotFound, .alreadySubmitted,
            .alreadyReceived, .notNow, .notAtThisStep, .notPermitted, .otherAgency, .erased, .supplementsUsedUp,
            .supplementWindowOver, .afterDue, .extensionUsed, .extensionTooLate, .consultationAnswered,
            .deadlineRefused, .calendarYearMissing, .procedureNotFound, .settledElsewhere, .notOnline,
            .limitNotPublished, .linkUnusable, .draftNotFound, .draftSubmitted:
            .never
        case .cutOff, .tooSlow, .tooManyRequests, .serverBusy, .unavailable, .clockWrong, .failed: .later
        }
    }

    /// Whether sending again can help; stands in the API's problem as `retry`.
    enum Retry: String, Sendable {
        /// The answer will be the same.
        case never
        /// Mend what is named, then send again.
        case onceMended = "once-mended"
        /// The same request may be sent again, after `Retry-After` if there is one.
        case later
    }
}
