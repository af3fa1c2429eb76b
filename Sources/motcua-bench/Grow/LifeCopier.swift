import Core
import Ledger
import Store
import UseCases

/// Lives copied life by life: new stream, number, code, person, key, salts, seals and hashes; the same acts at the same
/// moments by the same officers.
struct LifeCopier {
    private let office: Office
    private let master: MasterKey
    private let templates: [LifeTemplate]
    private let columns: [String: Int]
    private var random: SeededRandom
    private(set) var head: LedgerHead
    private(set) var orders: [String: Int64] = [:]
    private(set) var counts: [[RawValue]: Int64] = [:]
    private(set) var copied = 0

    init(
        _ office: Office, master: MasterKey, head: LedgerHead, templates: [LifeTemplate], from ledger: any RawDatabase
    ) throws {
        self.office = office
        self.master = master
        self.head = head
        self.templates = templates
        random = SeededRandom(seed: UInt64(head.size))
        let names = try ledger.columns(of: "dossier")
        columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
        for row in try ledger.rows("SELECT agency, day, last FROM dossier_order") {
            orders["\(row[0].string ?? "") \(row[1].number)"] = row[2].number
        }
    }

    /// So many more lives.
    mutating func next(_ count: Int) throws -> GrownRows {
        var rows = GrownRows()
        for _ in 0..<count {
            try copy(templates[copied % templates.count], into: &rows)
            copied += 1
        }
        return rows
    }

    private mutating func copy(_ life: LifeTemplate, into rows: inout GrownRows) throws {
        let stream = StreamID(random.id())
        let key = DossierKey(random: &random)
        let wrapped = try master.wrap(key, of: stream, random: &random)
        rows.add(
            "wrapped_key",
            [.text(stream.text), .blob(wrapped), .integer(head.recorded.microseconds), .null])
        var row = life.row
        set(&row, "id", .integer(Int64(head.size)))
        set(&row, "stream", .text(stream.text))
        var versions: [Int64: Int64] = [:]
        for step in life.steps {
            let record = try append(step, stream, key, life, &row, &rows)
            versions[Int64(record.version)] = record.recorded.microseconds
        }
        rows.add("dossier", row)
        for old in life.clock {
            var entry = old
            entry[0] = value(row, "id")
            if let recorded = versions[old[1].number] { entry[3] = .integer(recorded) }
            rows.add("clock_entry", entry)
        }
        if var refusal = life.refusal {
            refusal[0] = value(row, "id")
            refusal[2] = .integer(head.recorded.microseconds)
            rows.add("reception_refusal", refusal)
        }
        if value(row, "applicant_fold") != .null {
            rows.names.append(
                RawStatement(
                    text: "INSERT INTO dossier_search (rowid, applicant_fold, units) VALUES (?1, ?2, ?3)",
                    values: [
                        value(row, "id"), value(row, "applicant_fold"),
                        .text(LifeCopier.words([life.intake, life.result])),
                    ]))
        }
        for count in life.counts { counts[count, default: 0] += 1 }
        rows.lives += 1
    }

    private mutating func append(
        _ step: LifeTemplate.Step, _ stream: StreamID, _ key: DossierKey, _ life: LifeTemplate,
        _ row: inout [RawValue], _ rows: inout GrownRows
    ) throws -> Record {
        var form = StoredForm(event: step.record.event, body: step.record.body, personal: step.personal)
        if var submitted = step.submitted {
            submitted.number = SubmissionNumber(random: &random)
            submitted.personal = submitted.personal.map { person(like: $0) }
            form = try DossierEventForm.stored(.submitted(submitted), random: &random)
            setPerson(&row, submitted)
        }
        if var received = step.received, let agency = life.competent {
            let day = step.record.at.date
            let order = orders["\(agency) \(day.dayNumber)", default: 0] + 1
            orders["\(agency) \(day.dayNumber)"] = order
            received.code = DossierCode(agency: agency, day: day, order: Int(order))
            form = try DossierEventForm.stored(.received(received), random: &random)
            set(&row, "code", .text(received.code.text))
        }
        let new = NewRecord(
            stream: stream, recordClass: .dossier, event: form.event, expectedVersion: step.record.version - 1,
            at: step.record.at, actor: step.record.actor, command: CommandID(random.id()), body: form.body,
            personal: form.personal)
        let before = head.frontier
        let record = try head.seal(new, at: head.recorded, key: key, random: &random)
        rows.add("record", GrownRows.row(of: record))
        if (record.seq + 1) % Tile.fullWidth == 0 {
            var frontier = before
            for done in frontier.append(record.leaf) {
                rows.add(
                    "tree_node",
                    [
                        .text(record.log.text), .integer(Int64(done.node.height / Tile.height)),
                        .integer(Int64(done.node.number)), .blob(done.hash.bytes),
                    ])
            }
        }
        return record
    }

    private mutating func person(like old: Personal) -> Personal {
        var new = old
        for key in [PersonalKey.ownerName, .submitterName] where old[key] != nil {
            new[key] = SyntheticName.of(Int(truncatingIfNeeded: random.next()))
        }
        for key in [PersonalKey.ownerNumber, .submitterNumber] where old[key] != nil {
            new[key] = "0520\(10_000_000 + random.next() % 90_000_000)"
        }
        if old[.submitterPhone] != nil { new[.submitterPhone] = "09\(10_000_000 + random.next() % 90_000_000)" }
        return new
    }

    private func setPerson(_ row: inout [RawValue], _ submitted: Submitted) {
        set(&row, "number", .text(submitted.number.text))
        guard let personal = submitted.personal else { return }
        let name = personal[.ownerName] ?? personal[.submitterName]
        let number = personal[.ownerNumber] ?? personal[.submitterNumber]
        set(&row, "applicant", RawValue(SQLValue(name)))
        set(&row, "applicant_fold", RawValue(SQLValue(name.map { TextFold.folded($0) })))
        set(&row, "number_index", RawValue(SQLValue(number.map(office.index.personalNumber))))
        set(&row, "phone_index", RawValue(SQLValue(personal[.submitterPhone].map(office.index.phone))))
        set(&row, "email_index", RawValue(SQLValue(personal[.submitterEmail].map(office.index.email))))
    }

    private func set(_ row: inout [RawValue], _ column: String, _ value: RawValue) {
        if let place = columns[column] { row[place] = value }
    }

    private func value(_ row: [RawValue], _ column: String) -> RawValue { columns[column].map { row[$0] } ?? .null }

    /// Agencies as words of the full-text index.
    private static func words(_ units: [String]) -> String {
        units.map { $0.lowercased().replacing(".", with: "x") }.joined(separator: " ")
    }
}
