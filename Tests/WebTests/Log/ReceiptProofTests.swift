import Core
import HTML
import HTTPTypes
import HummingbirdTesting
import Ledger
import Store
import Testing
import UseCases

@testable import Web

@Suite("Giấy tiếp nhận dẫn tới bản ghi")
struct ReceiptProofTests {
    @Test func `a printed receipt holds the whole address of its record's proof, in letters and in a square`()
        async throws
    {
        let site = try OfficeSite()
        let id = try site.submitted()
        try site.receive(id)
        let mark = try #require(
            try site.office.store.readNow { try RecordMark.of(id, site.office.reader, $0) }.received)
        try await site.application.test(.router) { client in
            // In large print a second square would push the signatures to another sheet.
            for format in ["", "?kho=lon"] {
                let paper = try await client.get(
                    Path.dossierReceipt(id).url.text + format, [.cookie: "motcua-phien=receiver"])
                #expect(paper.status == .ok)
                let address = "http://localhost" + Path.proof(mark).url.text
                #expect(paper.text.contains(ProofPage.grouped(mark)) && paper.text.contains("tại \(address)"))
                #expect(paper.text.contains("aria-label=\"\(address)\"") == format.isEmpty)
            }
            let proof = try await client.get(Path.proof(mark).url.text)
            #expect(proof.status == .ok && proof.text.contains("Tiếp nhận hồ sơ"))
        }
    }

    @Test func `an address is that of the request, and nothing that is no host is printed`() throws {
        let mark = try #require(RecordMark(seq: "7", digits: String(repeating: "a", count: 32)))
        let site = try #require(SiteAddress(host: "DVC.gialai.gov.vn", isSecure: true))
        #expect(site.whole(.proof(mark)) == "https://dvc.gialai.gov.vn" + Path.proof(mark).url.text)
        #expect(SiteAddress(host: "[::1]:8080", isSecure: false)?.text == "http://[::1]:8080")
        let long = String(repeating: "a", count: 260)
        for host in [nil, "", "a b", "a/b", "user@a", "a\"", "a?b", "hồ.vn", long] as [String?] {
            #expect(SiteAddress(host: host, isSecure: true) == nil, "\(host ?? "none")")
        }
    }
}
