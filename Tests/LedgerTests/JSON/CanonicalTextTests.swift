import Ledger
import Testing

@Suite("JSON chuẩn tắc (RFC 8785)")
struct CanonicalTextTests {
    private func canonical(_ text: String) throws -> String {
        String(decoding: try JSON(parsing: Array(text.utf8)).canonicalBytes(), as: UTF8.self)
    }

    @Test func `strings are escaped as the RFC's example has it`() throws {
        let text = #"["\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"]"#
        #expect(try canonical(text) == #"["€$\u000f\nA'B\"\\\\\"/"]"#)
    }

    @Test func `keys are ordered by UTF-16 code units as in the RFC's example`() throws {
        let text = #"""
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """#
        let values = try canonical(text).split(separator: "\"").filter {
            $0.contains(" ") || $0 == "One" || $0 == "Control"
        }
        #expect(
            values == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    @Test func `the order of keys is that of UTF-16 for every pair of characters from each range`() throws {
        let scalars = [0, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF] as [UInt32]
        let single = scalars.compactMap(Unicode.Scalar.init).map { String(Character($0)) }
        let keys = single + ["", "A\u{10000}", "A\u{E000}"]
        for a in keys {
            for b in keys where a != b {
                let first = a.utf16.lexicographicallyPrecedes(b.utf16) ? a : b
                let text = try JSON.object([a: .integer(1), b: .integer(1)]).canonicalBytes()
                let start = try JSON.object([first: .integer(1)]).canonicalBytes().dropLast()
                #expect(text.starts(with: start), "\(a.debugDescription) \(b.debugDescription)")
            }
        }
    }

    @Test func `nothing but what must be is escaped`() throws {
        let all = (0..<0x100 as Range<UInt32>).compactMap(Unicode.Scalar.init).map { String(Character($0)) }.joined()
        let text = String(decoding: try JSON.string(all + "\u{2028}").canonicalBytes(), as: UTF8.self)
        let low = #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
        let next = #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#
        #expect(text.hasPrefix("\"" + low + next + " !\\\"#"))
        #expect(text.contains("[\\\\]") && text.contains("./0") && text.contains("\u{7f}\u{80}"))
        #expect(text.hasSuffix("ÿ\u{2028}\""))
        #expect(try JSON(parsing: Array(text.utf8)) == .string(all + "\u{2028}"))
    }

    @Test func `white space, escapes and order of the source leave no trace`() throws {
        #expect(try canonical(" {\"b\" : [ 1 , -0 ] , \"\\u0061\" : \"\\u00E9\" } ") == #"{"a":"é","b":[1,0]}"#)
        #expect(try canonical("[]") == "[]")
        #expect(try canonical("{}") == "{}")
    }

    @Test func `whole numbers of every length are written`() throws {
        var numbers: [Int64] = [0, JSON.integerMax]
        var power: Int64 = 1
        while power < JSON.integerMax {
            numbers += [power, power - 1, power + 1]
            power *= 10
        }
        for number in numbers {
            #expect(try JSON.integer(number).canonicalBytes() == Array(String(number).utf8))
            #expect(try JSON.integer(-number).canonicalBytes() == Array(String(-number).utf8))
        }
    }

    @Test func `null, fractions, numbers out of range and deep nesting are refused with their path`() {
        func refusal(_ value: JSON) -> CanonicalError? {
            do throws(CanonicalError) { _ = try value.canonicalBytes() } catch { return error }
            return nil
        }
        #expect(refusal(.object(["a": .array([.integer(1), .null])])) == CanonicalError(.null, path: ["a", "1"]))
        #expect(refusal(.array([.number("1.5")])) == CanonicalError(.notWhole, path: ["0"]))
        #expect(refusal(.integer(JSON.integerMax + 1)) == CanonicalError(.outOfRange))
        #expect(refusal(.integer(.min)) == CanonicalError(.outOfRange))
        let deep = (0..<33).reduce(JSON.integer(1)) { value, _ in .array([value]) }
        #expect(refusal(deep)?.reason == .tooDeep)
    }
}
