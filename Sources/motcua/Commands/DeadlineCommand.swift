import ArgumentParser
import Core
import Foundation
import Ledger
import UseCases
import Web

struct DeadlineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline",
        abstract: "When is a dossier due, and why? / Tính và giải thích ngày hẹn trả kết quả.",
        discussion: """
            No offset means +07:00. With --batch, CSV received,kind,n with a header is read from standard input; kind is
            working-days, days, working-hours, months or same-day. / Không ghi múi giờ thì hiểu là +07:00.
            """)

    @Option(help: "When it was received, RFC 3339. / Thời điểm tiếp nhận.")
    var received: Instant?

    @Option(help: "Limit in working days. / Số ngày làm việc.")
    var workingDays: Int?

    @Option(help: "Limit in calendar days. / Số ngày theo lịch.")
    var days: Int?

    @Option(help: "Limit in working hours. / Số giờ làm việc.")
    var workingHours: Int?

    @Option(help: "Limit in months. / Số tháng.")
    var months: Int?

    @Flag(help: "The same day, or the next working day after 15:00. / Trả trong ngày.")
    var sameDay = false

    @Flag(help: "Answer as JSON with the explanation. / In JSON kèm diễn giải.")
    var json = false

    @Flag(help: "Read many from standard input. / Đọc nhiều dòng từ đầu vào chuẩn.")
    var batch = false

    func validate() throws {
        let given = [workingDays, days, workingHours, months].compactMap { $0 }.count + (sameDay ? 1 : 0)
        if batch {
            guard given == 0, received == nil, !json else {
                throw ValidationError(
                    "--batch takes its limits from standard input alone and answers in CSV. "
                        + "/ --batch chỉ đọc từ đầu vào chuẩn và trả lời bằng CSV.")
            }
        } else {
            guard received != nil else { throw ValidationError("--received is needed. / Cần --received.") }
            guard given == 1 else {
                throw ValidationError(
                    "Exactly one limit is needed: --working-days, --days, --working-hours, --months or --same-day. "
                        + "/ Cần đúng một thời hạn.")
            }
        }
    }

    func run() throws {
        let resources = try ResourceFolder.find()
        let calendar = try CatalogueFiles.calendar { try resources.bytes("catalogue/" + $0) }.calendar()
        let context = DeadlineContext(calendar: calendar, site: "H21", channel: .direct)
        if batch { return try DeadlineBatch(context: context).run() }
        guard let received, let limit else { return }
        do {
            let due = try Deadline.due(of: limit, received: received, in: context)
            print(json ? try text(due, resources) : due.due.rfc3339)
        } catch let refusal as CalendarRefusal {
            CalendarWords.complain(refusal)
            throw ExitCode(65)
        }
    }

    private var limit: TimeLimit? {
        if let workingDays { return .workingDays(workingDays) }
        if let days { return .days(days) }
        if let workingHours { return .workingHours(workingHours) }
        if let months { return .months(months) }
        return sameDay ? .sameDay : nil
    }

    private func text(_ due: DueDate, _ resources: ResourceFolder) throws -> String {
        let words = try DeadlineWords(resources: resources.path, language: "vi")
        let steps = due.explanation.map { step in
            JSON.object([
                "from": .string(step.from.rfc3339), "to": .string(step.to.rfc3339),
                "rule": .string(step.rule.rawValue), "text": .string(words.sentence(step)),
            ])
        }
        let answer = JSON.object(["due": .string(due.due.rfc3339), "explanation": .array(steps)])
        return String(decoding: try answer.canonicalBytes(), as: UTF8.self)
    }
}
