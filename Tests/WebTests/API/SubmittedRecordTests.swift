import Core
import HTML
import HTTPTypes
import HummingbirdTesting
import Ledger
import Testing
import UseCases

@testable import Web

@Suite("Câu trả lời nộp hồ sơ nêu bản ghi")
struct SubmittedRecordTests {
    private static let submission = #"""
        {"procedure":"1.000001","places":{"intake":"H21.106","help":"H21.107"},"resultWay":"post",
        "components":[{"component":"tp-1","originals":1}],"resultAddress":"3 Hùng Vương",
        "submitter":{"name":"Nguyễn Thị Hương","phone":"0912345678","address":"12 Wừu"}}
        """#

    @Test func `what was handed in names its record, and its address answers; once more gives the same`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            let headers: HTTPFields = [
                .authorization: "Bearer receiver", HeaderName.idempotencyKey: "key-of-the-record",
            ]
            func submit() async throws -> JSON {
                let answer = try await client.post(
                    "/api/v1/dossiers", Self.submission.utf8, "application/json", headers)
                #expect(answer.status == .created, "\(answer.text)")
                return try JSON(parsing: Array(answer.text.utf8))
            }
            let made = try await submit()
            guard case .integer(let seq)? = made["record"]?["seq"], case .string(let code)? = made["record"]?["code"],
                case .string(let url)? = made["record"]?["url"]
            else {
                Issue.record("no record is named")
                return
            }
            let mark = try #require(RecordMark(seq: String(seq), digits: code.replacing(" ", with: "")))
            #expect(ProofPage.grouped(mark) == code && Path.proof(mark).url.text == url)
            let proof = try await client.get(url)
            #expect(proof.status == .ok && proof.text.contains("Nộp hồ sơ"))
            #expect(try await submit()["record"] == made["record"])
        }
    }
}
