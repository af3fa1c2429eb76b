import Core
import Ledger
import Store
import UseCases

/// A life that was really lived, from which others are made: its records opened, and what the tables hold of it.
struct LifeTemplate {
    /// A record to be made again; `submitted` and `received` carry what is new in each life.
    struct Step {
        var record: Record
        var personal: [UInt8]?
        var submitted: Submitted?
        var received: Received?
    }

    var steps: [Step] = []
    /// Its row of the table of dossiers, in the order of the columns.
    var row: [RawValue] = []
    var clock: [[RawValue]] = []
    var refusal: [RawValue]?
    /// Day, agency, sector and measure of each count it is part of.
    var counts: [[RawValue]] = []
    /// Where its code's order of the day is taken.
    var competent: AgencyCode?
    var intake = ""
    var result = ""

    /// Lives of a prepared province but for the few with questions to other agencies, corrections or files.
    static func read(_ office: Office, from ledger: any RawDatabase) throws -> [LifeTemplate] {
        var lives: [StreamID: LifeTemplate] = [:]
        var order: [StreamID] = []
        var left: Set<StreamID> = []
        try office.store.readNow { sql in
            try office.reader.eachRecord(sql) { record in
                guard record.recordClass == .dossier else { return }
                if lives[record.stream] == nil { order.append(record.stream) }
                let step = try step(record, office)
                if step.isPeculiar { left.insert(record.stream) }
                lives[record.stream, default: LifeTemplate()].steps.append(step.step)
            }
        }
        for stream in order where !left.contains(stream) { try lives[stream]?.count() }
        try read(ledger, into: &lives)
        return order.filter { !left.contains($0) }.compactMap { lives[$0] }
    }

    private static func step(_ record: Record, _ office: Office) throws -> (step: Step, isPeculiar: Bool) {
        var step = Step(record: record, personal: try office.keyring.openPersonal(record))
        let change = try record.recorded(personal: step.personal).event.change
        switch change {
        case .submitted(let submitted):
            step.submitted = submitted
            return (step, submitted.personal.map { !$0.fileNames.isEmpty } ?? true)
        case .received(let received):
            step.received = received
            return (step, false)
        case .settled(let settled): return (step, !settled.files.isEmpty)
        case .supplied(let supplied): return (step, supplied.personal.map { !$0.fileNames.isEmpty } ?? false)
        case .consulted, .consultationAnswered, .corrected: return (step, true)
        case .completionAsked, .receptionRefused, .procedureChanged, .assigned, .stepCompleted, .sentBack,
            .supplementRequested, .paymentRequested, .paymentConfirmed, .extended, .apologised, .refused, .stopped,
            .withdrawn, .resultReturned, .receptionVoided, .secretRenewed:
            return (step, false)
        }
    }

    /// Notes what the life counts for, as the rules of the tally say.
    private mutating func count() throws {
        let noted = RecordingConnection(nil)
        var dossier: Dossier?
        for step in steps {
            let recorded = try step.record.recorded(personal: nil)
            DossierDecider.evolve(&dossier, by: recorded.event)
            guard let dossier else { continue }
            if step.received != nil { competent = dossier.places.competent }
            (intake, result) = (dossier.places.intake.text, dossier.places.result.text)
            try Tally.project(recorded.event, after: dossier, into: noted)
        }
        counts = noted.taken().map(\.values)
    }

    private static func read(_ ledger: any RawDatabase, into lives: inout [StreamID: LifeTemplate]) throws {
        var streams: [Int64: StreamID] = [:]
        for row in try ledger.rows("SELECT * FROM dossier") {
            let stream = StreamID(row[1].string ?? "")
            streams[row[0].number] = stream
            lives[stream]?.row = row
        }
        for row in try ledger.rows("SELECT * FROM clock_entry ORDER BY dossier, version") {
            if let stream = streams[row[0].number] { lives[stream]?.clock.append(row) }
        }
        for row in try ledger.rows("SELECT * FROM reception_refusal") {
            if let stream = streams[row[0].number] { lives[stream]?.refusal = row }
        }
    }
}
