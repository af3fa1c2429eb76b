import Core
import Testing

@Suite("Thời gian các bước của quy trình")
struct WorkflowFitTests {
    private func workflow(_ first: Int, _ second: Int) -> Workflow {
        Workflow(steps: [
            Step(code: "do", name: "Xử lý", role: .handler, minutes: first, moves: [.forward], next: ["sign"]),
            Step(code: "sign", name: "Ký", role: .signatory, minutes: second, moves: [.sign], next: []),
        ])
    }

    @Test func `the steps fit the hours of the limit, and only one calendar day is rounded up`() throws {
        let allowed: [(TimeLimit, Int)] = [
            (.workingHours(1), 60), (.workingHours(2), 120), (.workingHours(8), 480), (.sameDay, 120),
            (.days(1), 120), (.days(2), 480), (.workingDays(1), 480), (.workingDays(5), 2_400),
        ]
        for (limit, minutes) in allowed {
            #expect(Workflow.minutes(allowedBy: limit) == minutes, "\(limit.compact)")
            try workflow(minutes - 1, 1).check(against: limit)
            #expect(throws: WorkflowFault.tooLong(minutes: minutes + 1, limit: minutes)) {
                try workflow(minutes, 1).check(against: limit)
            }
        }
    }
}
