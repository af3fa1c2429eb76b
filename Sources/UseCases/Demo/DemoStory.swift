import Core

/// A dossier of the living set that is told by hand (hồ sơ mẫu kể sẵn): what chance may leave out, or never draws.
///
/// Its moments are counted back from the demonstration's now, in working days, so that none ever lies after it.
struct DemoStory: Sendable {
    /// What the dossier is there to show; its words in `words.tsv` bear the same name.
    enum Kind: String, CaseIterable, Sendable {
        case consultationOpen, consultationAnswered, consultationLate
        case extended, apologised, stopped, corrected, procedureChanged, paymentOpen, paymentConfirmed
        case supplementOverdue, supplied, suppliedAndLate
        case resultFile, resultFetched, returnedByPost, refused, centreResult
        case elsewhere, departmentDue, withdrawn, voided
        case unassigned, inReview, sentBack, signing
        case answerLate, centreIncoming, completionAsked, receptionRefused
    }

    /// An act at an hour of a day so many working days ago; 0 is the day of now, or the last working day before it.
    struct Moment: Sendable {
        var daysAgo: Int
        var minute: Int
        var act: DemoAct

        static func at(_ daysAgo: Int, _ hour: Int, _ minute: Int, _ act: DemoAct) -> Moment {
            Moment(daysAgo: daysAgo, minute: hour * 60 + minute, act: act)
        }
    }

    /// What another agency is asked, and how long it has.
    struct Question: Sendable {
        var agency: AgencyCode
        var workingDays: Int
    }

    var kind: Kind
    var procedure: ProcedureCode
    var channel: Channel
    var places: Places
    var way: ResultWay
    var moments: [Moment]
    var questions: [Question] = []
    /// The procedure it is put under after its reception.
    var changedTo: ProcedureCode?
    /// Working days from the extension to the new day.
    var extensionDays = 0

    init(
        _ kind: Kind, _ procedure: ProcedureCode, _ channel: Channel = .direct, at places: Places = .ward,
        way: ResultWay = .counter, acts: [Moment]
    ) {
        self.kind = kind
        self.procedure = procedure
        self.channel = channel
        self.places = places
        self.way = way
        moments = acts
    }

    func asking(_ questions: (AgencyCode, Int)...) -> DemoStory {
        var story = self
        story.questions = questions.map { Question(agency: $0.0, workingDays: $0.1) }
        return story
    }

    func changed(to procedure: ProcedureCode) -> DemoStory {
        var story = self
        story.changedTo = procedure
        return story
    }

    func extended(by days: Int) -> DemoStory {
        var story = self
        story.extensionDays = days
        return story
    }
}

extension DemoStory {
    static let known: [Kind: DemoStory] = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })

    /// The dossier as it is handed in.
    ///
    /// - Throws: `DemoPlanError` where the catalogue lacks one of its procedures.
    func dossier(in catalogue: Catalogue) throws -> DemoDossier {
        guard let first = try catalogue.procedure(procedure), let variant = first.variants.first,
            let last = try catalogue.procedure(changedTo ?? procedure)
        else { throw DemoPlanError(origin: "story", bucket: kind.rawValue) }
        return DemoDossier(
            procedure: procedure, variant: variant.code, channel: channel, places: places,
            usesReview: last.workflow.steps.count > 2, story: kind)
    }

    /// - Parameter days: working days, the latest first.
    /// - Throws: `DemoPlanError` where something would happen after `now`, or before the days given.
    func acts(on days: [CivilDate], before now: Instant) throws -> [(Instant, DemoAct)] {
        try moments.enumerated().map { order, moment in
            guard moment.daysAgo < days.count else { throw DemoPlanError(origin: "story", bucket: kind.rawValue) }
            // Nobody acts at full minutes.
            let at = Instant(days[moment.daysAgo], minute: moment.minute)
                .adding(seconds: Int64((order * 23 + kind.rawValue.utf8.count * 7) % 60))
            guard at <= now else { throw DemoPlanError(origin: "story", bucket: kind.rawValue) }
            return (at, moment.act)
        }
    }
}

extension Places {
    /// The ward whose officers visitors may be, for everything.
    static let ward = Places(intake: "H21.106", competent: "H21.106", result: "H21.106")
    /// A matter of the department of agriculture and environment, at the counter of the province's centre.
    static let centre = Places(intake: "H21.90.01", competent: "H21.24", result: "H21.90.01")
    /// The same handed in at the ward, with the help of the neighbouring one (phi địa giới).
    static let elsewhere = Places(help: "H21.107", intake: "H21.106", competent: "H21.24", result: "H21.106")
}
