public import Core
import Ledger
public import Store

/// How followers and chores stand (tình hình tác vụ), for page, figures and alarm: of all processes on the store.
public struct FollowerBoard: Hashable, Sendable {
    /// One follower.
    public struct Line: Hashable, Sendable {
        public var name: String
        /// Nil for one that has not begun yet.
        public var place: FollowerPlace?
        /// Records it has not looked at.
        public var behind: Int
        /// When the oldest of them was taken; nil where it has come to the end.
        public var waitingSince: Instant?
        public var aside: ParkedCounts
    }

    /// One chore.
    public struct Job: Hashable, Sendable {
        public var name: String
        /// Nil for one that was never begun.
        public var run: ChoreRun?
    }

    public var lease: Lease?
    public var followers: [Line]
    public var chores: [Job]

    /// What the program knows of `list` and what ever ran on this store, by name.
    public static func read(
        _ list: FollowerList, log: LedgerReader, in sql: any SQLConnection
    ) throws -> FollowerBoard {
        let size = try log.head(sql)?.size ?? 0
        let places = Dictionary(uniqueKeysWithValues: try FollowerTable.all(in: sql).map { ($0.name, $0) })
        let counts = try ParkedCounts.read(in: sql)
        let names = Set(list.followers.map(\.name)).union(places.keys).union(counts.keys)
        let runs = Dictionary(uniqueKeysWithValues: try ChoreTable.all(in: sql).map { ($0.name, $0) })
        return FollowerBoard(
            lease: try LeaseTable.find(Leadership.name, in: sql),
            followers: try names.sorted().map { name in
                let place = places[name]
                let behind = place.map { max(0, size - $0.next) } ?? 0
                let oldest = behind == 0 ? nil : try log.records(from: size - behind, limit: 1, sql).first
                return Line(
                    name: name, place: place, behind: behind, waitingSince: oldest?.recorded,
                    aside: counts[name] ?? ParkedCounts())
            },
            chores: Set(list.chores.map(\.name)).union(runs.keys).sorted().map { Job(name: $0, run: runs[$0]) })
    }

    /// Records that need a person, of all followers.
    public var parked: Int { followers.reduce(0) { $0 + $1.aside.parked } }

    /// Records tried again or standing behind such a one.
    public var retried: Int { followers.reduce(0) { $0 + $1.aside.retried + $1.aside.behind } }

    /// How long the oldest record waits that some follower has not looked at, in seconds; 0 for none.
    public func lagSeconds(_ now: Instant) -> Int {
        let oldest = followers.compactMap(\.waitingSince).min() ?? now
        return max(0, Int((now.microseconds - oldest.microseconds) / 1_000_000))
    }
}

extension FollowerBoard {
    /// What an operator must know without being asked (cảnh báo).
    public enum Alarm: String, CaseIterable, Hashable, Sendable {
        /// A follower is far behind the ledger.
        case late = "followers-late"
        /// Records need a person.
        case parked = "records-parked"
        /// A chore failed several times in a row.
        case chores = "chores-failing"
        /// No process leads.
        case leaderless = "no-leader"
    }

    /// How long a record may wait before somebody is told, in seconds.
    public static let lagMost = 300
    /// How often a chore may fail in a row before somebody is told.
    public static let failuresMost = 3

    /// What is wrong now, in the order of `Alarm`.
    public func alarms(_ now: Instant) -> [Alarm] {
        Alarm.allCases.filter { alarm in
            switch alarm {
            case .late: lagSeconds(now) > FollowerBoard.lagMost
            case .parked: parked > 0
            case .chores: chores.contains { ($0.run?.failed ?? 0) >= FollowerBoard.failuresMost }
            case .leaderless: lease?.holder == nil
            }
        }
    }
}
