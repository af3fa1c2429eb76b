import Core
import Ledger
import Testing

@Suite("Mã hóa và giải mã Codable")
struct CanonicalCodingTests {
    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalEncoder().encode(value), as: UTF8.self)
    }

    private func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws(CanonicalError) -> Value {
        try CanonicalDecoder().decode(type, from: Array(text.utf8))
    }

    private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws {
        let bytes = try CanonicalEncoder().encode(value)
        #expect(try CanonicalDecoder().decode(Value.self, from: bytes) == value)
        #expect(try JSON(parsing: bytes).canonicalBytes() == bytes, "the text is canonical")
    }

    @Test func `events with every form of payload round trip`() throws {
        for event in Event.samples { try roundTrip(event) }
        try roundTrip(Event.samples)
        #expect(try text(Event.paused) == #"{"paused":{}}"#)
        #expect(try text(Event.noted("x", nil)) == #"{"noted":{"_0":"x"}}"#)
        #expect(
            try text(Event.received(code: "H21-1", due: Instant(microseconds: 5), fee: nil))
                == #"{"received":{"code":"H21-1","due":5}}"#)
    }

    @Test func `all whole number types keep their limits`() throws {
        try roundTrip(Numbers())
        try roundTrip([Int8.min, .max])
        try roundTrip([UInt64(JSON.integerMax)])
        #expect(throws: CanonicalError(.outOfRange, path: ["0"])) { try text([UInt64.max]) }
        #expect(throws: CanonicalError(.outOfRange, path: ["0"])) { try text([Int64.min]) }
        #expect(throws: CanonicalError(.outOfRange)) { try read(Int8.self, "128") }
        #expect(throws: CanonicalError(.outOfRange)) { try read(UInt.self, "-1") }
        #expect(throws: CanonicalError(.outOfRange)) { try read(Int64.self, "9007199254740992") }
        #expect(throws: CanonicalError(.notWhole)) { try read(Int.self, "1.0") }
        #expect(throws: CanonicalError(.notWhole)) { try read(Int.self, "1e3") }
    }

    @Test func `floating point is refused both ways`() {
        #expect(throws: CanonicalError(.notWhole, path: ["area"])) { try text(["area": 1.5]) }
        #expect(throws: CanonicalError(.notWhole, path: ["0"])) { try text([Float(1)]) }
        #expect(throws: CanonicalError(.notWhole)) { try read(Double.self, "1") }
    }

    @Test func `nil is left out and read back as nil, null too`() throws {
        #expect(try text(Box<Int?>(value: nil)) == "{}")
        #expect(try text(["a": Int?.none, "b": 1]) == #"{"b":1}"#)
        #expect(try read(Box<Int?>.self, "{}") == Box(value: nil))
        #expect(try read(Box<Int?>.self, #"{"value":null}"#) == Box(value: nil))
        #expect(try read(Box<Int?>.self, #"{"value":4}"#) == Box(value: 4))
        #expect(try read([Int?].self, "[1,null,2]") == [1, nil, 2])
        #expect(throws: CanonicalError(.null, path: ["1"])) { try text([1, nil] as [Int?]) }
        #expect(throws: CanonicalError(.null)) { try text(Int?.none) }
    }

    @Test func `sets and dictionaries give the same bytes however they were filled`() throws {
        let keys = (0..<40).map { "H21.\($0)" }
        for order in [keys, keys.reversed()] {
            let set = order.reduce(into: Set<AgencyCode>(minimumCapacity: order.first == keys[0] ? 0 : 999)) {
                $0.insert(AgencyCode($1))
            }
            let byCode = Dictionary(uniqueKeysWithValues: order.map { (AgencyCode($0), [$0]) })
            let byText = Dictionary(uniqueKeysWithValues: order.map { ($0, 1) })
            #expect(try text(set) == "[" + keys.sorted().map { "\"\($0)\"" }.joined(separator: ",") + "]")
            #expect(try text(byCode).hasPrefix(#"["H21.0",["H21.0"],"H21.1",["H21.1"],"H21.10""#))
            #expect(try text(byText).hasPrefix(#"{"H21.0":1,"H21.1":1,"H21.10":1"#))
            try roundTrip(set)
            try roundTrip(byCode)
            try roundTrip(byText)
            try roundTrip(byText.mapValues { "Ân \($0)\n" })
        }
        #expect(try text([10: "a", 9: "b"]) == #"{"10":"a","9":"b"}"#)
        #expect(try text([3, 1, 2]) == "[3,1,2]")
    }

    @Test func `a wrong value is refused with its path`() {
        let whole = #"{"inner":{"list":[{"code":"x"},{"code":5}]}}"#
        #expect(throws: CanonicalError(.wrongType(wanted: .string), path: ["inner", "list", "1", "code"])) {
            try read(Outer.self, whole)
        }
        #expect(throws: CanonicalError(.missing, path: ["inner", "list", "0", "code"])) {
            try read(Outer.self, #"{"inner":{"list":[{}]}}"#)
        }
        #expect(throws: CanonicalError(.missing, path: ["inner"])) { try read(Outer.self, "{}") }
        #expect(throws: CanonicalError(.wrongType(wanted: .object))) { try read(Outer.self, "[]") }
        #expect(throws: CanonicalError(.wrongType(wanted: .array))) { try read([Int].self, "{}") }
        #expect(throws: CanonicalError(.wrongType(wanted: .bool))) { try read(Bool.self, "1") }
        #expect(throws: CanonicalError(.wrongType(wanted: .integer))) { try read(Int.self, "true") }
        #expect(throws: CanonicalError(.syntax(JSONSyntaxError(.endsEarly, offset: 1)))) { try read(Int.self, "{") }
        #expect(throws: CanonicalError(.wrongType(wanted: .string), path: ["a"])) {
            try read([String: String].self, #"{"a":1}"#)
        }
        #expect(throws: CanonicalError(.wrongType(wanted: .object))) { try read([String: String].self, "[]") }
        for text in [#"{"unknown":{}}"#, "{}", #"{"paused":{},"closed":{"_0":true}}"#] {
            #expect(throws: CanonicalError.self) { try read(Event.self, text) }
        }
        #expect(throws: CanonicalError.self) { try read(Channel.self, "9") }
    }

    @Test func `unknown keys are passed over, keys may stand in any order and be escaped`() throws {
        let text = #" { "x" : [ { } ] , "lis\u0074" : [ { "code" : "a" } ] , "y" : null } "#
        #expect(try read(Inner.self, text) == Inner(list: [Code(code: "a")]))
    }

    @Test func `a dictionary of many keys is read in linear time`() throws {
        let many = Dictionary(uniqueKeysWithValues: (0..<30_000).map { ("k\($0)", $0) })
        try roundTrip(many)
    }

    @Test func `a class that encodes its super round trips`() throws {
        let bytes = try text(Derived(base: 1, own: "x"))
        #expect(bytes == #"{"own":"x","super":{"base":1}}"#)
        let back = try read(Derived.self, bytes)
        #expect(back.base == 1 && back.own == "x")
    }

    @Test func `containers written by hand round trip`() throws {
        #expect(try text(ByHand()) == #"{"list":[1,"a",[true],{"k":2},{}],"one":{"two":3}}"#)
        _ = try read(ByHand.self, try text(ByHand()))
    }

    @Test func `a value written past thirty-two levels is refused`() throws {
        try roundTrip(Chain.nested(31))
        #expect(throws: CanonicalError.self) { try text(Chain.nested(32)) }
    }

    @Test func `a key written twice is refused`() {
        #expect(throws: CanonicalError(.duplicateKey, path: ["a"])) { try text(TwiceA()) }
    }
}
