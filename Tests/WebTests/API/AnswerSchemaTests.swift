import Core
import HTML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Testing

@testable import Web

/// Real answers beside what `/api/v1/openapi.json` says of them.
@Suite("Câu trả lời đúng như mô tả")
struct AnswerSchemaTests {
    typealias Person = OfficeSite.Person

    /// Asks and walks each answer beside its schema.
    private struct Caller: Sendable {
        let client: any TestClientProtocol
        let walk: SchemaWalk

        @discardableResult
        func ask(
            _ method: HTTPRequest.Method, _ uri: String, as pattern: PathPattern, _ status: Int = 200,
            by person: Person? = nil, secret: String? = nil, _ body: String? = nil,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> JSON {
            var headers: HTTPFields = [:]
            if let person { headers[.authorization] = "Bearer \(person.rawValue)" }
            if let secret { headers[try #require(HTTPField.Name("X-Dossier-Secret"))] = secret }
            if let body {
                headers[.contentType] = "application/json"
                headers[HeaderName.idempotencyKey] =
                    "key-\(abs(body.hashValue))-\(person?.rawValue ?? "")-\(uri.hashValue)"
            }
            let answer = try await client.executeRequest(
                uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
            #expect(answer.status.code == status, "\(answer.text)", sourceLocation: sourceLocation)
            let type = answer.headers[.contentType] ?? ""
            let described = walk.schema(pattern.rawValue, method.rawValue.lowercased(), answer.status.code, type)
            let schema = try #require(
                described, "\(method) \(uri): \(answer.status.code) \(type) is not described",
                sourceLocation: sourceLocation)
            let json = try JSON(parsing: Array(answer.text.utf8))
            let faults = walk.faults(json, schema)
            #expect(faults == [], "\(method) \(uri)", sourceLocation: sourceLocation)
            return json
        }

        func command(_ path: Path, by person: Person, _ body: String) async throws {
            try await ask(.post, path.url.text + "/commands", as: .apiDossierCommands, by: person, body)
        }
    }

    private func text(_ json: JSON?) throws -> String {
        guard case .string(let text)? = json else { throw NoText() }
        return text
    }

    private struct NoText: Error {}

    private func with(
        _ site: OfficeSite, _ body: @Sendable @escaping (Caller) async throws -> Void
    ) async throws {
        let walk = SchemaWalk(description: try JSON(parsing: site.pages.apiDescription))
        try await site.application.test(.router) { client in
            try await body(Caller(client: client, walk: walk))
        }
    }

    private static let submission = #"""
        {"procedure":"1.000001","places":{"intake":"H21.106","help":"H21.107"},"resultWay":"post",
        "components":[{"component":"tp-1","originals":1}],"resultAddress":"3 Hùng Vương",
        "submitter":{"name":"Nguyễn Thị Hương","phone":"0912345678","address":"12 Wừu"}}
        """#

    /// A procedure with everything that the usual one lacks.
    private static var rich: ProcedureVersion {
        var procedure = OfficeSite.procedure
        procedure.code = "1.000009"
        procedure.competence = .agency(OfficeSite.department)
        procedure.decision = "Quyết định số 1/QĐ-UBND"
        procedure.demonstration = [.limit, .fee]
        procedure.variants = procedure.variants.map { variant in
            var variant = variant
            variant.name = ""
            variant.terms[0].fee = Fee(amount: nil, unit: "bản", note: "Theo số bản")
            variant.components[1].form = "Mẫu số 1"
            variant.form = [
                FormField(key: "nghe", label: "Nghề nghiệp", required: true, hint: "Ghi rõ"),
                FormField(key: "loai", label: "Loại", kind: .choice, choices: ["a", "b"]),
            ]
            return variant
        }
        return procedure
    }

    @Test func `procedures are as described`() async throws {
        try await with(try OfficeSite([Self.rich])) { caller in
            try await caller.ask(.get, "/api/v1/procedures", as: .apiProcedures)
            try await caller.ask(.get, "/api/v1/procedures?q=khai+sinh", as: .apiProcedures)
            try await caller.ask(.get, "/api/v1/procedures?q=%00", as: .apiProcedures, 422)
            for code in ["1.000001", "1.000009"] {
                try await caller.ask(.get, "/api/v1/procedures/\(code)", as: .apiProcedure)
            }
            try await caller.ask(.get, "/api/v1/procedures/9.999999", as: .apiProcedure, 404)
            try await caller.ask(.get, "/api/v1/openapi.json", as: .apiDescription)
        }
    }

    @Test func `a dossier is as described all its way, for whoever asks`() async throws {
        try await with(try OfficeSite()) { caller in
            let made = try await caller.ask(
                .post, "/api/v1/dossiers", as: .apiDossiers, 201, by: .receiver, Self.submission)
            let path = Path.apiDossier(try text(made["number"]))
            let secret = try text(made["secret"])
            func look() async throws {
                try await caller.ask(.get, path.url.text, as: .apiDossier)
                try await caller.ask(.get, path.url.text, as: .apiDossier, secret: secret)
                for person in [Person.receiver, .controller, .stranger] {
                    try await caller.ask(.get, path.url.text, as: .apiDossier, by: person)
                }
            }
            try await look()
            try await caller.command(path, by: .receiver, #"{"action":"receive","seen":1}"#)
            try await look()
            for (person, body) in [
                (Person.leader, #"{"action":"assign","assignee":"handler"}"#),
                (.handler, #"{"action":"consult","questions":[{"agency":"H21.24","workingDays":2,"note":"?"}]}"#),
                (.handler, #"{"action":"requestSupplement","components":["tp-2"],"reason":"Thiếu"}"#),
            ] { try await caller.command(path, by: person, body) }
            try await look()
            let whole = try await caller.ask(.get, path.url.text, as: .apiDossier, by: .handler)
            guard case .array(let questions)? = whole["consultations"],
                let id = try questions.first.map({ try text($0["id"]) })
            else { throw NoText() }
            for (person, body) in [
                (Person.adviser, #"{"action":"answerConsultation","consultation":"\#(id)","note":"Không"}"#),
                (.receiver, #"{"action":"supply","components":[{"component":"tp-2","copies":1}]}"#),
                (.handler, #"{"action":"requestPayment","amount":50000,"reason":"Phí"}"#),
                (.receiver, #"{"action":"confirmPayment","reference":"BL-1"}"#),
                (.receiver, #"{"action":"correct","changes":{"submitter.phone":"0987654321"},"reason":"Sai"}"#),
                (.receiver, #"{"action":"renewSecret"}"#),
                (.handler, #"{"action":"completeStep","to":"sign","assignee":"signatory"}"#),
            ] { try await caller.command(path, by: person, body) }
            let renewed = try await caller.ask(.get, path.url.text, as: .apiDossier, by: .signatory)
            #expect(renewed["work"]?["assignee"] == .string("signatory"))
            for (person, body) in [
                (Person.signatory, #"{"action":"settle","resultNumber":"12/GKS"}"#),
                (.receiver, #"{"action":"returnResult","way":"post"}"#),
            ] { try await caller.command(path, by: person, body) }
            let ended = try await caller.ask(.get, path.url.text, as: .apiDossier, by: .receiver)
            #expect(ended["outcome"] == .string("settled"))
        }
    }

    @Test func `refusals are as described`() async throws {
        try await with(try OfficeSite()) { caller in
            let all = "/api/v1/dossiers"
            try await caller.ask(.post, all, as: .apiDossiers, 401, Self.submission)
            try await caller.ask(.post, all, as: .apiDossiers, 403, by: .handler, Self.submission)
            try await caller.ask(.post, all, as: .apiDossiers, 400, by: .receiver, "{")
            let problem = try await caller.ask(
                .post, all, as: .apiDossiers, 422, by: .receiver,
                #"{"procedure":"1.000001","places":{"intake":"H21.106"},"submitter":{"name":"A"}}"#)
            guard case .array(let errors)? = problem["errors"] else { throw NoText() }
            #expect(errors.map { $0["pointer"] } == [.string("#/submitter/phone"), .string("#/submitter/address")])
            let made = try await caller.ask(.post, all, as: .apiDossiers, 201, by: .receiver, Self.submission)
            let path = Path.apiDossier(try text(made["number"]))
            try await caller.ask(.get, all + "/N000000000", as: .apiDossier, 404)
            try await caller.ask(.get, path.url.text, as: .apiDossier, 403, secret: "2222-2222-22")
            let commands = path.url.text + "/commands"
            try await caller.ask(
                .post, commands, as: .apiDossierCommands, 409, by: .leader, #"{"action":"assign","assignee":"handler"}"#
            )
            try await caller.ask(
                .post, commands, as: .apiDossierCommands, 422, by: .receiver, #"{"action":"receive","fee":"x"}"#)
        }
    }

    @Test func `nothing is left bare, and the names that answers use are those of the code`() throws {
        let walk = SchemaWalk(description: try JSON(parsing: try OfficeSite().pages.apiDescription))
        #expect(walk.bare() == [])
        let schemas = walk.description["components"]?["schemas"]
        func names(_ schema: String) throws -> Set<String> {
            guard case .array(let offered)? = schemas?[schema]?["enum"] else { throw NoText() }
            return Set(try offered.map { try text($0) })
        }
        #expect(try names("Event") == Set(DossierChangeKind.allCases.map(\.rawValue)))
        #expect(try names("Role") == Set(Role.allCases.map(\.rawValue)))
        #expect(try names("ResultWay") == Set(ResultWay.allCases.map(\.rawValue)))
        #expect(try names("DeadlineRule") == Set(DeadlineRule.allCases.map(\.rawValue)))
    }

    @Test func `the walk sees a member that is missing, undescribed, of another type or no choice`() async throws {
        try await with(try OfficeSite()) { caller in
            let made = try await caller.ask(
                .post, "/api/v1/dossiers", as: .apiDossiers, 201, by: .receiver, Self.submission)
            let path = Path.apiDossier(try text(made["number"])).url.text
            let whole = try await caller.ask(.get, path, as: .apiDossier, by: .receiver)
            guard case .object(let members) = whole,
                let schema = caller.walk.schema("/api/v1/dossiers/{number}", "get", 200, "application/json")
            else { throw NoText() }
            func faults(_ change: (inout [String: JSON]) -> Void) -> [String] {
                var changed = members
                change(&changed)
                return caller.walk.faults(.object(changed), schema)
            }
            #expect(faults { _ in } == [])
            #expect(faults { $0["places"] = nil } == ["/places is required and absent"])
            #expect(faults { $0["surprise"] = .bool(true) } == ["/surprise is not described"])
            #expect(faults { $0["version"] = .string("1") } == ["/version: string where integer is described"])
            #expect(faults { $0["channel"] = .string("pigeon") }.count == 1)
            #expect(faults { $0["submittedAt"] = .string("yesterday") }.count == 1)
            #expect(
                faults { $0["places"] = .object(["intake": .object(["code": .string("a"), "x": .null])]) }.sorted() == [
                    "/places/competent is required and absent", "/places/intake/x is not described",
                    "/places/result is required and absent",
                ])
            // Without a described member the very same answer fails.
            guard case .object(var root) = caller.walk.description, case .object(var components)? = root["components"],
                case .object(var schemas)? = components["schemas"], case .object(var dossier)? = schemas["Dossier"],
                case .object(var properties)? = dossier["properties"]
            else { throw NoText() }
            properties["components"] = nil
            dossier["properties"] = .object(properties)
            schemas["Dossier"] = .object(dossier)
            components["schemas"] = .object(schemas)
            root["components"] = .object(components)
            let poorer = SchemaWalk(description: .object(root))
            #expect(poorer.faults(whole, schema) == ["/components is not described"])
        }
    }
}
