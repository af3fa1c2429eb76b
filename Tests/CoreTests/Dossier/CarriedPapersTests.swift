import Core
import Testing

@Suite("Giấy tờ khi đổi thủ tục")
struct CarriedPapersTests {
    private func variant(_ papers: [(ComponentCode, String)]) -> Variant {
        Variant(
            code: "chung", name: "", components: papers.map { Component(code: $0.0, name: $0.1) },
            terms: [Terms(channel: .direct, limit: .sameDay, fee: Fee(amount: .zero))])
    }

    @Test func `a paper is known by its name, never by a code that two procedures share`() {
        let old = variant([("tp-1", "Tờ khai"), ("tp-2", "Giấy chứng sinh")])
        let new = variant([("tp-1", "Đơn đề nghị"), ("tp-2", "Tờ khai")])
        let given = [
            ComponentGiven(component: "tp-1", originals: 1), ComponentGiven(component: "tp-2", copies: 2),
        ]
        let carried = given.carried(from: old, to: new)
        #expect(carried.map(\.component) == ["tp-2", "tp-2-truoc"])
        #expect(carried.map(\.name) == [nil, "Giấy chứng sinh"])
        #expect(carried.map(\.originals) == [1, 0] && carried.map(\.copies) == [0, 2])
    }

    @Test func `a change there and back gives every paper its first code again`() {
        let old = variant([("tp-1", "Tờ khai"), ("tp-2", "Giấy chứng sinh"), ("tp-3", "Giấy khác")])
        let new = variant([("tp-1", "Giấy khác"), ("tp-3", "Sơ đồ")])
        let given = old.components.map { ComponentGiven(component: $0.code, originals: 1) }
        let there = given.carried(from: old, to: new)
        #expect(Set(there.map(\.component)).count == 3)
        #expect(there.carried(from: new, to: old) == given)
    }

    @Test func `two papers of one name stay two`() {
        let old = variant([("a", "Giấy tờ"), ("b", "Giấy tờ")])
        let given = old.components.map { ComponentGiven(component: $0.code, copies: 1) }
        let (both, one) = (variant([("b", "Giấy tờ"), ("c", "Giấy tờ")]), variant([("b", "Giấy tờ")]))
        #expect(given.carried(from: old, to: both).map(\.component) == ["b", "c"])
        #expect(given.carried(from: old, to: one).map(\.component) == ["b", "b-truoc"])
    }
}
