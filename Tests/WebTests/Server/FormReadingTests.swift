import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Biểu mẫu gửi đến")
struct FormReadingTests {
    private func read(_ text: String, limits: RequestLimits = .standard) throws(Problem) -> FieldList {
        try URLEncodedReader.query(text[...], limits: limits)
    }

    private func refusal(_ text: String, limits: RequestLimits = .standard) -> Problem? {
        do {
            _ = try read(text, limits: limits)
            return nil
        } catch { return error }
    }

    @Test func `fields come in order, with spaces, equals signs and repeats`() throws {
        let list = try read("a=1&b=x+y%20z&a=2&c=p%3Dq=r&d&=e&&f=")
        #expect(list.all("a") == ["1", "2"])
        #expect(list["b"] == "x y z")
        #expect(list["c"] == "p=q=r")
        #expect(list["d"] == "")
        #expect(list[""] == "e")
        #expect(list["f"] == "")
        #expect(try read("").fields.isEmpty)
    }

    @Test func `a value typed in pieces is composed, and line ends are one`() throws {
        let decomposed = "Nguye\u{302}\u{303}n".utf8.map { "%" + String($0, radix: 16) }.joined()
        let list = try read("name=\(decomposed)&note=a%0D%0Ab%0Dc")
        #expect(list["name"].map { Array($0.unicodeScalars) } == Array("Nguyễn".unicodeScalars))
        #expect(list["note"] == "a\nb\nc")
    }

    @Test func `broken text names its field`() {
        #expect(refusal("ok=1&ho.ten=%FF") == .field("ho.ten", .notUTF8))
        #expect(refusal("ho.ten=%C3%28") == .field("ho.ten", .notUTF8))
        #expect(refusal("ho.ten=a%00b") == .field("ho.ten", .malformed))
        #expect(refusal("ho.ten=%1B[31m") == .field("ho.ten", .malformed))
        #expect(refusal("ho.ten=%zz") == .field("ho.ten", .malformed))
        #expect(refusal("ho.ten=%E1%BA") == .field("ho.ten", .notUTF8))
        #expect(refusal("%FF=1")?.fields.first?.code == .notUTF8)
        #expect(refusal("ho.ten=%FF")?.fields.first?.pointer == "#/ho/ten")
    }

    @Test func `characters that turn the direction of a text are refused by their field, plain marks are not`() throws {
        for scalar in ["%E2%80%AA", "%E2%80%AE", "%E2%81%A6", "%E2%81%A9"] {
            #expect(refusal("ho.ten=a\(scalar)b") == .field("ho.ten", .hiddenCharacter), "\(scalar)")
        }
        #expect(try read("a=%E2%80%8E1")["a"] == "\u{200E}1")
    }

