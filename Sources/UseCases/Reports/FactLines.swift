public import Core
import Ledger
public import Reports
public import Store

/// Facts of every received dossier, read from the records themselves and from no table (số liệu gốc từ sổ cái).
///
/// Why beside the tables: whoever doubts a report can count these and compare, without trusting what the report read.
public enum FactLines {
    /// Everything a line tells that needs no key: no person, no procedure.
    public struct Fact: Sendable {
        public var facts: DossierFacts
        public var sector: SectorCode
    }

    /// All received dossiers in the order of their first records.
    public static func all(log: LogReading, in sql: any SQLConnection) throws -> [Fact] {
        var order: [String] = []
        var growing: [String: Growing] = [:]
        try log.reader.eachRecord(sql) { record in
            guard record.recordClass == .dossier else { return }
            let change = try DossierEventForm.change(
                StoredForm(event: record.event, body: record.body, personal: nil))
            if growing[record.stream.text] == nil { order.append(record.stream.text) }
            growing[record.stream.text, default: Growing()].take(
                change, at: record.at, recorded: record.recorded)
        }
        return order.compactMap { growing[$0]?.fact }
    }
}

/// Gives use cases that read the log what they need of an office.
public struct LogReading: Sendable {
    let reader: LedgerReader

    public init(_ office: Office) { reader = office.reader }
}

/// A dossier's facts while its records are read.
private struct Growing {
    var places: Places?
    var channel: Channel?
    var sector: SectorCode?
    var code: DossierCode?
    var entries: [ClockEntry] = []

    mutating func take(_ change: DossierChange, at: Instant, recorded: Instant) {
        switch change {
        case .submitted(let e):
            places = e.places
            channel = e.channel
            sector = e.sector
        case .received(let e): code = e.code
        case .procedureChanged(let e): sector = e.sector
        case .completionAsked, .receptionRefused, .assigned, .stepCompleted, .sentBack, .consulted,
            .consultationAnswered, .supplementRequested, .supplied, .paymentRequested, .paymentConfirmed, .extended,
            .apologised, .refused, .stopped, .withdrawn, .settled, .resultReturned, .corrected, .receptionVoided,
            .secretRenewed:
            break
        }
        guard code != nil, let sector, let entry = ClockChange(change, sector: sector) else { return }
        entries.append(ClockEntry(at: at, recorded: recorded, change: entry))
    }

    var fact: FactLines.Fact? {
        guard let places, let channel, let code, let sector else { return nil }
        let facts = DossierFacts(
            code: code, competent: places.competent, intake: places.intake, channel: channel, entries: entries)
        return FactLines.Fact(facts: facts, sector: sector)
    }
}

extension FactLines.Fact {
    /// Names of the columns, in order.
    public static let header =
        "code,competent,intake,sector,channel,received,dues,waits,ended,endKind,limit"

    /// The line as comma-separated values; instants as RFC 3339 in office time.
    public var line: String {
        var received = ""
        var limit = ""
        var dues: [String] = []
        var waits: [String] = []
        var open: (kind: WaitKind, from: Instant)?
        var ended = ""
        var endKind = ""
        for entry in facts.entries {
            switch entry.change {
            case .received(let terms):
                received = entry.at.rfc3339
                limit = terms.limit.compact
                dues.append("\(entry.at.rfc3339)>\(terms.due.rfc3339)")
            case .retermed(let terms):
                limit = terms.limit.compact
                dues.append("\(entry.at.rfc3339)>\(terms.due.rfc3339)")
            case .dueMoved(let due): dues.append("\(entry.at.rfc3339)>\(due.rfc3339)")
            case .waitStarted(let kind): open = (kind, entry.at)
            case .waitEnded(let due):
                if let wait = open { waits.append(FactLines.Fact.wait(wait.kind, wait.from, entry.at)) }
                open = nil
                if let due { dues.append("\(entry.at.rfc3339)>\(due.rfc3339)") }
            case .ended(let kind):
                if let wait = open { waits.append(FactLines.Fact.wait(wait.kind, wait.from, entry.at)) }
                open = nil
                ended = entry.at.rfc3339
                endKind = kind.rawValue
            }
        }
        if let open { waits.append(FactLines.Fact.wait(open.kind, open.from, nil)) }
        let columns = [
            facts.code.text, facts.competent.text, facts.intake.text, sector.text, "\(facts.channel)", received,
            dues.joined(separator: "|"), waits.joined(separator: "|"), ended, endKind, limit,
        ]
        return columns.joined(separator: ",")
    }

    private static func wait(_ kind: WaitKind, _ from: Instant, _ to: Instant?) -> String {
        "\(from.rfc3339)/\(to?.rfc3339 ?? "")/\(kind == .supplement ? "supplement" : "financial-duty")"
    }
}
