import Core
import Ledger
import Testing

@Suite("Mã bí mật của hồ sơ")
struct SubmissionSecretTests {
    private let secrets: SubmissionSecrets

    init() throws { secrets = SubmissionSecrets(try OfficeKey(Array(0..<32))) }

    @Test func `a stream and generation always give the same ten symbols, others give others`() {
        var seen: Set<String> = []
        for stream in 0..<500 {
            for generation in 0..<4 {
                let secret = secrets.secret(of: StreamID("s\(stream)"), generation: generation)
                #expect(secret == secrets.secret(of: StreamID("s\(stream)"), generation: generation))
                #expect(secret.text.utf8.count == 10)
                #expect(secret.text.utf8.allSatisfy { Crockford.symbols.contains($0) })
                seen.insert(secret.text)
            }
        }
        #expect(seen.count == 2_000)
    }

    @Test func `another office's key gives another secret`() throws {
        let others = SubmissionSecrets(try OfficeKey(Array(1..<33)))
        #expect(others.secret(of: "s", generation: 0) != secrets.secret(of: "s", generation: 0))
    }

    @Test func `what a person types is taken as it was meant`() throws {
        let stream = try #require(
            (0..<10_000).map { StreamID("s\($0)") }.first {
                let text = secrets.secret(of: $0, generation: 0).text
                return text.contains("1") && text.contains("0")
            })
        let secret = secrets.secret(of: stream, generation: 0)
        for typed in [
            secret.text, secret.grouped, secret.text.lowercased(), " \(secret.grouped) ",
            secret.text.replacing("1", with: "I").replacing("0", with: "O"),
            secret.text.replacing("1", with: "l").replacing("0", with: "o"),
        ] { #expect(secret.matches(typed), "\(typed)") }
    }

    @Test func `anything else does not match`() {
        let secret = secrets.secret(of: "s", generation: 0)
        #expect(!secret.matches(""))
        #expect(!secret.matches(secret.text.dropLast()))
        #expect(!secret.matches(secret.text + "0"))
        #expect(!secret.matches(String(repeating: secret.text, count: 100_000)))
        #expect(!secret.matches(secrets.secret(of: "s", generation: 1).text))
        for place in 0..<10 {
            var symbols = Array(secret.text.utf8)
            symbols[place] = symbols[place] == 48 ? 50 : 48
            #expect(!secret.matches(String(decoding: symbols, as: UTF8.self)))
        }
    }

    @Test func `the form is held for ever`() {
        #expect(secrets.secret(of: "5e0f", generation: 0).text == "DMVNAXNQ57")
        #expect(secrets.secret(of: "5e0f", generation: 1).text == "WF2MART33G")
    }
}
