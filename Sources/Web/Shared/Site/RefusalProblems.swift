import Core
import Store
import UseCases

/// The one place where a refusal of the layers below becomes an answer (từ chối thành câu trả lời).
///
/// Total over every refusal a page or the API can meet; the texts stand in `problems.txt`.
enum RefusalProblems {
    /// Nil for what is no refusal: a failure of ours, which is logged and answered as such.
    static func problem(for error: any Error) -> Problem? {
        switch error {
        case let problem as Problem: problem
        case let refusal as UseCaseRefusal: problem(refusal)
        case let refusal as DossierRefusal: problem(refusal)
        case let refusal as AccessRefusal: AccessProblems.problem(refusal)
        case let refusal as OfficeRefusal: problem(refusal)
        case is ClockFault: Problem(.clockWrong, retryAfterSeconds: 60)
        case let failure as StoreError: problem(failure)
        default: nil
        }
    }

    private static func problem(_ refusal: UseCaseRefusal) -> Problem? {
        switch refusal {
        case .rule(let rule): problem(rule)
        case .dossierNotFound: Problem(.dossierNotFound)
        case .stale: Problem(.stalePage)
        case .procedureNotFound(let code): Problem(.procedureNotFound, ["code": code.text])
        case .agencyNotFound(let code, let place):
            Problem(.agencyNotFound, ["code": code.text], fields: [FieldProblem(place, .notOffered)])
        case .assigneeNotAble: .field("assignee", .notOffered, in: .assigneeNotAble)
        case .agencyDoesNotReceive(let code): Problem(.agencyDoesNotReceive, ["code": code.text])
        case .erased: Problem(.erased)
        }
    }

    private static func problem(_ refusal: OfficeRefusal) -> Problem {
        switch refusal {
        case .notPermitted: Problem(.forbidden)
        }
    }

    private static func problem(_ refusal: DossierRefusal) -> Problem? {
        switch refusal {
        case .notFound: Problem(.dossierNotFound)
        case .alreadySubmitted: Problem(.alreadySubmitted)
        case .alreadyReceived(let code): Problem(.alreadyReceived, ["code": code.text])
        case .notNow: Problem(.notNow)
        case .notAtThisStep(_, let step): Problem(.notAtThisStep, ["step": step.text])
        case .notPermitted: Problem(.notPermitted)
        case .procedureClosed(.settledByMinistry): Problem(.settledElsewhere)
        case .procedureClosed(.notOnline): Problem(.notOnline)
        case .procedureClosed(.limitNotPublished): Problem(.limitNotPublished)
        case .unknownVariant(let code): Problem(.variantUnknown, ["code": code.text])
        case .channelNotOffered: Problem(.channelNotOffered)
        case .unknownComponents(let papers): Problem(.papersUnknown, named(papers))
        case .componentsMissing(let papers): Problem(.papersMissing, named(papers))
        case .componentsTwice(let papers): Problem(.papersTwice, named(papers))
        // The one value that a command of the API has under another name.
        case .field(.resultAddress, let fault): .field("resultAddress", fault)
        case .field(let key, let fault): .field(key.text, fault)
        case .nothingAsked: Problem(.nothingAsked)
        case .notAskedFor(let papers): Problem(.papersNotAsked, named(papers))
        case .supplementsUsedUp(let most): Problem(.supplementsUsedUp, ["most": String(most)])
        case .supplementWindowOver(let until): Problem(.supplementWindowOver, ["until": moment(until)])
        case .afterDue(let due): Problem(.afterDue, ["until": moment(due)])
        case .extensionUsed: Problem(.extensionUsed)
        case .stepNotFollowing(_, let step): Problem(.stepNotFollowing, ["step": step.text])
        case .wrongCompetence(let agency):
            Problem(
                .wrongCompetence, ["code": agency.text], fields: [FieldProblem("places.competent", .notOffered)])
        case .consultationUnknown: Problem(.consultationUnknown)
        case .consultationAnswered: Problem(.consultationAnswered)
        case .consultationsOpen(let count, let until):
            Problem(.consultationsOpen, ["count": String(count), "until": moment(until)])
        case .consultationFault(let fault, let agency, let place): problem(fault, agency, "questions.\(place)")
        case .nothingToCorrect: Problem(.nothingToCorrect)
        case .amountNotPositive: Problem(.amountNotPositive)
        case .deadline(let refusal): problem(refusal)
        }
    }

    private static func problem(_ fault: ConsultationFault, _ agency: AgencyCode, _ question: String) -> Problem {
        func asked(_ code: ProblemCode, _ field: FieldCode) -> Problem {
            Problem(code, ["code": agency.text], fields: [FieldProblem("\(question).agency", field)])
        }
        switch fault {
        case .ownAgency: return asked(.consultationOwnAgency, .notOffered)
        case .askedAlready: return asked(.consultationAskedAlready, .taken)
        case .workingDays(let most):
            return .field("\(question).workingDays", .outOfRange, ["least": "1", "most": String(most)])
        }
    }

    /// Nil where the calendar or a setting of the office is wrong: nobody who sends a form can mend that.
    private static func problem(_ refusal: CalendarRefusal) -> Problem? {
        switch refusal {
        case .yearOutside(let year, _): Problem(.calendarYearMissing, ["year": String(year)])
        case .duePassed(let due): Problem(.afterDue, ["until": moment(due)])
        case .extensionTooLate(let due): Problem(.extensionTooLate, ["until": moment(due)])
        case .extensionNotLater(let than): Problem(.extensionNotLater, ["until": moment(than)])
        case .completedBeforeRequest, .requestedBeforeStart: Problem(.deadlineRefused)
        case .badYears, .badHours, .duplicateDay, .swapWithoutPair, .closureReversed, .badSetting, .badLimit: nil
        }
    }

    /// Nil for what only whoever keeps the installation can mend; the log names it.
    private static func problem(_ failure: StoreError) -> Problem? {
        switch failure.code {
        case .busy: Problem(.serverBusy, retryAfterSeconds: 1)
        case .undone: Problem(.serverBusy, retryAfterSeconds: 1)
        case .unreachable, .closed, .heldElsewhere: Problem(.unavailable, retryAfterSeconds: 5)
        case .diskFull, .disk, .readOnly: Problem(.unavailable, retryAfterSeconds: 30)
        case .versionConflict: Problem(.stalePage)
        case .commitUnknown: Problem(.outcomeUnknown, retryAfterSeconds: 5)
        case .keyDestroyed: Problem(.erased)
        case .duplicate, .constraint, .immutable, .corrupt, .notDurable, .newerDatabase, .olderDatabase,
            .changedMigration, .keyMissing, .wrongMasterKey, .fileMissing, .statement:
            nil
        }
    }

    private static func named(_ papers: [ComponentCode]) -> [String: String] {
        ["papers": papers.isEmpty ? "–" : papers.map(\.text).joined(separator: ", ")]
    }

    /// `17:00, 25/11/2026`: read the same in both languages.
    private static func moment(_ instant: Instant) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let (year, month, day) = instant.date.parts
        let minute = instant.minuteOfDay
        return "\(two(minute / 60)):\(two(minute % 60)), \(two(day))/\(two(month))/\(year)"
    }
}

extension Problem {
    /// A value that a rule found missing, too long or of a wrong form.
    static func field(_ name: String, _ fault: FieldFault) -> Problem {
        switch fault {
        case .missing: .field(name, .required)
        case .tooLong(let most): .field(name, .tooLong, ["most": String(most)])
        case .badForm: .field(name, .malformed)
        }
    }
}
