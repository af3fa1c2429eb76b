import Core
import Foundation
import Store
import UseCases

/// `motcua catalogue import` on an open folder: the tables travel with it, since a server may not see the folder that
/// they lie in.
struct CatalogueWork: HandedWork {
    static let name = "catalogue import"

    /// Where the tables lie, for what is said of them.
    let path: String
    let calendarAlone: Bool
    /// The tables by their names.
    let tables: [String: Data]

    func run(in place: WorkPlace, _ voice: any CommandVoice) throws {
        let office = place.office
        let changes = try changes(in: office)
        if !changes.stayWithdrawn.isEmpty { voice.note(CatalogueWords.stayWithdrawn(changes.stayWithdrawn)) }
        try record(changes, in: office, voice)
        try office.refresh()
        for line in CatalogueSummary.lines(changes, dryRun: false) { voice.tell(line) }
    }

    /// What the files would change in an office, as of now.
    func changes(in office: Office) throws -> CatalogueChanges {
        let present = office.catalogue
        let held = Set(CatalogueFile.allCases.filter { tables[$0.name] != nil })
        let bytes: CatalogueFiles.Source = { name in
            guard let table = tables[name] else {
                throw CatalogueFault(file: path + "/" + name, reason: .unreadable)
            }
            return Array(table)
        }
        return try office.store.readNow { sql in
            let names = try CatalogueChanges.names(in: present, sql)
            let files =
                calendarAlone
                ? try CatalogueFiles(calendarFrom: bytes, holding: held, after: names)
                : try CatalogueFiles(from: bytes, holding: held, after: names)
            return try CatalogueChanges(to: files, from: present, in: sql)
        }
    }

    private func record(_ changes: CatalogueChanges, in office: Office, _ voice: any CommandVoice) throws {
        var random = SystemRandom()
        let root = office.catalogue.province?.code ?? "H00"
        let clerk = Actor(id: ActorID(random.id()), assignments: [Assignment(role: .clock, agency: root)])
        let decisions = OfficeDecisions(office, by: clerk)
        let now = office.clock.now()
        var done = 0
        try office.store.bulkNow(every: 500) { bulk in
            for entry in changes.entries {
                try bulk.run { try decisions.record(entry.change, now: now, random: &random, in: $0) }
                done += 1
                if done % 500 == 0 { voice.progress("catalogue import", done, of: changes.entries.count) }
            }
        }
        if done > 500 { voice.progress("catalogue import", done, of: done) }
    }
}
