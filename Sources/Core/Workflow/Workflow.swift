/// The internal process of a procedure as data (quy trình nội bộ, quy trình điện tử): clear person, task and time.
///
/// Approved for the whole province by its chairman (Circular 01/2018 art. 8); a dossier is pinned to the version of
/// the procedure that holds it.
public struct Workflow: Hashable, Codable, Sendable {
    /// In the usual order; the first is where an assigned dossier starts.
    public var steps: [Step]

    public init(steps: [Step]) { self.steps = steps }

    /// The step with this code, or nil if the workflow has none.
    public func step(_ code: StepCode) -> Step? { steps.first { $0.code == code } }
}

/// One step (bước): who does it, for how long, and what may follow.
public struct Step: Hashable, Codable, Sendable {
    public var code: StepCode
    public var name: String
    public var role: Role
    public var place: StepPlace
    /// Working minutes this step may take.
    public var minutes: Int
    public var moves: Set<StepMove>
    /// Steps that may follow; empty for the last.
    public var next: [StepCode]

    public init(
        code: StepCode, name: String, role: Role, place: StepPlace = .competent, minutes: Int, moves: Set<StepMove>,
        next: [StepCode]
    ) {
        self.code = code
        self.name = name
        self.role = role
        self.place = place
        self.minutes = minutes
        self.moves = moves
        self.next = next
    }
}

/// Which agency works a step: the competent one, or another by name (chuyển cơ quan khác).
public enum StepPlace: Hashable, Codable, Sendable {
    case competent
    case agency(AgencyCode)
}

/// What may be done at a step besides waiting.
public enum StepMove: String, Codable, CaseIterable, Hashable, Sendable {
    case forward, back, supplement, financialDuty, consult, refuse, sign
}

/// Why a workflow cannot be published.
public enum WorkflowFault: Error, Hashable, Sendable {
    /// It has no step at all.
    case empty
    /// Two steps have this code.
    case doubleStep(StepCode)
    /// The first names the second as following, and there is no such step.
    case unknownNext(StepCode, StepCode)
    /// No step can sign, so no dossier could ever be settled.
    case nobodySigns
    /// The step is given less than a minute.
    case noTime(StepCode)
    /// The steps together take longer than the time limit allows; both in working minutes.
    case tooLong(minutes: Int, limit: Int)
}

extension Workflow {
    /// Working minutes that the steps of a limit may take together (tổng thời gian các bước).
    ///
    /// One calendar day comes to no whole working day, so it has what a same-day matter has; nothing else rounds up.
    public static func minutes(allowedBy limit: TimeLimit) -> Int {
        (limit == .days(1) ? TimeLimit.sameDay : limit).workflowHours() * 60
    }

    /// Refuses a workflow that could not be followed, or whose steps do not fit the limit (rules: sum of step times).
    ///
    /// The longest way from the first step to a last one is what counts, so that alternatives are not added up.
    public func check(against limit: TimeLimit) throws(WorkflowFault) {
        guard let first = steps.first else { throw .empty }
        var seen: Set<StepCode> = []
        for step in steps {
            if !seen.insert(step.code).inserted { throw .doubleStep(step.code) }
            if step.minutes < 1 { throw .noTime(step.code) }
        }
        for step in steps {
            for next in step.next where !seen.contains(next) { throw .unknownNext(step.code, next) }
        }
        if !steps.contains(where: { $0.moves.contains(.sign) }) { throw .nobodySigns }
        let allowed = Workflow.minutes(allowedBy: limit)
        let needed = longestMinutes(from: first, without: [])
        if needed > allowed { throw .tooLong(minutes: needed, limit: allowed) }
    }

    private func longestMinutes(from step: Step, without passed: Set<StepCode>) -> Int {
        let passed = passed.union([step.code])
        let rest = step.next.filter { !passed.contains($0) }.compactMap { self.step($0) }
        return step.minutes + (rest.map { longestMinutes(from: $0, without: passed) }.max() ?? 0)
    }
}
