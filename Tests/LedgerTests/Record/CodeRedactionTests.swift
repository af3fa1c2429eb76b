import Core
import Testing

@testable import Ledger

@Suite("Mã hồ sơ không ra ngoài")
struct CodeRedactionTests {
    private let salt = "000102030405060708090a0b0c0d0e0f"
    private let code = "H21.65-261120-0001"

    private func record(_ body: String, kind: String = "dossier.received") -> Record {
        Record(
            log: "gia-lai", seq: 41, stream: "5e0f", version: 2, kind: kind, at: Instant(microseconds: 1),
            recorded: Instant(microseconds: 2), actor: "a1", node: "n1", nodeSeq: 40, command: "c1",
            salt: Array(0..<16), body: Array(body.utf8), sealed: nil, leaf: .of([]))
    }

    private var salted: String { "{\"code\":{\"salt\":\"\(salt)\",\"text\":\"\(code)\"},\"fee\":5}" }

    @Test func `the statement holds the salted hash of the code in its place, and never the code`() throws {
        let hash = LedgerHash.of(Array(0..<16) + Array(code.utf8)).hex
        let statement = record(salted).statement
        #expect(String(decoding: statement, as: UTF8.self).contains("\"body\":{\"code\":\"\(hash)\",\"fee\":5},"))
        #expect(!String(decoding: statement, as: UTF8.self).contains(code))
        #expect(try JSON(parsing: statement).canonicalBytes() == statement)
        #expect(record(salted).commitment == .of(Array(0..<16) + statement))
    }

