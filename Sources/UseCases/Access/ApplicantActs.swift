public import Core
public import Store

/// Whoever proved a dossier theirs by its secret; the same for one dossier, so that repeats are known as such.
public enum ApplicantActor {
    public static func of(_ stream: DossierID, _ office: Office) -> Actor {
        let stamp = office.sealer.stamp(Array(stream.text.utf8), purpose: "applicant of a dossier")
        let province = office.catalogue.province?.code ?? "H21"
        return Actor(
            id: ActorID(hexadecimal(stamp.prefix(16))), assignments: [Assignment(role: .applicant, agency: province)])
    }
}

/// What applicants do to their own dossiers, each act confirmed by a one-time code (việc của người nộp hồ sơ).
public enum ApplicantActs {
    /// What an applicant's one-time code is for; nil for what no applicant does.
    public static func purpose(of action: DossierAction) -> CodePurpose? {
        switch action {
        case .supply: .supplement
        case .withdraw: .withdraw
        case .returnResult: .fetch
        case .submit, .askCompletion, .refuseReception, .receive, .changeProcedure, .assign, .completeStep, .sendBack,
            .consult, .answerConsultation, .requestSupplement, .requestPayment, .confirmPayment, .extend, .apologise,
            .refuse, .stop, .settle, .correct, .voidReception, .renewSecret:
            nil
        }
    }

    public enum Outcome<Value: Sendable>: Sendable {
        case done(Value)
        /// Counted, so it is no error that would undo the count.
        case codeRefused(OneTimeCodes.Check)
    }

    /// Checks the code and does the act, in one transaction: whatever refuses the act gives the code back.
    ///
    /// - Parameter isRepeat: true if this very act was done before; it is then answered again and needs no second code.
    public static func confirmed<Value>(
        by typed: String, _ purpose: CodePurpose, on dossier: DossierID, isRepeat: Bool, sealer: any Sealer,
        now: Instant, random: inout some RandomSource, in sql: any SQLConnection, _ act: () throws -> Value
    ) throws -> Outcome<Value> {
        if !isRepeat {
            let check = try OneTimeCodes.check(
                typed, for: dossier, purpose, sealer: sealer, now: now, random: &random, in: sql)
            guard check == .right else { return .codeRefused(check) }
        }
        return .done(try act())
    }

    /// One intent on one version of a dossier, so that a second click is known as the first one's repeat.
    public static func command(_ purpose: CodePurpose, on dossier: DossierID, seen: Int, _ sealer: any Sealer)
        -> CommandID
    {
        let stamp = sealer.stamp("\(dossier) \(seen) \(purpose.rawValue)", purpose: "act of an applicant")
        return CommandID(hexadecimal(stamp.prefix(16)))
    }

    /// The holder of what an applicant has prepared for a dossier and not confirmed yet, as `Drafts` knows visitors.
    ///
    /// Bound to the dossier and its secret, not to a browser: it is found again on any device.
    public static func visitor(of dossier: DossierID, generation: Int, _ sealer: any Sealer) -> String {
        hexadecimal(sealer.stamp("\(dossier) \(generation)", purpose: "draft of an applicant"))
    }
}
