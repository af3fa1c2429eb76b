import Core
import Testing

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

    @Test func `a form that may stay empty takes the place of nothing`() {
        let asking = variant(asks: false)
        #expect(asking.declaredOnline == nil)
        #expect(asking.components.filter { asking.needs($0, on: .online) }.count == 3)
    }
}