    @Test func `a form that is told of faulty fields keeps the rest, and shows of them what can be shown`() throws {
        var limits = RequestLimits.standard
        limits.namesFaultyFields = true
        limits.fieldBytesMax = 8
        let list = try read(
            "a=1&b=x%00y&c=a%E2%80%AEb&d=%FFz&e=%zz&f=12345678901&g=" + String(repeating: "x", count: 100) + "&h=2",
            limits: limits)
        #expect(list["a"] == "1" && list["h"] == "2")
        #expect(list.faults.map(\.field) == ["b", "c", "d", "e", "f", "g"])
        #expect(
            list.faults.map(\.code)
                == [.malformed, .hiddenCharacter, .notUTF8, .malformed, .tooLarge, .tooLarge])
        #expect(list["b"] == "xy" && list["c"] == "ab" && list["d"] == "\u{FFFD}z" && list["e"] == "%zz")
        #expect(list["f"] == "12345678" && list["g"] == "xxxxxxxx")
        #expect(throws: Problem.field("g", .tooLong, ["most": "5"])) { try list.required("g", most: 5) }
        #expect(throws: Problem.field("c", .hiddenCharacter)) { try list.optional("c", most: 5) }
        #expect(throws: Problem.self) { try list.refuseFaults() }
        #expect(try read("a=1", limits: limits).faults.isEmpty)
        limits.formBytesMax = 100
        #expect(refusal("g=" + String(repeating: "x", count: 60), limits: limits)?.fields.first?.field == "g")
    }

    @Test func `limits on size and number are kept at their edges`() throws {
        var limits = RequestLimits.standard
        limits.fieldBytesMax = 10
        limits.queryFieldsMax = 3
        #expect(try read("a=" + String(repeating: "%C3%A0", count: 5), limits: limits)["a"]?.count == 5)
        let tooLarge = refusal("a=" + String(repeating: "x", count: 11), limits: limits)
        #expect(tooLarge?.code == .formTooLarge)
        #expect(tooLarge?.fields.first?.field == "a")
        #expect(refusal("a=" + String(repeating: "x", count: 1000), limits: limits)?.fields.first?.field == "a")
        #expect(try read("a=1&b=2&c=3", limits: limits).fields.count == 3)
        #expect(refusal("a=1&b=2&c=3&d=4", limits: limits)?.code == .tooManyFields)
        #expect(refusal(String(repeating: "n", count: 1000) + "=1", limits: limits)?.code == .malformed)
    }

    @Test func `typed values are trimmed, and asked for or not`() throws {
        let list = try read("a=++x++&b=+++&c=" + String(repeating: "%E1%BA%BF", count: 6))
        #expect(try list.required("a", most: 1) == "x")
        #expect(try list.optional("b", most: 5) == nil)
        #expect(throws: Problem.field("b", .required)) { try list.required("b", most: 5) }
        #expect(throws: Problem.field("x", .required)) { try list.required("x", most: 5) }
        #expect(try list.required("c", most: 6).count == 6)
        #expect(throws: Problem.field("c", .tooLong, ["most": "5"])) { try list.required("c", most: 5) }
    }

    @Test func `ten megabytes of text are refused naming the field, and nothing is held`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let (cookie, token) = try await client.formToken()
            let text = [UInt8](repeating: UInt8(ascii: "a"), count: 10 * 1024 * 1024)
            let body = Array("csrf=\(token)&ghi-chu=".utf8) + text
            var headers = cookie
            headers[.accept] = "application/json"
            let plain = try await client.post("/tra-cuu", body, "application/x-www-form-urlencoded", headers)
            let parts = multipart([("csrf", nil, Array(token.utf8)), ("ghi-chu", nil, text)])
            let mixed = try await client.post(
                "/tra-cuu", parts, "multipart/form-data; boundary=ranh-gioi", headers)
            for answer in [plain, mixed] {
                #expect(answer.status == .contentTooLarge)
                #expect(answer.text.contains("\"pointer\":\"#/ghi-chu\""))
                #expect(answer.text.contains("Mục “ghi-chu” lớn quá 64 KB"))
            }
            #expect(try await client.get("/").status == .ok)
        }
        #expect(test.site.uploads.heldBytes == 0)
    }

    @Test func `a form of another media type is refused`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            for type in ["", "text/plain", "application/json", "multipart/mixed; boundary=a", "multipart/form-data"] {
                let answer = try await client.post("/tra-cuu", Array("a=1".utf8), type)
                #expect(answer.status == .unsupportedMediaType, "\(type)")
            }
        }
    }

    @Test func `display settings are kept, and lead back to a page of ours only`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let body = Array("language=en&size=22&contrast=on&return=%2Fthu-tuc%3Fq%3Da".utf8)
            let answer = try await client.post("/hien-thi", body)
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/thu-tuc?q=a")
            #expect(answer.headers[.setCookie]?.hasPrefix("motcua-hien-thi=en.22.1; ") == true)
            #expect(try await client.get("/", [.cookie: "motcua-hien-thi=en.22.1"]).text == "<p>en")
            for target in ["%2F%2Fevil.example", "%2F%5Cevil.example", "https%3A%2F%2Fevil.example", "%2Fa%0Ab", ""] {
                let answer = try await client.post("/hien-thi", Array("size=16&return=\(target)".utf8))
                #expect(answer.status == .unprocessableContent || answer.headers[.location] == "/", "\(target)")
            }
            for wrong in ["size=17", "size=x", "language=fr", "language="] {
                #expect(try await client.post("/hien-thi", Array(wrong.utf8)).status == .unprocessableContent)
            }
        }
    }
}
