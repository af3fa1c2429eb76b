public import Core

/// What a report is asked for (kỳ báo cáo).
public struct ReportQuestion: Hashable, Sendable {
    /// First day, from 00:00.
    public var from: CivilDate
    /// Last day, wholly included.
    public var to: CivilDate
    /// The moment whose state is told, and up to which records are known.
    public var asOf: Instant
    /// Competent agency and all below it; nil for the province.
    public var agency: AgencyCode?

    /// - Parameter asOf: the end of `to` unless another moment is given.
    public init(from: CivilDate, to: CivilDate, asOf: Instant? = nil, agency: AgencyCode? = nil) {
        self.from = from
        self.to = to
        self.asOf = asOf ?? Instant(to.adding(days: 1), minute: 0)
        self.agency = agency
    }
}

/// Figures of one sector, or of all (số liệu): columns 3 to 13 of template II.06a and the buckets that make it balance.
public struct Figures: Hashable, Sendable {
    public var receivedOnline = 0
    public var receivedDirectAndPost = 0
    public var carriedOver = 0
    public private(set) var buckets = [Int](repeating: 0, count: Bucket.allCases.count)

    public init() {}

    /// How many dossiers stand in a bucket; each received one stands in exactly one.
    public subscript(_ bucket: Bucket) -> Int {
        get { buckets[bucket.rawValue] }
        set { buckets[bucket.rawValue] = newValue }
    }

    /// All there was to settle (tiếp nhận): new ones on all channels, and those carried over.
    public var received: Int { receivedOnline + receivedDirectAndPost + carriedOver }
    /// Settled, letters of refusal among them: early, on time and late (đã giải quyết).
    public var settled: Int { self[.settledEarly] + self[.settledOnTime] + self[.settledLate] }
    /// At work at the moment of the report, in time or overdue (đang giải quyết); waiting ones stand apart.
    public var inProgress: Int { self[.inProgressInTime] + self[.inProgressOverdue] }

    /// Neither settled nor in progress: waiting for somebody outside, or ended another way.
    public var other: Int {
        self[.waitingForSupplement] + self[.waitingForFinancialDuty] + self[.withdrawn] + self[.stopped]
            + self[.voided]
    }

    /// The identity every report must hold: received = settled + in progress + other.
    public var balances: Bool { received == settled + inProgress + other }

    /// Adds other figures, column by column.
    public mutating func add(_ more: Figures) {
        receivedOnline += more.receivedOnline
        receivedDirectAndPost += more.receivedDirectAndPost
        carriedOver += more.carriedOver
        for i in buckets.indices { buckets[i] += more.buckets[i] }
    }
}

/// The settlement report (tình hình, kết quả giải quyết thủ tục hành chính, mẫu II.06a), with its annex.
public struct SettlementReport: Hashable, Sendable {
    public var question: ReportQuestion
    /// By sector, in the order of their keys.
    public var rows: [(sector: SectorCode, figures: Figures)]
    public var total: Figures
    /// Annex: dossiers refused at reception in the period. They were never received and stand in no column.
    public var refusedAtReception: Int

    /// Equal where question and every figure are; written out, for rows are pairs.
    public static func == (a: Self, b: Self) -> Bool {
        a.question == b.question && a.total == b.total && a.refusedAtReception == b.refusedAtReception
            && a.rows.map(\.sector) == b.rows.map(\.sector) && a.rows.map(\.figures) == b.rows.map(\.figures)
    }

    /// By question and total alone: reports that agree in both seldom differ in a row.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(question)
        hasher.combine(total)
    }
}

/// Counts dossiers one by one into a report; the order in which they come does not matter.
public struct SettlementCount: Sendable {
    private let question: ReportQuestion
    private let start: Instant
    private let end: Instant
    private var sectors: [SectorCode: Figures] = [:]
    private var refused = 0

    /// Nothing is counted yet. Days begin and end at midnight of the office clock (UTC+7).
    public init(_ question: ReportQuestion) {
        self.question = question
        start = Instant(question.from, minute: 0)
        end = Instant(question.to.adding(days: 1), minute: 0)
    }

    /// Counts one received dossier if it belongs to the period: new in it, or carried over into it.
    public mutating func add(_ facts: DossierFacts) {
        if let agency = question.agency, !agency.holds(facts.competent) { return }
        guard let standing = facts.standing(at: question.asOf, known: question.asOf, inclusive: true),
            standing.received < end
        else { return }
        let isNew = standing.received >= start
        if !isNew {
            let before = facts.standing(at: start, known: question.asOf, inclusive: false)
            guard before?.ended == nil else { return }
        }
        var figures = Figures()
        if !isNew {
            figures.carriedOver = 1
        } else if facts.channel == .online {
            figures.receivedOnline = 1
        } else {
            figures.receivedDirectAndPost = 1
        }
        figures[standing.bucket(at: question.asOf)] = 1
        sectors[standing.terms.sector, default: Figures()].add(figures)
    }

    /// Counts one dossier that was refused at reception.
    public mutating func addRefused(at: Instant, recorded: Instant, competent: AgencyCode) {
        if let agency = question.agency, !agency.holds(competent) { return }
        if at >= start, at < end, recorded <= question.asOf { refused += 1 }
    }

    /// The report of all that was counted so far: a row for each sector that has a dossier, and their total.
    public func report() -> SettlementReport {
        var total = Figures()
        let rows = sectors.sorted { $0.key < $1.key }.map { (sector: $0.key, figures: $0.value) }
        for row in rows { total.add(row.figures) }
        return SettlementReport(question: question, rows: rows, total: total, refusedAtReception: refused)
    }
}
