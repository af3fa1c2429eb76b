import Core

@testable import UseCases

/// The files of a small province as texts, of which a test changes a cell.
struct SmallCatalogue {
    private var texts: [String: String] = [
        "agencies.tsv": table(
            "code name kind parent commune", "H21|UBND tỉnh|province||", "H21.24|Sở Nông nghiệp|department|H21|",
            "H21.106|UBND phường Pleiku|commune|H21|23575"),
        "sites.tsv": table("code name address agency commune", "H21.90.01|Cơ sở Pleiku|69 Hùng Vương|H21|23575"),
        "communes.tsv": table("code name agency", "23575|Pleiku|H21.106"),
        "sectors.tsv": table("key name english owner", "ho-tich|Hộ tịch|Civil status|commune"),
        "workflows.tsv": table(
            "template step name role share moves next", "counter|handle|Xử lý|handler|50|forward,supplement|sign",
            "counter|sign|Ký|signatory|50|sign,back|", "standard|handle|Thẩm định|handler|60|forward,supplement|sign",
            "standard|sign|Ký|signatory|40|sign,back|"),
        "components.tsv": table(
            "procedure variant variantName code kind required name originals copies",
            "*|||tp-1|submit|1|Tờ khai|1|0"),
        "procedures.tsv": table(
            "code name sector level limit limitSource fee channels service agency",
            "1.000001|Đăng ký khai sinh|ho-tich|xa|same-day|source|0|direct,online|full|commune",
            "1.000002|Cấp giấy phép|ho-tich|tinh|20wd;direct=25wd|demo|8000/copy|direct,post|partial|H21.24"),
        "holidays.tsv": table(
            "date kind name pairDate provisional", "2026-01-01|holiday|Tết Dương lịch||0",
            "2026-01-02|swap_off|Nghỉ hoán đổi|2026-01-10|0", "2026-01-10|swap_work|Làm bù|2026-01-02|0",
            "2027-01-01|holiday|Tết Dương lịch||1"),
    ]

    private static func table(_ lines: String...) -> String {
        let rows = lines.dropFirst().map { $0.replacing("|", with: "\t") }
        return ([lines[0].replacing(" ", with: "\t")] + rows).map { $0 + "\n" }.joined()
    }

    /// Puts another text in the place of one that stands in the file; lines written with `|` between cells.
    mutating func change(_ file: String, _ old: String, _ new: String) {
        let tab = { (text: String) in text.replacing("|", with: "\t") }
        texts[file] = texts[file]?.replacing(tab(old), with: tab(new))
    }

    /// Adds lines, or makes a file whose first line names the columns.
    mutating func add(_ file: String, _ lines: String...) {
        texts[file, default: ""] += lines.map { $0.replacing("|", with: "\t") + "\n" }.joined()
    }

    mutating func set(_ file: String, _ text: String?) { texts[file] = text }

    subscript(_ file: String) -> String { texts[file] ?? "" }

    var held: Set<CatalogueFile> { Set(CatalogueFile.allCases.filter { texts[$0.name] != nil }) }

    func files(after present: CatalogueNames = CatalogueNames(province: "H21")) throws -> CatalogueFiles {
        try CatalogueFiles(from: source, holding: held, after: present)
    }

    func calendar(after present: CatalogueNames = CatalogueNames(province: "H21")) throws -> CatalogueFiles {
        try CatalogueFiles(calendarFrom: source, holding: held, after: present)
    }

    private var source: CatalogueFiles.Source {
        let texts = texts
        return { name in
            guard let text = texts[name] else { throw CatalogueFault(file: name, reason: .missing) }
            return Array(text.utf8)
        }
    }
}
