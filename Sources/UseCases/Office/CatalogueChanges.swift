public import Core

extension Catalogue {
    /// The decisions that bring what is published to what the files say; nothing is published twice.
    ///
    /// A changed procedure becomes its next version; one that the files no longer name stays as it is.
    public static func changes(to files: CatalogueFiles, from present: Catalogue) throws -> [OfficeChange] {
        var changes: [OfficeChange] = []
        for agency in files.agencies where present.agencies[agency.code] != agency {
            changes.append(.agencyEntered(agency))
        }
        for sector in files.sectors where present.sectors[sector.code] != sector {
            changes.append(.sectorEntered(sector))
        }
        for procedure in files.procedures {
            var next = procedure
            if let old = try present.procedure(procedure.code) {
                next.version = old.version
                if next == old { continue }
                next.version += 1
            }
            changes.append(.procedurePublished(next))
        }
        return changes
    }
}
