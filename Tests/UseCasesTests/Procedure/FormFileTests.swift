import Core
import Store
import Ledger
import Testing

@testable import UseCases

@Suite("Mục của tờ khai trong danh mục")
struct FormFileTests {
    private static let heading = "procedure|variant|key|kind|required|most|label|choices|hint|source"

    private func catalogue(_ lines: String...) -> SmallCatalogue {
        var catalogue = SmallCatalogue()
        catalogue.set("forms.tsv", "")
        catalogue.add("forms.tsv", FormFileTests.heading)
        for line in lines { catalogue.add("forms.tsv", line) }
        return catalogue
    }

    private func fault(_ lines: String...) throws -> CatalogueFault? {
        var catalogue = catalogue()
        for line in lines { catalogue.add("forms.tsv", line) }
        do {
            _ = try catalogue.files()
            return nil
        } catch let fault as CatalogueFault { return fault }
    }

    @Test func `a procedure has its own fields, any other the general ones`() throws {
        let files = try catalogue(
            "*||noi-dung|long-text|0||Nội dung|||demo", "1.000001||gioi-tinh|choice|1||Giới tính|Nam; Nữ||recalled",
            "1.000001||ngay-sinh|date|1||Ngày sinh|||", "1.000001||ten|text|0|60|Họ tên||Chữ in hoa.|source"
        ).files()
        let birth = try #require(files.procedures.first?.variants.first?.form)
        #expect(
            birth == [
                FormField(
                    key: "gioi-tinh", label: "Giới tính", kind: .choice, choices: ["Nam", "Nữ"], required: true, most: 3
                ),
                FormField(key: "ngay-sinh", label: "Ngày sinh", kind: .date, required: true, most: 10),
                FormField(key: "ten", label: "Họ tên", most: 60, hint: "Chữ in hoa."),
            ])
        let general = FormField(key: "noi-dung", label: "Nội dung", kind: .longText, most: 2_000)
        #expect(files.procedures.last?.variants.map(\.form) == [[general]])
    }

    @Test func `a field of one case stands in that case alone`() throws {
        var catalogue = catalogue(
            "1.000001||ten|text|1||Tên|||", "1.000001|la|ly-do|text|0||Lý do|||",
            "1.000001|khac|ly-do|text|0||Lý do khác|||")
        for code in ["la", "khac"] {
            catalogue.add("components.tsv", "1.000001|\(code)|Trường hợp|tp-1|submit|1|Tờ khai|1|0")
        }
        let variants = try #require(try catalogue.files().procedures.first).variants
        #expect(variants.map { $0.form.map(\.label) } == [["Tên", "Lý do"], ["Tên", "Lý do khác"]])
    }

    @Test func `what a line cannot mean is told by its line and column`() throws {
        let cases: [(line: String, column: String, CatalogueFault.Reason)] = [
            ("9.999999||a|text|0||A|||", "procedure", .unknown(.procedure, "9.999999")),
            ("1.000001|la|a|text|0||A|||", "variant", .unknown(.variant, "la")),
            ("1.000001||Tên|text|0||A|||", "key", .notUnderstood("Tên")),
            ("1.000001||a-|text|0||A|||", "key", .notUnderstood("a-")),
            ("1.000001||a|words|0||A|||", "kind", .notUnderstood("words")),
            ("1.000001||a|text|yes||A|||", "required", .notUnderstood("yes")),
            ("1.000001||a|text|0|2001|A|||", "most", .notUnderstood("2001")),
            ("1.000001||a|date|0|10|A|||", "most", .notUnderstood("10")),
            ("1.000001||a|text|0|||||", "label", .empty),
            ("1.000001||a|choice|0||A|||", "choices", .empty),
            ("1.000001||a|choice|0||A|Nam||", "choices", .notUnderstood("Nam")),
            ("1.000001||a|choice|0||A|Nam;;Nữ||", "choices", .notUnderstood("Nam;;Nữ")),
            ("1.000001||a|choice|0||A|Nam;Nam||", "choices", .double),
            ("1.000001||a|text|0||A|Nam;Nữ||", "choices", .notUnderstood("Nam;Nữ")),
            ("1.000001||a|text|0||A|||guessed", "source", .notUnderstood("guessed")),
        ]
        for (line, column, reason) in cases {
            let wanted = CatalogueFault(file: "forms.tsv", line: 2, column: column, reason: reason)
            #expect(try fault(line) == wanted, "\(line)")
        }
        let twice = try fault("1.000001||a|text|0||A|||", "1.000001||a|text|0||B|||")
        #expect(twice == CatalogueFault(file: "forms.tsv", line: 3, column: "key", reason: .double))
    }

    @Test func `a form is never longer than a draft can keep`() throws {
        var letters = catalogue()
        for index in 0...6 { letters.add("forms.tsv", "1.000001||a\(index)|long-text|0||A|||") }
        let reason = CatalogueFault.Reason.formTooLong(fieldsMost: 60, lettersMost: 12_000)
        let told = CatalogueFault(file: "forms.tsv", line: 8, reason: reason)
        #expect(throws: told) { try letters.files() }
        var fields = catalogue()
        for index in 0...60 { fields.add("forms.tsv", "1.000001||a\(index)|date|0||A|||") }
        #expect(throws: CatalogueFault(file: "forms.tsv", line: 62, reason: reason)) { try fields.files() }
    }

    @Test func `a version published before there were forms is read without one`() throws {
        let text = #"{"code":"chung","components":[],"name":"","terms":[]}"#
        let variant = try CanonicalDecoder().decode(Variant.self, from: Array(text.utf8))
        #expect(variant == Variant(code: "chung", name: "", components: [], terms: []))
        var asked = variant
        asked.form = [FormField(key: "ten", label: "Tên", hint: "Chữ in hoa.")]
        let bytes = try CanonicalEncoder().encode(asked)
        #expect(try CanonicalDecoder().decode(Variant.self, from: bytes) == asked)
    }

    @Test func `a changed form is published once, and files without forms leave it as it is`() throws {
        let test = try TestOffice()
        func changes(_ catalogue: SmallCatalogue) throws -> CatalogueChanges {
            let present = test.office.catalogue
            return try test.office.store.readNow { sql in
                let names = try CatalogueChanges.names(in: present, sql)
                return try CatalogueChanges(to: try catalogue.files(after: names), from: present, in: sql)
            }
        }
        func publish(_ catalogue: SmallCatalogue) throws -> CatalogueChanges {
            let changes = try changes(catalogue)
            let (office, now) = (test.office, test.clock.now())
            let clerk = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
            try test.write { transaction, random in
                for entry in changes.entries {
                    try OfficeDecisions(office, by: clerk).record(
                        entry.change, now: now, random: &random, in: transaction)
                }
            }
            try office.refresh()
            return changes
        }
        _ = try publish(SmallCatalogue())
        let asking = catalogue("1.000001||ten|text|1||Tên|||")
        #expect(try publish(asking).count(.procedurePublished, .changed) == 1)
        #expect(try changes(asking).entries.isEmpty)
        #expect(try changes(SmallCatalogue()).entries.isEmpty)
        #expect(try test.office.catalogue.procedure("1.000001")?.variants.first?.form.map(\.key) == ["ten"])
        // An empty table asks nothing any more.
        #expect(try changes(catalogue()).count(.procedurePublished, .changed) == 1)
    }
}
