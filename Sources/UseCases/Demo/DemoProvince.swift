public import Core

/// Reads the facts of the demonstration province.
public enum DemoProvince {
    /// - Throws: `CatalogueFault` where a needed line is missing.
    public static func read(from source: CatalogueFiles.Source) throws -> Province {
        let name = "province.tsv"
        let table = try TabTable(name: name, bytes: try source(name), needs: ["key", "value"])
        func value(_ key: String) throws -> String {
            guard let row = table.rows.first(where: { $0["key"] == key }) else {
                throw CatalogueFault(file: name, line: 0, column: key, reason: .empty)
            }
            return row["value"]
        }
        return Province(
            code: AgencyCode(try value("code")), name: try value("name"), english: try value("english"),
            centre: try value("centre"), centreEnglish: try value("centreEnglish"), phone: try value("phone"),
            addresses: table.rows.filter { $0["key"] == "address" }.map { $0["value"] }, demonstration: true)
    }
}

extension CatalogueFiles {
    /// The calendar that the holiday file makes, version 1, over the years it speaks of.
    public static func calendar(from source: Source) throws -> CalendarFacts {
        let days = try days(from: source)
        let years = days.map(\.date.year)
        guard let first = years.min(), let last = years.max() else {
            throw CatalogueFault(file: "holidays.tsv", line: 0, column: "date", reason: .empty)
        }
        return CalendarFacts(version: 1, firstYear: first, lastYear: last, days: days)
    }
}
