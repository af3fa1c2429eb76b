import Core
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization

@testable import Web

/// A doorkeeper who knows two sessions and two tokens.
struct TestDoorkeeper: Doorkeeper {
    static let clerk = Identity(
        actor: Actor(id: "clerk", assignments: [Assignment(role: .receiver, agency: "H21.65")]), name: "Trần Thị Mơ")
    static let system = Identity(
        actor: Actor(id: "system", assignments: [Assignment(role: .integration, agency: "H21")]), name: "Hệ thống")

    func identity(session secret: String) async throws -> Identity? {
        if secret == "broken-store" { throw StoreDown() }
        return secret == "clerk-session" ? TestDoorkeeper.clerk : nil
    }

    func identity(token: String) async throws -> Identity? {
        switch token {
        case "clerk-token": TestDoorkeeper.clerk
        case "system-token": TestDoorkeeper.system
        default: nil
        }
    }
}

struct StoreDown: Error {}
/// An error whose words no answer and no log line may show.
struct Leaky: Error, CustomStringConvertible { var description: String { "Nguyễn Văn Bí Mật" } }

/// Keeps log lines for a test to read.
final class LogLines: Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }

    func logger() -> Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        var lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let text = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            lines.kept.withLock { $0.append("\(event.message) \(text.joined(separator: " "))") }
        }
    }
}

/// A small site with a route of every kind.
struct TestSite {
    var site: Site
    let metrics = Metrics()
    let log = LogLines()
    let clock = Mutex2(0)

    /// A number that a test moves.
    final class Mutex2: Sendable {
        private let value: Mutex<Int64>
        init(_ value: Int64) { self.value = Mutex(value) }
        var now: Int64 { value.withLock { $0 } }
        func advance(seconds: Int64) { value.withLock { $0 += seconds * 1_000_000 } }
    }

    static let formKey = FormKey([UInt8](repeating: 7, count: 32))

    init(more: [Route] = [], settings: SiteSettings = SiteSettings(), uploadBytesMax: Int = 64 * 1024 * 1024) throws {
        let clock = clock
        site = Site(
            settings: settings, routes: RouteTable(TestSite.routes(settings) + more), doorkeeper: TestDoorkeeper(),
            formKey: TestSite.formKey, words: try TestSite.words(), hooks: SiteHooks(),
            rates: RateLimiter { clock.now }, uploads: UploadBudget(bytesMax: uploadBytesMax),
            metrics: RequestMetrics(metrics), logger: log.logger())
    }

    static func words() throws -> ProblemWords {
        var texts: [Language: Texts] = [:]
        for language in Language.allCases { texts[language] = try problemTexts(language) }
        return ProblemWords(texts)
    }

    static func problemTexts(_ language: Language) throws -> Texts {
        let path = "\(resources)/texts/\(language.rawValue)/problems.txt"
        let content = try String(contentsOfFile: path, encoding: .utf8)
        return try Texts(language: language, sources: [(path, content)], missing: .shows)
    }

    static let resources: String = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let path = folder.appendingPathComponent("Resources").path
            if FileManager.default.fileExists(atPath: path + "/texts") { return path }
        }
        return "Resources"
    }()

    var application: Application<SiteResponder> { Application(responder: SiteResponder(site: site)) }

    static func routes(_ settings: SiteSettings) -> [Route] {
        [
            .get(.home, access: .anyone) { call in .page(Array("<p>\(call.visitor.language.rawValue)".utf8)) },
            .get(.procedure, access: .anyone) { call in .text(call.parameter("code")) },
            .get(.signIn, access: .anyone) { call in .text(call.visitor.formToken) },
            .get(.procedures, access: .anyone) { call in .text(call.query["q"] ?? "-") },
            .get(.work, access: .signedIn) { call in .page(Array(try call.identity().name.utf8)) },
            .get(.admin, access: .roles([.administrator])) { _ in .text("admin") },
            .get(.tracking, access: .anyone) { _ in throw Leaky() },
            .get(.statistics, access: .anyone) { _ in throw StoreDown() },
            .form(.tracking, access: .anyone, files: [.pdf, .png], rates: [.uploads]) { _, form in
                let files = form.files.map { "\($0.field):\($0.name):\($0.kind):\($0.bytes.count)" }
                return .text((form.fields.fields.map { "\($0.name)=\($0.value)" } + files).joined(separator: "\n"))
            },
            .form(.reception, access: .signedIn) { _, form in .text(form["name"] ?? "-") },
            .get(.apiProcedures, access: .tokenIfAny) { call in
                .json(Array("{\"name\":\"\(call.visitor.identity?.name ?? "")\"}".utf8))
            },
            .command(.apiDossiers, access: .tokenOf([.integration])) { call, body in
                let key = try call.idempotencyKey()
                let input = try body.decode(Input.self)
                return .json(Array("{\"key\":\"\(key.text)\",\"name\":\"\(input.name)\"}".utf8), .created)
            },
            DisplayForm.route(settings),
            HealthCheck.route { true },
        ]
    }

    struct Input: Decodable {
        var name: String
        var count: Int
    }
}

extension TestClientProtocol {
    func get(_ uri: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await executeRequest(uri: uri, method: .get, headers: headers, body: nil)
    }

    func post(
        _ uri: String, _ body: some Sequence<UInt8>, _ contentType: String = "application/x-www-form-urlencoded",
        _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = contentType
        return try await executeRequest(uri: uri, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    }

    /// A visitor's cookie and form token, as a page gives them.
    func formToken() async throws -> (cookie: HTTPFields, token: String) {
        let page = try await get("/dang-nhap")
        let cookie = (page.headers[.setCookie] ?? "").split(separator: ";").first.map(String.init) ?? ""
        return ([.cookie: cookie], page.text)
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}

/// A multipart body of these parts: name, file name or nil, content.
func multipart(_ parts: [(String, String?, [UInt8])], boundary: String = "ranh-gioi") -> [UInt8] {
    var body: [UInt8] = []
    for (name, file, content) in parts {
        body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"".utf8)
        if let file { body += Array("; filename=\"\(file)\"\r\nContent-Type: application/octet-stream".utf8) }
        body += Array("\r\n\r\n".utf8) + content + Array("\r\n".utf8)
    }
    return body + Array("--\(boundary)--\r\n".utf8)
}
