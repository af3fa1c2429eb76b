import Core
import Testing

@testable import UseCases

@Suite("Đọc tệp danh mục thủ tục")
struct CatalogueFilesTests {
    private typealias Change = (file: String, old: String, new: String, line: Int, CatalogueFault.Reason)

    /// The fault that one changed cell brings about; nil if the files are taken.
    private func fault(_ file: String, _ old: String, _ new: String) throws -> CatalogueFault? {
        var catalogue = SmallCatalogue()
        #expect(catalogue[file].replacing("\t", with: "|").contains(old), "\(file) does not say \(old)")
        catalogue.change(file, old, new)
        do {
            _ = try catalogue.files()
            return nil
        } catch let fault as CatalogueFault { return fault }
    }

    private func expect(_ changes: [(Change, column: String)]) throws {
        for (change, column) in changes {
            let (file, old, new, line, reason) = change
            let wanted = CatalogueFault(file: file, line: line, column: column, reason: reason)
            #expect(try fault(file, old, new) == wanted, "\(file): \(old) → \(new)")
        }
    }

    @Test func `a whole catalogue is read`() throws {
        let files = try SmallCatalogue().files()
        #expect(files.agencies.map(\.code) == ["H21", "H21.24", "H21.106", "H21.90.01"])
        #expect(files.agencies.last?.kind == .centre)
        #expect(files.sectors.map(\.code) == ["ho-tich"])
        #expect(files.withdrawn == nil)
        let permit = try #require(files.procedures.last)
        #expect(permit.competence == .agency("H21.24"))
        #expect(permit.demonstration == [.limit])
        #expect(permit.variants[0].terms(for: .direct)?.limit == .workingDays(25))
        #expect(permit.variants[0].terms(for: .post)?.limit == .workingDays(20))
        #expect(permit.variants[0].terms(for: .post)?.fee == Fee(amount: Money(dong: 8_000), unit: "copy"))
    }