    @Test func `another code, or another salt, is another commitment`() {
        let commitment = record(salted).commitment
        for other in [
            salted.replacing(code, with: "H21.65-261120-0002"), salted.replacing(salt, with: salt.dropLast() + "0"),
            salted.replacing("0a0b", with: "0A0b"), salted.replacing("\"salt\"", with: "\"Salt\""),
            salted.replacing("{\"salt\"", with: "{ \"salt\""), salted.replacing("\"}", with: "\" }"),
            salted.replacing(code, with: "H21.65-261120-000\\u0031"),
            "{\"code\":\"\(code)\",\"fee\":5}",
        ] { #expect(record(other).commitment != commitment, "\(other)") }
    }

    @Test func `the hash of a code cannot stand where the code was`() {
        let hash = LedgerHash.of(Array(0..<16) + Array(code.utf8)).hex
        #expect(record("{\"code\":\"\(hash)\",\"fee\":5}").commitment != record(salted).commitment)
    }

    @Test func `a body of before is committed to as it stands, and so is any other kind`() {
        for (body, kind) in [
            ("{\"code\":\"\(code)\",\"fee\":5}", "dossier.received"), (salted, "dossier.assigned"),
            (salted, "dossier.submitted"),
            ("{\"fee\":5}", "dossier.received"), ("{\"code\":{\"salt\":\"\(salt)\"", "dossier.received"),
            ("{\"code\":\"", "dossier.received"),
        ] {
            let statement = String(decoding: record(body, kind: kind).statement, as: UTF8.self)
            #expect(statement.contains("\"body\":\(body),\"command\""), "\(body)")
        }
    }

    @Test func `a reception is stored with its code under a new salt, and both forms are read`() throws {
        let old = StoredForm(event: "received", body: Array(CodeRedactionTests.before.utf8), personal: nil)
        let change = try DossierEventForm.change(old)
        guard case .received(let received) = change else { throw EventFormError.unknownEvent("received") }
        #expect(received.code.text == "H21.144-250703-0001")
        var random = SeededRandom(seed: 1)
        let form = try DossierEventForm.stored(change, random: &random)
        let again = try DossierEventForm.stored(change, random: &random)
        #expect(form.body != again.body, "each has a salt of its own")
        #expect(try DossierEventForm.change(form) == change)
        #expect(try JSON(parsing: form.body).canonicalBytes() == form.body)
        guard case .object(let stored)? = try JSON(parsing: form.body)["code"] else {
            throw EventFormError.unknownEvent("code")
        }
        #expect(stored.keys.sorted() == ["salt", "text"] && stored["text"] == .string("H21.144-250703-0001"))
        // Held as written for ever: this salt is what the generator gives after nothing else was drawn.
        let golden = CodeRedactionTests.before.replacing(
            "\"H21.144-250703-0001\"",
            with: "{\"salt\":\"c15c0289ec2d0a9167ec8e65a18debbe\",\"text\":\"H21.144-250703-0001\"}")
        #expect(String(decoding: form.body, as: UTF8.self) == golden)
    }

    @Test func `a submission's number is left out as a code is, wherever it stands in the body`() throws {
        let number = "N 7K2 P4M 9TX"
        let salted = "{\"salt\":\"\(salt)\",\"text\":\"\(number)\"}"
        let hash = LedgerHash.of(Array(0..<16) + Array(number.utf8)).hex
        // A paper of the citizen's own name, and a field within, may look like it.
        let named = #"[{"name":"a \"number\":\\","number":"x","files":[{"number":1}]}]"#
        let head = "{\"channel\":2,\"components\":\(named),\"number\":"
        let stored = record(head + salted + #","places":{"number":"y"}}"#, kind: "dossier.submitted")
        let statement = String(decoding: stored.statement, as: UTF8.self)
        #expect(statement.contains("\"body\":\(head)\"\(hash)\",\"places\":{\"number\":\"y\"}},\"command\""))
        #expect(!stored.isNamedInClear)
        let plain = record(head + "\"\(number)\"}", kind: "dossier.submitted")
        #expect(plain.isNamedInClear && String(decoding: plain.statement, as: UTF8.self).contains(number))
        let forged = record(head + "\"\(hash)\",\"places\":{\"number\":\"y\"}}", kind: "dossier.submitted")
        #expect(forged.commitment != stored.commitment)
        // The kind of another field, and a body cut short anywhere, are committed to as they stand.
        for count in 0..<stored.body.count {
            let cut = record(String(decoding: stored.body.prefix(count), as: UTF8.self), kind: "dossier.submitted")
            #expect(cut.commitment != stored.commitment)
        }
    }

    @Test func `a submission is stored with its number under a new salt, and both forms are read`() throws {
        let before = """
            {"channel":1,"components":[{"component":"tp-1","copies":0,"files":[],"originals":1}],"number":"N7K2P4M9TX",\
            "places":{"competent":"H21.1","intake":"H21.1","result":"H21.1"},\
            "procedure":{"code":"1.000002","version":1},"resultWay":"counter","sector":"HT","variant":"chung"}
            """
        let change = try DossierEventForm.change(
            StoredForm(event: "submitted", body: Array(before.utf8), personal: nil))
        guard case .submitted(let submitted) = change else { throw EventFormError.unknownEvent("submitted") }
        #expect(submitted.number.text == "N7K2P4M9TX")
        var random = SeededRandom(seed: 1)
        let form = try DossierEventForm.stored(change, random: &random)
        #expect(try DossierEventForm.change(form) == change)
        #expect(try JSON(parsing: form.body).canonicalBytes() == form.body)
        let again = try DossierEventForm.stored(change, random: &random)
        #expect(again.body != form.body, "each has a salt of its own")
        // Held as written for ever.
        let golden = before.replacing(
            "\"N7K2P4M9TX\"", with: "{\"salt\":\"c15c0289ec2d0a9167ec8e65a18debbe\",\"text\":\"N7K2P4M9TX\"}")
        #expect(String(decoding: form.body, as: UTF8.self) == golden)
    }

    /// A body as programs before this form wrote it.
    private static let before = """
        {"code":"H21.144-250703-0001","due":{"calendar":1,"due":1751536800000000,"explanation":[],"lastDay":20272,\
        "limit":"same-day","runsFrom":1751506761000000,"settledUntil":1751506761000000},"fee":0,"limit":"same-day",\
        "supplementUntil":1751968800000000}
        """
}
