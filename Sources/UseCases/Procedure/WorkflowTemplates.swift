import Core

/// The internal processes that procedures share (quy trình nội bộ mẫu).
struct WorkflowTemplates {
    private typealias Line = (row: TabRow, step: Step, share: Int)
    private let file: String
    private var lines: [String: [Line]] = [:]

    /// - Refuses: steps that follow on ones which are not there, shares of more than the whole, and a role that works
    ///   no step.
    init(_ table: TabTable) throws(CatalogueFault) {
        file = table.name
        for row in table.rows {
            let share = try row.read("share") { text in Int(text).flatMap { (1...100).contains($0) ? $0 : nil } }
            let step = Step(
                code: StepCode(try row.needed("step")), name: try row.needed("name"),
                role: try row.read("role") { Role(rawValue: $0).flatMap { $0.worksSteps ? $0 : nil } }, minutes: 1,
                moves: try WorkflowTemplates.moves(row),
                next: row["next"].split(separator: ",").map { StepCode(String($0)) })
            lines[try row.needed("template"), default: []].append((row, step, share))
        }
        for template in lines.values.sorted(by: { ($0.first?.row.line ?? 0) < ($1.first?.row.line ?? 0) }) {
            let steps = Set(template.map(\.step.code))
            for line in template {
                for next in line.step.next where !steps.contains(next) {
                    throw line.row.fault("next", .unknown(.step, next.text))
                }
            }
        }
    }

    private static func moves(_ row: TabRow) throws(CatalogueFault) -> Set<StepMove> {
        var moves: Set<StepMove> = []
        for text in row["moves"].split(separator: ",") {
            guard let move = StepMove(rawValue: String(text)) else {
                throw row.fault("moves", .notUnderstood(String(text)))
            }
            moves.insert(move)
        }
        return moves
    }

    /// The template with its shares turned into minutes of `limit`, and checked against it.
    func workflow(for limit: TimeLimit) throws(CatalogueFault) -> Workflow {
        let name = limit.isLongerThanWorkingDay() ? "standard" : "counter"
        guard let template = lines[name], let first = template.first else {
            throw CatalogueFault(file: file, column: "template", reason: .unknown(.template, name))
        }
        let minutes = Workflow.minutes(allowedBy: limit)
        let workflow = Workflow(
            steps: template.map { line in
                var step = line.step
                step.minutes = max(1, minutes * line.share / 100)
                return step
            })
        do { try workflow.check(against: limit) } catch {
            let (step, column) = WorkflowTemplates.place(error)
            let line = template.last { $0.step.code == step } ?? first
            throw line.row.fault(column, .workflow(error))
        }
        return workflow
    }

    /// The step and the column that a fault speaks of; no step where it is the whole.
    private static func place(_ fault: WorkflowFault) -> (StepCode?, String) {
        switch fault {
        case .empty: return (nil, "template")
        case .doubleStep(let step): return (step, "step")
        case .unknownNext(let step, _): return (step, "next")
        case .nobodySigns: return (nil, "moves")
        case .noTime(let step): return (step, "share")
        case .tooLong: return (nil, "share")
        }
    }
}

extension Role {
    /// True for officers who work dossiers; the others look on, keep accounts or are no people.
    fileprivate var worksSteps: Bool {
        switch self {
        case .receiver, .deskHead, .handler, .leader, .signatory: return true
        case .applicant, .controller, .oversight, .administrator, .integration, .clock: return false
        }
    }
}
