import Core
import Ledger
import Testing

@Suite("Chỉ mục mù")
struct BlindIndexTests {
    private let index: BlindIndex
    private let other: BlindIndex

    init() throws {
        index = BlindIndex(try OfficeKey(Array(0..<32)))
        other = BlindIndex(try OfficeKey(Array(1..<33)))
    }

    @Test func `the same value in any spelling is found`() throws {
        let spellings: [(BlindIndex.Kind, [String])] = [
            (.personalNumber, ["037123456789", "037 123 456 789", " 037.123.456-789\u{a0}"]),
            (.personalNumber, ["C1234567", "c 1234567", "c-1234567"]),
            (.phone, ["0912345678", "+84912345678", "84912345678", "0084 912 345 678", "+84 (0)912.345.678"]),
            (.phone, ["02693824141", "+842693824141", "(0269) 3824141"]), (.phone, ["1900", "1900 "]),
            (.email, ["an@example.vn", " An@Example.VN\n"]),
        ]
        var seen: Set<String> = []
        for (kind, ways) in spellings {
            let values = Set(ways.map { index.value(kind, of: $0) })
            #expect(values.count == 1, "\(ways)")
            let value = try #require(values.first ?? nil)
            #expect(value.count == 32 && value.allSatisfy(\.isHexDigit))
            #expect(seen.insert(value).inserted)
        }
    }

    @Test func `kinds, keys and values are kept apart`() {
        let values = [
            index.value(.phone, of: "0912345678"), index.value(.personalNumber, of: "0912345678"),
            index.value(.email, of: "0912345678"), index.value(.phone, of: "0912345679"),
            other.value(.phone, of: "0912345678"),
        ]
        #expect(Set(values).count == 5)
    }

    @Test func `nothing gives no index`() {
        for kind in BlindIndex.Kind.allCases {
            #expect(index.value(kind, of: "") == nil)
            #expect(index.value(kind, of: " \n") == nil)
        }
        #expect(index.value(.phone, of: "không có") == nil)
    }

    @Test func `the form is held for ever`() {
        #expect(index.value(.phone, of: "0912345678") == "474f303aea103c7df928de2d9cb22db8")
    }
}
