import Core
import Ledger
import Testing
import UseCases

@testable import Web

@Suite("Nội dung gửi qua giao diện lập trình")
struct BodyReadingTests {
    private func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

    private func changing(_ changes: String) -> String {
        #"{"action":"correct","reason":"r","changes":{"# + changes + "}}"
    }

    /// The one field that a body is refused for.
    private func refused(_ body: String) throws -> FieldProblem? {
        do {
            _ = try CommandReader(rules: RuleSettings()).read(try json(body)) { "id" }
            return nil
        } catch let problem as Problem {
            #expect(problem.code == .formInvalid)
            #expect(problem.fields.count == 1)
            return problem.fields.first
        }
    }

    @Test func `what is wrong is named by its place and a code`() throws {
        let long = String(repeating: "ă", count: 2_001)
        let cases: [(body: String, place: String, code: FieldCode)] = [
            ("[]", "/", .wrongType), ("{}", "/action", .required), (#"{"action":5}"#, "/action", .wrongType),
            (#"{"action":"bogus"}"#, "/action", .notOffered), (#"{"action":"submit"}"#, "/action", .notOffered),
            (#"{"action":"stop"}"#, "/reason", .required),
            (#"{"action":"stop","reason":"  "}"#, "/reason", .required),
            (#"{"action":"stop","reason":7}"#, "/reason", .wrongType),
            (#"{"action":"stop","reason":"\#(long)"}"#, "/reason", .tooLong),
            (#"{"action":"stop","reason":"a\u0000b"}"#, "/reason", .malformed),
            (#"{"action":"stop","reason":"r","raeson":"x"}"#, "/raeson", .unknown),
            (#"{"action":"receive","fee":1.5}"#, "/fee", .wrongType),
            (#"{"action":"receive","fee":-1}"#, "/fee", .outOfRange),
            (#"{"action":"receive","seen":"3"}"#, "/seen", .wrongType),
            (#"{"action":"consult","questions":[{"agency":"H21","note":"n"}]}"#, "/questions/0/workingDays", .required),
            (#"{"action":"consult","questions":[1]}"#, "/questions/0", .wrongType),
            (
                #"{"action":"supply","components":[{"component":"a"},{"component":"a"}]}"#,
                "/components/1/component", .taken
            ),
            (#"{"action":"extend","newDay":"31/12/2026","reason":"r"}"#, "/newDay", .malformed),
            (#"{"action":"returnResult","way":"pigeon"}"#, "/way", .notOffered),
            (#"{"action":"correct","reason":"r","changes":{"a b":"c"}}"#, "/changes/a b", .malformed),
            (#"{"action":"correct","reason":"r","changes":{}}"#, "/changes", .required),
            (#"{"action":"correct","reason":"r","changes":{"file.abc":"c"}}"#, "/changes/file.abc", .unknown),
            (changing(#""old.a":"c""#), "/changes/old.a", .unknown),
            (changing(#""reason":null"#), "/changes/reason", .unknown),
            (changing(#""answer.":"c""#), "/changes/answer.", .unknown),
            (changing(#""submitter.name":null"#), "/changes/submitter.name", .required),
            (changing(#""submitter.phone":" ""#), "/changes/submitter.phone", .required),
            (changing(#""submitter.phone":"abc""#), "/changes/submitter.phone", .malformed),
            (#"{"action":"confirmPayment","reference":"x\u202ey"}"#, "/reference", .hiddenCharacter),
            (#"{"action":"requestSupplement","reason":"r","components":"x"}"#, "/components", .wrongType),
        ]
        for (body, place, code) in cases {
            let field = try refused(body)
            #expect(field?.field == place, "\(body.prefix(80))")
            #expect(field?.code == code, "\(body.prefix(80))")
        }
    }

    @Test func `a text is taken composed and without white space around it, and null is nothing`() throws {
        let decomposed = "  Ho\u{302}\u{300} sơ thiếu giấy  "
        let body = try json(#"{"action":"stop","reason":"\#(decomposed)","basis":null,"seen":4}"#)
        let (command, seen) = try CommandReader(rules: RuleSettings()).read(body) { "id" }
        #expect(seen == 4)
        guard case .other(.stop(let grounds)) = command else {
            Issue.record("not a stop")
            return
        }
        #expect(grounds.personal[.reason].map { Array($0.unicodeScalars) } == Array("Hồ sơ thiếu giấy".unicodeScalars))
        #expect(grounds.basis == nil)
    }

    @Test func `a correction changes what is given and takes away what is null`() throws {
        let changes = #""submitter.phone":null,"owner.name":"Rơ Châm Hùng","answer.a":"b""#
        let (command, _) = try CommandReader(rules: RuleSettings()).read(try json(changing(changes))) { "id" }
        guard case .other(.correct(let correction)) = command else {
            Issue.record("not a correction")
            return
        }
        #expect(correction.changes == Personal(["owner.name": "Rơ Châm Hùng", "answer.a": "b"]))
        #expect(correction.removed == [.submitterPhone])
    }

    @Test func `a refusal for papers and for a value put right tells where they stand in the body`() throws {
        func fields(_ rule: DossierRefusal, _ body: String) throws -> [FieldProblem] {
            let placed = RefusalPlaces.placed(UseCaseRefusal.rule(rule), in: try json(body))
            return RefusalProblems.problem(for: placed)?.fields ?? []
        }
        let handed = #"{"components":[{"component":"tp-1"},{"component":"tp-999"}]}"#
        #expect(
            try fields(.unknownComponents(["tp-999"]), handed)
                == [FieldProblem("/components/1/component", .notOffered)])
        #expect(try fields(.notAskedFor(["tp-1"]), handed) == [FieldProblem("/components/0/component", .notOffered)])
        #expect(try fields(.componentsMissing(["tp-2", "tp-3"]), handed) == [FieldProblem("/components", .required)])
        #expect(
            try fields(.unknownComponents(["b"]), #"{"components":["a","b"]}"#)
                == [FieldProblem("/components/1", .notOffered)])
        #expect(
            try fields(.field(.ownerName, .missing), #"{"changes":{"owner.name":null}}"#)
                == [FieldProblem("/changes/owner.name", .required)])
        #expect(try fields(.componentsMissing(["tp-2"]), #"{"action":"receive"}"#).isEmpty)
        #expect(try fields(.notNow(.correct, .returned), handed).isEmpty)
    }

    @Test func `several unknown members are all named`() throws {
        let body = try json(#"{"action":"renewSecret","x":1,"y/z":2}"#)
        let problem = #expect(throws: Problem.self) {
            _ = try CommandReader(rules: RuleSettings()).read(body) { "id" }
        }
        #expect(problem?.fields.map(\.field) == ["/x", "/y~1z"])
    }
}
