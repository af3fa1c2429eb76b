import Core
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing
import UseCases

@testable import Web

@Suite("Danh sách dài hơn số đếm bên cạnh tên")
struct LongListTests {
    /// Rows more like that of a dossier, one for each number, in another phase and due when it is to be answered.
    private static func add(
        _ numbers: ClosedRange<Int>, like stream: DossierID, as phase: Phase, on site: OfficeSite
    ) throws {
        try site.office.store.writeNow { transaction in
            for number in numbers {
                var random = SeededRandom(seed: UInt64(number))
                try transaction.sql.execute(
                    """
                    INSERT INTO dossier (id, stream, version, number, procedure, procedure_version, variant, sector, \
                    channel, phase, intake, competent, result, result_way, submitted_at, answer_by, due, desk) \
                    SELECT id + ?2, ?3, version, ?4, procedure, procedure_version, variant, sector, channel, ?5, \
                    intake, competent, result, result_way, submitted_at, answer_by, answer_by, desk FROM dossier \
                    WHERE stream = ?1
                    """,
                    [
                        .text(stream.text), .integer(Int64(number) * 1_000), .text("copy-\(phase)-\(number)"),
                        .text(SubmissionNumber(random: &random).text), .text(phase.rawValue),
                    ])
            }
        }
    }

    @Test func `a counter's list is counted whole where it is shown, and to a thousand elsewhere`() async throws {
        let site = try OfficeSite()
        let stream = try site.submitted()
        try LongListTests.add(1...999, like: stream, as: .submitted, on: site)
        try await site.application.test(.router) { client in
            func page(_ path: String) async throws -> String {
                try await client.get(path, [.cookie: "motcua-phien=receiver"]).text
            }
            let exact = try await page("/quay")
            #expect(exact.contains("trong 1.000 hồ sơ") && !exact.contains("1.000+"))
            try LongListTests.add(2_000...2_004, like: stream, as: .awaitingCompletion, on: site)
            #expect(try await page("/quay").contains("trong 1.000 hồ sơ"))
            _ = try site.submitted()
            let queue = try await page("/quay")
            #expect(queue.contains("trong 1.000+ hồ sơ"))
            let list = try await page("/quay/truc-tuyen")
            #expect(list.contains("50 trong 1.001 hồ sơ") && !list.contains("1.000+"))
            let other = try await page("/quay/cho-bo-sung")
            #expect(other.contains("5 trong 5 hồ sơ") && other.contains("1.000+"))
        }
    }

    @Test func `an officer's list is counted whole where it is shown, and to a thousand elsewhere`() async throws {
        let site = try OfficeSite()
        try LongListTests.add(1...1_001, like: try site.submitted(), as: .received, on: site)
        try await site.application.test(.router) { client in
            func page(_ path: String) async throws -> String {
                try await client.get(path, [.cookie: "motcua-phien=leader"]).text
            }
            let list = try await page("/viec?loc=cho-phan-cong")
            #expect(list.contains("50 trong 1.001 hồ sơ") && !list.contains("1.000+"))
            let other = try await page("/viec?loc=don-vi")
            #expect(other.contains("1.000+") && !other.contains("1.001"))
        }
    }
}
