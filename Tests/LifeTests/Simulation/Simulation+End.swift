import Core
import Ledger
import Store

@testable import UseCases

extension Simulation {
    /// Runs so many steps, lets everything heal, and looks at all of it.
    func run(steps: Int) throws {
        for _ in 0..<steps where broken.isEmpty { try step() }
        try heal()
        try runAudit(rebuilds: true)
        let head = try peek { try processes[0].office.reader.head($0) }
        tell("end \(head?.size ?? 0) \(hexadecimal(head?.root.bytes ?? []))")
    }

    /// No more faults, clocks that are right: everybody is answered, and the followers come to the ledger's end.
    private func heal() throws {
        isCalm = true
        outside.calm()
        try restartAll()
        for turn in 0..<200 {
            time.pass(901)
            for process in processes {
                round(process)
                decideParked(process)
            }
            if turn > 8 {
                sendWaiting(to: processes[0])
                eraseWaiting(processes[0])
            }
            if try isHealed() { break }
        }
        hold(clients.waiting.isEmpty, "\(clients.waiting.count) commands get no answer any more")
        hold(try isHealed(), "the followers stand still")
        let (wanted, ended) = try peek { sql in
            (
                try sql.query("SELECT seq FROM record WHERE kind LIKE 'dossier.%' ORDER BY seq", []) {
                    Int($0.integer(0))
                },
                try sql.query("SELECT seq FROM parked_record WHERE ended IS NOT NULL", []) { Int($0.integer(0)) }
            )
        }
        let told = Set(outside.told).union(ended)
        let left = wanted.filter { !told.contains($0) }
        hold(left.isEmpty, "records left out by the follower: \(left.prefix(5))")
        count("told outside", outside.told.count)
        count("told again", outside.again)
    }

    private func isHealed() throws -> Bool {
        try peek { sql in
            let size = try processes[0].office.reader.head(sql)?.size ?? 0
            let isAtEnd = try FollowerTable.find(LetterFollower.place, in: sql)?.next == size
            return try isAtEnd && clients.waiting.isEmpty && clients.erasing.isEmpty
                && ParkedTable.list(after: nil, limit: 1, in: sql).isEmpty
        }
    }
}
