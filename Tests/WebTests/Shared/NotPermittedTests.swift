import Core
import HTML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import UseCases

@testable import Web

@Suite("Trang không có thẩm quyền")
struct NotPermittedTests {
    private func get(
        _ client: any TestClientProtocol, _ path: Path, _ person: OfficeSite.Person
    ) async throws -> TestResponse {
        try await client.get(path.url.text, [.cookie: "motcua-phien=\(person.rawValue)"])
    }

    @Test func `a dossier of another agency says so and leads back to one's own work`() async throws {
        let site = try OfficeSite()
        let id = try site.submitted()
        try await site.application.test(.router) { client in
            for (path, person, work) in [
                (Path.dossier(id), OfficeSite.Person.stranger, "<a href=\"/viec\" class=\"btn\">Việc của tôi</a>"),
                (.counterDossier(id), .helper, "<a href=\"/quay\" class=\"btn\">Quầy tiếp nhận</a>"),
                (.dossierReceipt(id), .helper, "<a href=\"/quay\" class=\"btn\">Quầy tiếp nhận</a>"),
            ] {
                let page = try await get(client, path, person)
                #expect(page.status == .forbidden)
                #expect(page.text.contains("<h1>Hồ sơ này do cơ quan khác giải quyết</h1>"), "\(path.url.text)")
                #expect(page.text.contains(work), "\(path.url.text)")
                #expect(page.text.contains("action=\"/dang-xuat\""))
            }
        }
    }

    @Test func `a page of another role leads back to one's own work`() async throws {
        let site = try OfficeSite()
        try await site.application.test(.router) { client in
            for (path, person, work) in [
                (Path.frontDesk, OfficeSite.Person.handler, "/viec"), (.admin, .receiver, "/quay"),
            ] {
                let page = try await get(client, path, person)
                #expect(page.status == .forbidden)
                #expect(page.text.contains("<a href=\"\(work)\" class=\"btn\">"), "\(path.url.text)")
            }
            // A system's account has no work of its own here: home.
            let page = try await get(client, .frontDesk, .system)
            #expect(page.text.contains("<a href=\"/\" class=\"btn\">Về trang chủ</a>"))
        }
    }
}
