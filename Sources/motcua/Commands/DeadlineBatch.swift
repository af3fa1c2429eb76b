import ArgumentParser
import Core
import Foundation

/// Many deadlines at once; a bad row gets an empty due and its reason on standard error.
struct DeadlineBatch {
    let context: DeadlineContext

    func run() throws {
        var failed = false
        var number = 0
        print("received,kind,n,due")
        while let line = readLine() {
            number += 1
            let cells = DeadlineBatch.cells(line)
            if number == 1, cells.first == "received" { continue }
            if line.allSatisfy(\.isWhitespace) { continue }
            let due: String
            do throws(BatchFault) { due = try self.due(cells) } catch {
                failed = true
                due = ""
                writeError("line \(number): \(error.reason)")
            }
            let first = cells.prefix(3) + Array(repeating: "", count: max(0, 3 - cells.count))
            print((first.map(DeadlineBatch.quoted) + [due]).joined(separator: ","))
        }
        if failed { throw ExitCode(65) }
    }

    /// The cells of a line, quoted or not, as spreadsheets write them; the mark that some begin a file with is no text.
    static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line.drop(while: { $0 == "\u{FEFF}" }) {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func quoted(_ cell: String) -> String { cell.contains(",") ? "\"\(cell)\"" : cell }

    private func due(_ cells: [String]) throws(BatchFault) -> String {
        guard cells.count == 2 || cells.count == 3 else { throw BatchFault("received,kind,n is needed") }
        guard let received = Instant(rfc3339: cells[0]) else { throw BatchFault("received: not a time: \(cells[0])") }
        let written = cells.count > 2 ? cells[2] : ""
        let count = Int(written)
        let limit: TimeLimit
        switch (cells[1], count) {
        case ("same-day", _) where written.isEmpty || count != nil: limit = .sameDay
        case ("working-days", let n?): limit = .workingDays(n)
        case ("days", let n?): limit = .days(n)
        case ("working-hours", let n?): limit = .workingHours(n)
        case ("months", let n?): limit = .months(n)
        case ("same-day", nil), ("working-days", nil), ("days", nil), ("working-hours", nil), ("months", nil):
            throw BatchFault("n: not a number")
        default: throw BatchFault("kind: \(cells[1]) is none of working-days, days, working-hours, months, same-day")
        }
        do {
            return try Deadline.dueInstant(of: limit, received: received, in: context).rfc3339
        } catch { throw BatchFault(CalendarWords.english(error)) }
    }
}

struct BatchFault: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
