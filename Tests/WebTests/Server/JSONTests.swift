import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Giao diện lập trình")
struct JSONTests {
    static let headers: HTTPFields = {
        var headers: HTTPFields = [.authorization: "Bearer system-token"]
        headers[HeaderName.idempotencyKey] = "khoa-12345678"
        return headers
    }()

    private func post(_ client: any TestClientProtocol, _ body: [UInt8], _ headers: HTTPFields = headers) async throws
        -> TestResponse
    {
        try await client.post("/api/v1/dossiers", body, "application/json; charset=utf-8", headers)
    }

    @Test func `a right body is read`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let answer = try await post(client, Array("{\"name\":\"Bình\",\"count\":3,\"other\":null}".utf8))
            #expect(answer.status == .created)
            #expect(answer.text == "{\"key\":\"khoa-12345678\",\"name\":\"Bình\"}")
        }
    }

    @Test func `a body that is not right says where`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let deep = Array(String(repeating: "[", count: 10_000).utf8)
            let cases: [([UInt8], Int, String)] = [
                (deep, 400, "json.too-deep"), (deep + Array(String(repeating: "]", count: 10_000).utf8), 400, "32"),
                (Array("{\"name\":\"a\"".utf8), 400, "json.malformed"), ([], 400, "json.malformed"),
                (Array("{\"name\":\"".utf8) + [0xFF] + Array("\"}".utf8), 400, "request.not-utf8"),
                (Array("{\"name\":\"a\"}".utf8), 422, "\"pointer\":\"#/count\""),
                (Array("{\"name\":7,\"count\":1}".utf8), 422, "\"pointer\":\"#/name\""),
                (Array("{\"name\":\"a\",\"count\":1.5}".utf8), 422, "field.malformed"),
                (Array("{\"name\":\"a\",\"name\":\"b\",\"count\":1}".utf8), 400, "json.malformed"),
                (Array("[1]".utf8), 422, "form.invalid"),
                ([UInt8](repeating: 32, count: 2 * 1024 * 1024), 413, "request.body-too-large"),
                (Array("{\"name\":\"\\ud800\",\"count\":1}".utf8), 400, "json.malformed"),
            ]
            for (body, status, part) in cases {
                let answer = try await post(client, body)
                #expect(answer.status.code == status, "\(part)")
                #expect(answer.headers[.contentType] == "application/problem+json")
                #expect(answer.text.contains(part), "\(answer.text)")
            }
        }
    }

    @Test func `creating needs an idempotency key of the right form`() async throws {
        let test = try TestSite()
        let name = HeaderName.idempotencyKey
        try await test.application.test(.router) { client in
            let body = Array("{\"name\":\"a\",\"count\":1}".utf8)
            var headers = Self.headers
            headers[name] = nil
            let missing = try await post(client, body, headers)
            #expect(missing.status == .badRequest)
            #expect(missing.text.contains("idempotency.key-missing"))
            for wrong in ["short", "có dấu tiếng Việt", "with space in it", String(repeating: "k", count: 129)] {
                headers[name] = wrong
                #expect(try await post(client, body, headers).text.contains("idempotency.key-malformed"))
            }
            headers[name] = "\"0190b6f2-7c1e-7a52-9d2f-6f1f4f4f0a11\""
            #expect(try await post(client, body, headers).status == .created)
        }
    }

    @Test func `a problem document has every member of RFC 9457 and our own`() throws {
        let words = try TestSite.words().words(
            for: Problem(.formInvalid, fields: [FieldProblem("/applicant/phone", .required)]), in: .english,
            reference: "K7Q2-9FHX")
        let text = String(decoding: ProblemJSON.document(words), as: UTF8.self)
        for part in [
            "\"type\":\"/problems/form.invalid\"", "\"status\":422", "\"title\":\"Something needs correcting\"",
            "\"instance\":\"urn:motcua:request:K7Q2-9FHX\"", "\"retry\":\"once-mended\"",
            "\"pointer\":\"#/applicant/phone\"", "\"code\":\"field.required\"",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func `who likes JSON better gets it`() {
        func isJSON(_ accept: String?) -> Bool { ProblemReply.isJSONWanted(path: "/thu-tuc", accept: accept) }
        #expect(isJSON("application/json"))
        #expect(isJSON("application/problem+json, text/html;q=0.5"))
        #expect(isJSON("application/json, */*;q=0.1"))
        #expect(!isJSON(nil))
        #expect(!isJSON("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"))
        #expect(!isJSON("*/*"))
        #expect(!isJSON("application/json;q=0.1, text/html"))
        #expect(!isJSON("application/json;q=x"))
        #expect(ProblemReply.isJSONWanted(path: "/api/v1/x", accept: "text/html"))
    }
}
