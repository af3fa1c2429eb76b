import Ledger
import Testing

@Suite("JSON: đọc")
struct JSONParsingTests {
    private func parse(_ text: String, _ limits: JSONLimits = .standard) throws(JSONSyntaxError) -> JSON {
        try JSON(parsing: Array(text.utf8), limits: limits)
    }

    private func refusal(_ bytes: [UInt8], _ limits: JSONLimits = .standard) -> JSONSyntaxError? {
        do throws(JSONSyntaxError) { _ = try JSON(parsing: bytes, limits: limits) } catch { return error }
        return nil
    }

    private func refusal(_ text: String) -> JSONSyntaxError? { refusal(Array(text.utf8)) }

    @Test func `every kind of value is read`() throws {
        let text = """
             { "a" : [ 1 , -2 , true , false , null , "x" , { } , [ ] ] ,\t"b":{"c":""},\r\n"d":1.50,"e":-0}
            """
        #expect(
            try parse(text)
                == .object([
                    "a": .array([
                        .integer(1), .integer(-2), .bool(true), .bool(false), .null, .string("x"), .object([:]),
                        .array([]),
                    ]),
                    "b": .object(["c": .string("")]), "d": .number("1.50"), "e": .integer(0),
                ]))
        #expect(try parse(text)["b"]?["c"] == .string(""))
        #expect(try parse("7")["b"] == nil)
    }

    @Test func `escapes are undone, surrogate pairs joined`() throws {
        let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDE00\u0000x""#
        #expect(try parse(text) == .string("\"\\/\u{8}\u{c}\n\r\tAé€😀\0x"))
        #expect(try parse(#"{"\u0061":1}"#) == .object(["a": .integer(1)]))
    }

    @Test func `numbers that are not whole or too large keep their text`() throws {
        #expect(try parse("9007199254740991") == .integer(9_007_199_254_740_991))
        #expect(try parse("-9007199254740991") == .integer(-9_007_199_254_740_991))
        for text in [
            "9007199254740992", "-9007199254740992", "1.0", "1e3", "1E+3", "0.5e-7", "99999999999999999999999", "-0.0",
            String(repeating: "9", count: 400),
        ] { #expect(try parse(text) == .number(text)) }
    }

    @Test func `broken text is refused at its place`() {
        let cases: [(String, JSONSyntaxError.Reason, Int)] = [
            ("", .endsEarly, 0), ("  ", .endsEarly, 2), ("{", .endsEarly, 1), ("[1", .endsEarly, 2),
            ("\"ab", .endsEarly, 3), ("tru", .endsEarly, 3), ("-", .endsEarly, 1), ("1.", .endsEarly, 2),
            ("1e", .endsEarly, 2), ("1e+", .endsEarly, 3), ("\"\\", .endsEarly, 2), ("\"\\u12", .endsEarly, 5),
            ("1 2", .trailingBytes, 2), ("{}x", .trailingBytes, 2), ("[]]", .trailingBytes, 2),
            ("trux", .unexpectedByte(UInt8(ascii: "x")), 3), ("[1,]", .unexpectedByte(UInt8(ascii: "]")), 3),
            ("[1 2]", .unexpectedByte(UInt8(ascii: "2")), 3), ("{,}", .unexpectedByte(UInt8(ascii: ",")), 1),
            ("{\"a\":1,}", .unexpectedByte(UInt8(ascii: "}")), 7), ("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1")), 5),
            ("{a:1}", .unexpectedByte(UInt8(ascii: "a")), 1), ("'a'", .unexpectedByte(UInt8(ascii: "'")), 0),
            ("NaN", .unexpectedByte(UInt8(ascii: "N")), 0), ("/**/1", .unexpectedByte(UInt8(ascii: "/")), 0),
            ("+1", .unexpectedByte(UInt8(ascii: "+")), 0), (".5", .unexpectedByte(UInt8(ascii: ".")), 0),
            ("01", .brokenNumber, 0), ("-01", .brokenNumber, 1), ("[00]", .brokenNumber, 1), ("-x", .brokenNumber, 1),
            ("1.x", .brokenNumber, 2), ("1ex", .brokenNumber, 2), ("\"\n\"", .controlCharacter, 1),
            ("\"\u{1}\"", .controlCharacter, 1), ("\"\\x\"", .unknownEscape, 2), ("\"\\u12g4\"", .unknownEscape, 5),
            ("\"\\ud800\"", .loneSurrogate, 1), ("\"a\\udc00\"", .loneSurrogate, 2),
            ("\"\\ud800\\u0041\"", .loneSurrogate, 1), ("\"\\ud800\\ud800\"", .loneSurrogate, 1),
            ("\u{feff}{}", .unexpectedByte(0xEF), 0),
        ]
        for (text, reason, offset) in cases {
            #expect(refusal(text) == JSONSyntaxError(reason, offset: offset), "\(text)")
        }
    }

    @Test func `bytes that are not UTF-8 are refused, whatever is wrong with them`() throws {
        let broken: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE1, 0x80], [0xE1, 0x80, 0x41], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ]
        for bytes in broken {
            let refused = refusal([0x22, 0x61] + bytes + [0x22])
            #expect(refused == JSONSyntaxError(.brokenUTF8, offset: 2), "\(bytes)")
            // The same at the very end of the text: never read past it.
            #expect(refusal([0x22, 0x61] + bytes) != nil)
        }
        for scalar in [0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF] as [UInt32] {
            let text = Unicode.Scalar(scalar).map { String(Character($0)) } ?? ""
            #expect(try parse("\"\(text)\"") == .string(text))
        }
    }

    @Test func `a key twice is refused, however it is written and however many keys there are`() {
        #expect(refusal(#"{"a":1,"a":1}"#) == JSONSyntaxError(.duplicateKey("a"), offset: 7))
        #expect(refusal(#"{"b":1,"a":1,"b":2}"#) == JSONSyntaxError(.duplicateKey("b"), offset: 13))
        #expect(refusal(#"{"a":1,"\u0061":1}"#) == JSONSyntaxError(.duplicateKey("a"), offset: 7))
        #expect(refusal("{\"é\":1,\"e\u{301}\":1}")?.reason == .duplicateKey("é"))
        #expect(refusal(#"{"x":{"a":1,"a":2}}"#)?.offset == 12)
        #expect(refusal(#"{"a":{"a":1},"b":{"a":1}}"#) == nil)
        let many = (0..<20_000).map { "\"k\(($0 * 7_919) % 20_000)\":0" }
        #expect(refusal("{\(many.joined(separator: ","))}") == nil)
        #expect(refusal("{\(many.joined(separator: ",")),\"k77\":1}")?.reason == .duplicateKey("k77"))
    }

    @Test func `nesting past the limit is refused, ten thousand levels like thirty-three`() throws {
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + "0" + String(repeating: close, count: depth)
        }
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let levels = open.utf8.count == 6 ? 16 : 32
            #expect(refusal(nested(levels, open, close)) == nil)
            for depth in [levels + 1, 10_000] {
                #expect(refusal(nested(depth, open, close))?.reason == .tooDeep(limit: 32))
            }
        }
        #expect(refusal(String(repeating: "[", count: 1 << 20))?.offset == 32)
        #expect(try parse("[[0]]", JSONLimits(bytesMax: 5, depthMax: 2)) == .array([.array([.integer(0)])]))
        #expect(refusal(Array("[[0]]".utf8), JSONLimits(bytesMax: 5, depthMax: 1))?.reason == .tooDeep(limit: 1))
    }

    @Test func `text past the limit is refused before it is read`() {
        let long = Array("\"\(String(repeating: "x", count: 100))\"".utf8)
        #expect(refusal(long, JSONLimits(bytesMax: 102)) == nil)
        #expect(refusal(long, JSONLimits(bytesMax: 101)) == JSONSyntaxError(.tooLong(limit: 101), offset: 101))
        #expect(refusal(Array(repeating: 0x20, count: 10 << 20))?.reason == .tooLong(limit: 1 << 20))
    }
}
