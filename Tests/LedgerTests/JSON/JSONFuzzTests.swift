import Core
import Ledger
import Testing

@Suite("JSON: đầu vào ngẫu nhiên")
struct JSONFuzzTests {
    private let seeds: [String] = [
        #"{"actor":"a","at":1732093200000000,"body":{"due":[1,2,{"x":null}],"name":"Nguyễn Văn Ân"},"z":-12.5e+3}"#,
        #"[[],{},"\ud83d\ude00\u00e9\\\"\/\b\f\n\r\t",true,false,null,0,-1,1.0,9007199254740993]"#,
        "  { \"é\" : \"\u{10FFFF}\" , \"e\" : [ [ [ [ 1 ] ] ] ] }\r\n\t",
    ]

    @Test func `random bytes never stop the reader`() {
        for seed in 0..<20_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let bytes = random.bytes(Int.random(in: 0..<64, using: &random))
            check(bytes, seed: seed)
        }
    }

    @Test func `random text of JSON's own characters never stops the reader`() {
        let alphabet = Array("{}[]\",:\\u0d8cDeE+-.19 tfnralsué".utf8)
        for seed in 0..<20_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let count = Int.random(in: 0..<40, using: &random)
            check((0..<count).compactMap { _ in alphabet.randomElement(using: &random) }, seed: seed)
        }
    }

    @Test func `changed, cut and doubled texts never stop the reader`() {
        for seed in 0..<20_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
                guard place < bytes.count else { continue }
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.removeLast(bytes.count - place)
                case 3: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
                default: bytes[place] = bytes.randomElement(using: &random) ?? 0
                }
            }
            check(bytes, seed: seed)
        }
    }

    /// A refusal points into the text; what is read is written, read again, and is the same.
    private func check(_ bytes: [UInt8], seed: UInt64) {
        let value: JSON
        do throws(JSONSyntaxError) { value = try JSON(parsing: bytes) } catch {
            if !(0...bytes.count).contains(error.offset) { Issue.record("SEED=\(seed) offset \(error.offset)") }
            return
        }
        do {
            let text = try value.compactBytes()
            if try JSON(parsing: text) != value { Issue.record("SEED=\(seed) read again it differs") }
            if try JSON(parsing: text).compactBytes() != text { Issue.record("SEED=\(seed) not one spelling") }
        } catch { Issue.record("SEED=\(seed) \(error)") }
    }
}
