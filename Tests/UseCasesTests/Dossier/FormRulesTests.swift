import Core
import Testing

@testable import UseCases

@Suite("Quy tắc nội dung tờ khai")
struct FormRulesTests {
    private let form = [
        FormField(key: "ten", label: "Họ, chữ đệm, tên", required: true, most: 5),
        FormField(key: "ngay", label: "Ngày sinh", kind: .date, required: true, most: 10),
        FormField(key: "so", label: "Số lượng", kind: .number, most: 20),
        FormField(key: "chon", label: "Giới tính", kind: .choice, choices: ["Nam", "Nữ"], most: 3),
    ]

    private func fault(_ key: FormFieldKey, _ text: String) -> FormFault? {
        let whole: [FormFieldKey: String] = ["ten": "An", "ngay": "2020-02-29"]
        let typed = whole.merging([key: text]) { $1 }
        return FormRules.read(typed, of: form, channel: .online).faults.first { $0.key == key }?.fault
    }

    @Test func `an answer is held to its field's kind and letters`() {
        #expect(fault("ten", "ếếếếế") == nil)
        #expect(fault("ten", "ếếếếếế") == .tooLong(most: 5))
        for right in ["2020-02-29", "29/2/2020", "1.12.1990"] { #expect(fault("ngay", right) == nil, "\(right)") }
        for wrong in ["2021-02-29", "31/4/2020", "29/2/20", "hôm qua", "0001-01-01", "9999-01-01", "20/11"] {
            #expect(fault("ngay", wrong) == .notDate, "\(wrong)")
        }
        for right in ["0", "12", "120,5", "120.5", "1.500.000", "1 500 000", "1.500,25"] {
            #expect(fault("so", right) == nil, "\(right)")
        }
        for wrong in ["-1", "một", "1,2,3", "1.50.000", "1e5", "١٢", "12 m²", ","] {
            #expect(fault("so", wrong) == .notNumber, "\(wrong)")
        }
        #expect(fault("chon", "Nữ") == nil)
        #expect(fault("chon", "nữ") == .notOffered)
        #expect(fault("la", "A") == .unknown)
    }

    @Test func `faults come field by field, what the form does not have last, each with its label`() {
        let reading = FormRules.read(["la": "A", "so": "x", "chon": "x"], of: form, channel: .online)
        #expect(reading.faults.map(\.key) == ["ten", "ngay", "so", "chon", "la"])
        #expect(reading.faults.map(\.fault) == [.missing, .missing, .notNumber, .notOffered, .unknown])
        #expect(reading.faults.map(\.label) == ["Họ, chữ đệm, tên", "Ngày sinh", "Số lượng", "Giới tính", "la"])
    }

    @Test func `what came on paper needs no answer typed, and one that was typed is checked all the same`() {
        for channel in [Channel.direct, .post] {
            #expect(FormRules.read([:], of: form, channel: channel).faults.isEmpty)
            #expect(FormRules.read(["ngay": "mai"], of: form, channel: channel).faults.map(\.fault) == [.notDate])
        }
        #expect(FormRules.read(["ten": ""], of: form, channel: .online).faults.count == 2)
    }

    @Test func `a date is kept one way however it was typed, everything else as it was typed`() {
        let typed: [FormFieldKey: String] = ["ten": "An", "ngay": "1/2/1990", "so": "1.500"]
        let reading = FormRules.read(typed, of: form, channel: .online)
        #expect(reading.answers == ["ten": "An", "ngay": "1990-02-01", "so": "1.500"])
        var personal = Personal([PersonalKey.submitterName.text: "Hương"])
        personal.merge(reading.answers)
        #expect(personal.answers == reading.answers)
        #expect(personal[.answer("ngay")] == "1990-02-01")
    }

    @Test func `a correction is held to the same rules, and may put right what another form asked`() throws {
        let test = try TestOffice()
        var procedure = try #require(try test.office.catalogue.procedure("1.000001"))
        procedure.version = 2
        procedure.variants[0].form = form
        let (office, now, changed) = (test.office, test.clock.now(), procedure)
        let founder = Actor(id: "aa00", assignments: [Assignment(role: .clock, agency: "H21")])
        try test.write { transaction, random in
            try OfficeDecisions(office, by: founder).record(
                .procedurePublished(changed), now: now, random: &random, in: transaction)
        }
        try office.refresh()
        let dossier = try test.received("1.000001")
        func correct(_ changes: [String: String]) throws {
            let correction = Correction(changes: Personal(changes), reason: "Nhầm")
            _ = try test.give(.correct(correction), dossier.stream, test.request(test.receiver))
        }
        for wrong in [["answer.ngay": "mai"], ["answer.la": "A"], ["answer.ten": "Nguyễn"]] {
            let key = PersonalKey(wrong.keys.first ?? "")
            let fault: FieldFault = key == .answer("ten") ? .tooLong(most: 5) : .badForm
            #expect(throws: UseCaseRefusal.rule(.field(key, fault))) { try correct(wrong) }
        }
        try correct(["answer.ngay": "1990-02-01"])
    }
}
