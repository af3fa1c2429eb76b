import Core
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite("Tệp đính kèm")
struct MultipartTests {
    static let pdf = Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 0x0D, count: 300) + Array("\r\n--ranh-gio\r\n".utf8)
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1, 2]

    /// Reads `body` cut into pieces of the given sizes, repeated.
    private func read(
        _ body: [UInt8], pieces: [Int] = [1 << 20], boundary: String = "ranh-gioi", limits: RequestLimits = .standard,
        kinds: Set<AttachmentKind> = [.pdf, .png], budget: UploadBudget = UploadBudget(bytesMax: 1 << 30)
    ) throws -> Form {
        var reader = MultipartReader(boundary: boundary, limits: limits)
        var collector = FormCollector(limits: limits, kinds: kinds, budget: budget)
        var at = 0
        var turn = 0
        while at < body.count {
            let end = min(body.count, at + max(1, pieces[turn % pieces.count]))
            try body[at..<end].withUnsafeBytes { try reader.feed($0, into: &collector) }
            at = end
            turn += 1
        }
        try reader.finish()
        return collector.form
    }

    private func refusal(_ body: [UInt8], limits: RequestLimits = .standard, kinds: Set<AttachmentKind> = [.pdf, .png])
        -> Problem?
    {
        do {
            _ = try read(body, limits: limits, kinds: kinds)
            return nil
        } catch { return error as? Problem }
    }

    @Test func `fields and files come whole, however the bytes are cut`() throws {
        let body = multipart([
            ("ten", nil, Array("Đặng\r\n--ranh\r\nVăn".utf8)), ("trong", nil, []), ("giay-to", "don.pdf", Self.pdf),
            ("anh", "Ảnh thẻ.png", Self.png), ("khong-chon", "", []),
        ])
        var random = SeededRandom(seed: 20_261_120)
        for trial in 0..<200 {
            let pieces = (0..<4).map { _ in Int(random.next() % (trial % 2 == 0 ? 7 : 400)) + 1 }
            let form = try read(body, pieces: pieces)
            #expect(form["ten"] == "Đặng\n--ranh\nVăn", "SEED=20261120 trial \(trial)")
            #expect(form["trong"] == "")
            #expect(form.files.map(\.bytes) == [Self.pdf, Self.png], "SEED=20261120 trial \(trial)")
            #expect(form.files.map(\.name) == ["don.pdf", "Ảnh thẻ.png"])
            #expect(form.files.map(\.kind) == [.pdf, .png])
        }
    }

    @Test func `a body cut off anywhere is refused`() throws {
        let body = multipart([("a", nil, Array("1".utf8)), ("tep", "a.png", Self.png)])
        for length in 0..<(body.count - 2) {
            #expect(refusal(Array(body[..<length])) != nil, "cut at \(length)")
        }
        #expect(refusal(body) == nil)
        #expect(refusal(Array(body.dropLast(2))) == nil)
    }

    @Test func `random bytes never crash the reader and never make a form of nothing`() throws {
        var random = SeededRandom(seed: 7)
        let alphabet = Array("-\r\n:;=\"ranh-gioi Content-Disposition form-data name".utf8)
        for trial in 0..<2_000 {
            let length = Int(random.next() % 300)
            var body = Array("--ranh-gioi\r\n".utf8)
            for _ in 0..<length {
                let pick = random.next()
                body.append(
                    pick % 4 == 0 ? UInt8(truncatingIfNeeded: pick >> 8) : alphabet[Int(pick >> 8) % alphabet.count])
            }
            do {
                let form = try read(body, pieces: [Int(random.next() % 50) + 1])
                #expect(form.files.isEmpty, "SEED=7 trial \(trial)")
            } catch { #expect(error is Problem, "SEED=7 trial \(trial)") }
        }
    }

    @Test func `what stands before, between and after the parts does not count`() throws {
        let body =
            Array("lời mở đầu\r\n--ranh-gioi \t\r\nX-La: 1\r\ncontent-disposition: form-data; NAME=a\r\n\r\n1".utf8)
            + Array("\r\n--ranh-gioi--\r\nphần cuối --ranh-gioi\r\n".utf8)
        #expect(try read(body)["a"] == "1")
        #expect(try read(Array("--ranh-gioi--".utf8)).fields.fields.isEmpty)
        #expect(try read(Array("\r\n--ranh-gioi--".utf8)).fields.fields.isEmpty)
    }

    @Test func `part headers that no browser sends are refused`() {
        func body(_ head: String) -> [UInt8] { Array("--ranh-gioi\r\n\(head)\r\n\r\nx\r\n--ranh-gioi--".utf8) }
        for head in [
            "Content-Type: text/plain", "Content-Disposition: attachment; name=a", "Content-Disposition: form-data",
            "Content-Disposition: form-data; name=a; name=b", "Content-Disposition: form-data; name=\"a",
            "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b", "không có dấu",
            "Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64",
            "Content-Disposition: form-data; name=a; x=" + String(repeating: "y", count: 5000),
        ] {
            #expect(refusal(body(head))?.code == .malformed, "\(head.prefix(60))")
        }
        #expect(refusal(Array("--ranh-gioix\r\n\r\n".utf8)) != nil)
        #expect(refusal(Array("--ranh-gioi".utf8) + [UInt8](repeating: 32, count: 100) + [13, 10])?.code == .malformed)
    }

    @Test func `a file of the wrong kind is refused naming its field, whatever its name says`() {
        func one(_ bytes: [UInt8]) -> [UInt8] { multipart([("giay-to", "giay-to.pdf", bytes)]) }
        for bytes in [Array("MZ\u{1}\u{2} chương trình".utf8), Array("<html>".utf8), Array("%PD".utf8), [0xFF, 0xD8]] {
            let problem = refusal(one(bytes))
            #expect(problem?.code == .formInvalid)
            #expect(problem?.fields.first == FieldProblem("giay-to", .fileWrongKind, ["accepted": "PDF, PNG"]))
        }
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0]
        #expect(refusal(one(jpeg))?.fields.first?.code == .fileWrongKind)
        #expect(refusal(one(jpeg), kinds: [.jpeg]) == nil)
        #expect(refusal(one([]))?.fields.first?.code == .fileEmpty)
        #expect(refusal(one(Array("%PDF-".utf8))) == nil)
    }

    @Test func `limits on files are kept at their edges`() throws {
        var limits = RequestLimits.standard
        limits.fileBytesMax = Self.pdf.count
        limits.filesMax = 2
        limits.filesBytesMax = 2 * Self.pdf.count
        let file = ("tep", Optional("a.pdf"), Self.pdf)
        #expect(refusal(multipart([file, file]), limits: limits) == nil)
        let large = refusal(multipart([("tep", "a.pdf", Self.pdf + [0])]), limits: limits)
        #expect(large?.status == .contentTooLarge)
        #expect(large?.fields.first?.code == .fileTooLarge)
        #expect(refusal(multipart([file, file, file]), limits: limits)?.fields.first?.code == .filesTooMany)
        limits.filesBytesMax -= 1
        #expect(refusal(multipart([file, file]), limits: limits)?.fields.first?.code == .filesTooLargeTogether)
        limits.formFieldsMax = 1
        #expect(refusal(multipart([file, file]), limits: limits)?.code == .tooManyFields)
    }

    @Test func `names of files lose their folders and what cannot be seen`() throws {
        func shown(_ name: String) throws -> String? {
            try read(multipart([("t", name, Self.png)])).files.first?.name
        }
        #expect(try shown("C:\\Users\\Mơ\\đơn.png") == "đơn.png")
        #expect(try shown("../../etc/passwd") == "passwd")
        #expect(try shown("a%22b.png") == "a\"b.png")
        #expect(try shown("a\\\"b.png") == "a\"b.png")
        #expect(try shown("x\u{202E}gnp.exe") == "xgnp.exe")
        #expect(try shown(String(repeating: "à", count: 500) + ".png")?.count == 150)
        #expect(try shown(String(repeating: "à", count: 500) + ".png")?.hasSuffix("à.png") == true)
    }

    @Test func `all uploads together hold a bounded memory, given back at the end`() throws {
        let budget = UploadBudget(bytesMax: Self.pdf.count * 2)
        do {
            let first = try read(multipart([("t", "a.pdf", Self.pdf)]), budget: budget)
            #expect(budget.heldBytes == Self.pdf.count)
            #expect(throws: Problem(.serverBusy, retryAfterSeconds: 10)) {
                try read(multipart([("t", "a.pdf", Self.pdf), ("u", "b.pdf", Self.pdf)]), budget: budget)
            }
            #expect(budget.heldBytes == Self.pdf.count)
            #expect(first.files.count == 1)
        }
        #expect(budget.heldBytes == 0)
    }

    @Test func `boundaries are read from the header as RFC 2046 has them`() {
        #expect(MultipartReader.boundary(of: "multipart/form-data; boundary=abc") == "abc")
        #expect(MultipartReader.boundary(of: "multipart/form-data; charset=utf-8; Boundary=\"a b:c\"") == "a b:c")
        for wrong in ["", "boundary=", "boundary=\"\"", "boundary=\"a \"", "boundary=đ", "boundary=a\u{1}"] {
            #expect(MultipartReader.boundary(of: "multipart/form-data; \(wrong)") == nil)
        }
        #expect(
            MultipartReader.boundary(of: "multipart/form-data; boundary=" + String(repeating: "a", count: 71)) == nil)
    }

    @Test func `an upload through the site gives fields and files, and a truncated one is refused`() async throws {
        let test = try TestSite()
        try await test.application.test(.router) { client in
            let (cookie, token) = try await client.formToken()
            let body = multipart([("csrf", nil, Array(token.utf8)), ("don", "don.pdf", Self.pdf)])
            let type = "multipart/form-data; boundary=ranh-gioi"
            let taken = try await client.post("/tra-cuu", body, type, cookie)
            #expect(taken.text == "csrf=\(token)\ndon:don.pdf:pdf:\(Self.pdf.count)")
            let cut = try await client.post("/tra-cuu", body.dropLast(40), type, cookie)
            #expect(cut.status == .badRequest)
            #expect(cut.text.contains("Nội dung gửi chưa trọn vẹn"))
            let wrong = multipart([("csrf", nil, Array(token.utf8)), ("don", "don.pdf", Array("MZ......".utf8))])
            let refused = try await client.post("/tra-cuu", wrong, type, cookie)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("Tệp ở mục “don” không thuộc loại được nhận; hãy chọn tệp PDF, PNG."))
        }
        #expect(test.site.uploads.heldBytes == 0)
    }
}
