import Testing

@testable import Core

@Suite("Tờ khai điện tử thay tờ khai giấy")
struct DeclarationTests {
    private func variant(asks required: Bool) -> Variant {
        Variant(
            code: "chung", name: "",
            components: [
                Component(code: "id", name: "Căn cước", kind: .present),
                Component(code: "proof", name: "Giấy chứng sinh"),
                Component(code: "form", name: "Tờ khai", form: "Tờ khai đăng ký khai sinh"),
                Component(code: "other", name: "Đơn khác", form: "Mẫu khác"),
            ],
            terms: [], form: [FormField(key: "ten-con", label: "Họ tên con", required: required)])
    }

    @Test func `online the form that must be answered takes the place of the first paper with a form, and of no other`()
    {
        let asking = variant(asks: true)
        #expect(asking.declaredOnline == "form")
        #expect(asking.components.filter { asking.needs($0, on: .online) }.map(\.code) == ["proof", "other"])
        for channel in [Channel.direct, .post] {
            #expect(
                asking.components.filter { asking.needs($0, on: channel) }.map(\.code) == ["proof", "form", "other"])
        }
    }

    @Test func `answers given on another case's form declare nothing, until the dossier is moved back`() throws {
        let (asking, bench) = (variant(asks: true), try DossierBench())
        var dossier = bench.dossier
        let paper = try #require(asking.components.first { $0.code == "form" })
        #expect(dossier?.declared(in: asking) == "form" && dossier?.needs(paper, of: asking) == false)
        for (code, isNeeded) in [("1.000002", true), ("1.000001", false)] as [(ProcedureCode, Bool)] {
            let change = ProcedureChanged(
                procedure: ProcedureReference(code: code, version: 1), variant: "chung", sector: "ho-tich", terms: nil,
                components: [], personal: nil)
            let event = DossierEvent(at: bench.now, actor: "receiver", change: .procedureChanged(change))
            DossierDecider.evolve(&dossier, by: event)
            #expect(dossier?.needs(paper, of: asking) == isNeeded)
        }
    }

    @Test func `a form that may stay empty takes the place of nothing`() {
        let asking = variant(asks: false)
        #expect(asking.declaredOnline == nil)
        #expect(asking.components.filter { asking.needs($0, on: .online) }.count == 3)
    }
}
