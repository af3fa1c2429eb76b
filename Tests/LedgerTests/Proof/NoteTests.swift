import Core
import Ledger
import Testing

@Suite("Điểm chốt có ký (C2SP tlog-checkpoint)")
struct NoteTests {
    private let published = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa \
        Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        — witness.example.com/w1 \
        jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

        """

    @Test func `the published example is read, and written as it was`() throws {
        let note = try CheckpointNote(parsing: published)
        #expect(note.checkpoint.origin == "example.com/behind-the-sofa")
        #expect(note.checkpoint.size == 20_852_163)
        #expect(note.checkpoint.root.hex.hasPrefix("0ac5186a91863e8e"))
        #expect(note.signatures.map(\.name) == ["example.com/behind-the-sofa", "witness.example.com/w1"])
        #expect(note.signatures.map(\.witnessedAt) == [nil, 1_679_315_147])
        #expect(note.text == published)
        #expect(note.body == note.checkpoint.text)
        #expect(try CheckpointNote(parsing: Array(published.utf8)) == note)
    }

    @Test func `a signature of another program holds: the published note of Go's sumdb`() throws {
        // From the documentation of golang.org/x/mod/sumdb/note.
        let key = try #require(
            NoteVerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
        #expect(key.kind == .log)
        let line = """
            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """
        let text = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            """
        let signature = try #require(NoteSignature(line: line))
        #expect(key.holds(signature, over: text))
        #expect(!key.holds(signature, over: text + "\n"))
    }

    @Test func `what was signed is verified by its key alone, and by nothing touched`() throws {
        let log = try signer("motcua/H21", .log, 1)
        let witness = try signer("hdnd.gialai/1", .witness, 2)
        let checkpoint = try #require(Checkpoint(origin: "motcua/H21", size: 7, root: .of([7])))
        var note = CheckpointNote(checkpoint, signatures: [try log.sign(checkpoint.text)])
        note.add([try witness.cosign(note.body, at: 1_795_000_000)])
        let read = try CheckpointNote(parsing: note.text)
        #expect(read == note)
        #expect(log.verifier.verifies(read) && witness.verifier.verifies(read))
        #expect(witness.verifier.signature(in: read)?.witnessedAt == 1_795_000_000)
        // A key of the same name that did not sign, and the same key as another kind.
        #expect(!(try signer("motcua/H21", .log, 3)).verifier.verifies(read))
        #expect(!(try signer("motcua/H21", .witness, 1)).verifier.verifies(read))
        for other in [
            Checkpoint(origin: "motcua/H22", size: 7, root: .of([7])),
            Checkpoint(origin: "motcua/H21", size: 8, root: .of([7])),
            Checkpoint(origin: "motcua/H21", size: 7, root: .of([8])),
        ] {
            let forged = CheckpointNote(try #require(other), signatures: read.signatures)
            #expect(!log.verifier.verifies(forged) && !witness.verifier.verifies(forged))
        }
        note.add([try witness.cosign(note.body, at: 1_795_000_060)])
        #expect(note.signatures.count == 2)
    }

    @Test func `a verifier key has one spelling`() throws {
        let key = try signer("motcua/H21", .log, 1).verifier
        #expect(NoteVerifierKey(key.text) == key)
        let parts = key.text.split(separator: "+", maxSplits: 2).map(String.init)
        for wrong in [
            "", "a", "a+b", "\(parts[0])+00000000+\(parts[2])", "+\(parts[1])+\(parts[2])",
            "\(parts[0])+\(parts[1].uppercased())A+\(parts[2])", "x\(key.text)", key.text + "=", " " + key.text,
            "\(parts[0])+\(parts[1])+\(parts[2].dropLast(4))",
        ] { #expect(NoteVerifierKey(wrong) == nil, "\(wrong)") }
        #expect(NoteVerifierKey(name: "a b", kind: .log, key: key.key) == nil)
        #expect(NoteVerifierKey(name: "a", kind: .log, key: [1]) == nil)
        #expect(NoteSigner(name: "a", kind: .log, seed: [1]) == nil)
    }

    @Test func `a note that is spelt otherwise is refused with its reason`() {
        func reason(_ change: (inout String) -> Void) -> NoteError? {
            var text = published
            change(&text)
            do { _ = try CheckpointNote(parsing: text) } catch { return error }
            return nil
        }
        #expect(reason { _ in } == nil)
        #expect(reason { $0.replace("\n20852163\n", with: "\n20852163\n", maxReplacements: 1) } == nil)
        #expect(reason { $0.replace("xq2I=\n", with: "xq2I=\nanother line\n") } == nil, "a log may say more")
        #expect(reason { $0 = "" } == .text)
        #expect(reason { $0.removeLast() } == .text)
        #expect(reason { $0.replace("\n", with: "\r\n") } == .text)
        #expect(reason { $0.replace("20852163", with: "020852163") } == .checkpoint)
        #expect(reason { $0.replace("20852163", with: "+20852163") } == .checkpoint)
        #expect(reason { $0.replace("20852163", with: "-1") } == .checkpoint)
        #expect(reason { $0.replace("20852163", with: "99999999999999999999") } == .checkpoint)
        #expect(reason { $0.replace("CsUY", with: "CsU") } == .checkpoint)
        #expect(reason { $0.replace("xq2I=\n", with: "xq2J=\n") } == .checkpoint, "stray bits under the padding")
        #expect(reason { $0.replace("— witness", with: "- witness") } == .signatureLine)
        #expect(reason { $0.replace("— witness", with: "—  witness") } == .signatureLine)
        #expect(reason { $0.replace("jWbPPw", with: "jWb*Pw") } == .signatureLine)
        #expect(reason { $0 = "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" } == .unsigned)
        #expect(reason { $0 = "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n" } == .unsigned)
        #expect(reason { $0 += String(repeating: "— a AAAAAAA=\n", count: 70) } == .tooLong)
        #expect(reason { $0 += String(repeating: "x", count: 70_000) + "\n" } == .tooLong)
        #expect(throws: NoteError.text) { try CheckpointNote(parsing: [0xFF, 10]) }
    }

    @Test func `base64 has one spelling, and random bytes never stop the reader`() {
        var random = SeededRandom(seed: 64)
        for length in 0..<70 {
            let bytes = random.bytes(length)
            #expect(Base64.bytes(Base64.text(bytes)) == bytes)
        }
        #expect(Base64.text(Array("Một cửa".utf8)) == "TeG7mXQgY+G7rWE=")
        for wrong in ["A", "AA", "AAA", "AB==", "AAB=", "====", "A===", "AA=A", "AA==AA==", "A A=", "AAAA\n"] {
            #expect(Base64.bytes(wrong) == nil, "\(wrong)")
        }
        let good = Array(published.utf8)
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = random.bytes(1)[0] }
            do { _ = try CheckpointNote(parsing: bytes) } catch { continue }
        }
    }

    private func signer(_ name: String, _ kind: NoteVerifierKey.Kind, _ seed: UInt64) throws -> NoteSigner {
        var random = SeededRandom(seed: seed)
        return try #require(NoteSigner(name: name, kind: kind, seed: NoteSigner.newSeed(random: &random)))
    }
}