    @Test func `what a file refers to is in the files or in the province`() throws {
        try expect([
            (("procedures.tsv", "|H21.24\n", "|H99.99\n", 3, .unknown(.agency, "H99.99")), "agency"),
            (("procedures.tsv", "|commune\n", "|vertical\n", 2, .unknown(.agency, "vertical")), "agency"),
            (("procedures.tsv", "giấy phép|ho-tich", "giấy phép|no-such", 3, .unknown(.sector, "no-such")), "sector"),
            (("agencies.tsv", "department|H21|", "department|H22|", 3, .unknown(.agency, "H22")), "parent"),
            (("agencies.tsv", "|23575", "|99999", 4, .unknown(.commune, "99999")), "commune"),
            (("sites.tsv", "|H21|23575", "|H21.91|23575", 2, .unknown(.agency, "H21.91")), "agency"),
            (("communes.tsv", "H21.106", "H21.107", 2, .unknown(.agency, "H21.107")), "agency"),
            (("sectors.tsv", "|commune", "|H21.99", 2, .unknown(.agency, "H21.99")), "owner"),
            (("components.tsv", "*|", "9.999999|", 2, .unknown(.procedure, "9.999999")), "procedure"),
            (("workflows.tsv", "supplement|sign", "supplement|seal", 2, .unknown(.step, "seal")), "next"),
        ])
        var catalogue = SmallCatalogue()
        catalogue.change("procedures.tsv", "|H21.24\n", "|H21.13\n")
        _ = try catalogue.files(after: CatalogueNames(province: "H21", agencies: ["H21.13"]))
        catalogue.add("withdrawn.tsv", "procedure|note", "1.000009|Bãi bỏ")
        #expect(
            throws: CatalogueFault(
                file: "withdrawn.tsv", line: 2, column: "procedure", reason: .unknown(.procedure, "1.000009"))
        ) { try catalogue.files(after: CatalogueNames(agencies: ["H21.13"])) }
    }

    @Test func `a code of another province is refused`() throws {
        #expect(
            throws: CatalogueFault(
                file: "agencies.tsv", line: 2, column: "code", reason: .outsideProvince("H52"))
        ) { try SmallCatalogue().files(after: CatalogueNames(province: "H52")) }
    }

    @Test func `what a cell cannot mean is refused, never guessed`() throws {
        try expect([
            (("procedures.tsv", "20wd;", "20zz;", 3, .notUnderstood("20zz")), "limit"),
            (("procedures.tsv", ";direct=25wd", ";counter=25wd", 3, .notUnderstood("counter=25wd")), "limit"),
            (("procedures.tsv", "20wd;direct=25wd", "direct=25wd", 3, .noLimit(.post)), "limit"),
            (("procedures.tsv", "8000/copy", "80o0/copy", 3, .notUnderstood("80o0/copy")), "fee"),
            (("procedures.tsv", "direct,post", "direct,mail", 3, .notUnderstood("mail")), "channels"),
            (("procedures.tsv", "direct,post", "direct,direct", 3, .double), "channels"),
            (("procedures.tsv", "|demo|", "|demoo|", 3, .notUnderstood("demoo")), "limitSource"),
            (("procedures.tsv", "|tinh|", "|huyen|", 3, .notUnderstood("huyen")), "level"),
            (("procedures.tsv", "|partial|", "|half|", 3, .notUnderstood("half")), "service"),
            (("procedures.tsv", "1.000002|", "1.000001|", 3, .double), "code"),
            (("procedures.tsv", "Cấp giấy phép", "", 3, .empty), "name"),
            (("procedures.tsv", "Cấp giấy phép", "\"Cấp, đổi\"", 3, .quoted), "name"),
            (("procedures.tsv", "|H21.24\n", "|H21.24|x\n", 3, .tooManyCells), ""),
            (("agencies.tsv", "H21.106|", "H21-106|", 4, .notUnderstood("H21-106")), "code"),
            (("agencies.tsv", "|department|", "|so|", 3, .notUnderstood("so")), "kind"),
            (("sites.tsv", "H21.90.01|", "H21.24|", 2, .double), "code"),
            (("sectors.tsv", "ho-tich|", "|", 2, .empty), "key"),
            (("components.tsv", "|submit|", "|nop|", 2, .notUnderstood("nop")), "kind"),
            (("components.tsv", "|1|0\n", "|one|0\n", 2, .notUnderstood("one")), "originals"),
            (("workflows.tsv", "Ký|signatory|50", "Ký|clock|50", 3, .notUnderstood("clock")), "role"),
            (("workflows.tsv", "|handler|50|", "|handler|500|", 2, .notUnderstood("500")), "share"),
        ])
    }

    @Test func `a heading that nothing would read, or a lacking one, is named`() throws {
        #expect(try fault("holidays.tsv", "provisional", "provisonal")?.column == "provisonal")
        #expect(
            try fault("sectors.tsv", "key", "kee")?.reason
                == .columnUnknown(["key", "name", "english", "owner"]))
        let lacking = CatalogueFault(file: "sectors.tsv", line: 1, column: "key", reason: .columnMissing)
        var catalogue = SmallCatalogue()
        catalogue.set("sectors.tsv", "name\nHộ tịch\n")
        #expect(throws: lacking) { try catalogue.files() }
    }

    @Test func `steps that take longer than the limit are told by their line`() throws {
        let fault = try #require(try fault("workflows.tsv", "Thẩm định|handler|60", "Thẩm định|handler|90"))
        #expect((fault.file, fault.line, fault.column) == ("workflows.tsv", 4, "share"))
        #expect(fault.reason == .workflow(.tooLong(minutes: 12_480, limit: 9_600)))
    }

    @Test func `a file is taken as spreadsheets write it`() throws {
        var catalogue = SmallCatalogue()
        for file in catalogue.held {
            let text = catalogue[file.name].replacing("\n", with: "\t\t \r\n")
            catalogue.set(file.name, "\u{FEFF}" + text)
        }
        let (plain, written) = (try SmallCatalogue().files(), try catalogue.files())
        #expect(written.agencies == plain.agencies)
        #expect(written.procedures == plain.procedures)
        #expect(written.calendar.days == plain.calendar.days)
    }

    @Test func `communes, closures, withdrawals and forms may be lacking, other files not`() throws {
        for file in CatalogueFile.allCases {
            var catalogue = SmallCatalogue()
            catalogue.set(file.name, nil)
            if file.isNeeded {
                #expect(throws: CatalogueFault(file: file.name, reason: .missing)) { try catalogue.files() }
            } else {
                _ = try catalogue.files()
            }
        }
    }
}
