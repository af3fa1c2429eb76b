import Foundation

/// An account of the demonstration, as its sign-in page lists it; these exist nowhere else (tài khoản trình diễn).
struct ListedAccount: Sendable {
    var login: String
    /// No secret: everything of the demonstration is made up.
    var password: String
    var name: String
    var title: String

    /// The accounts of `demo/accounts.tsv`, in its order; none if the installation lacks the file.
    static func read(_ resources: String) -> [ListedAccount] {
        guard let data = FileManager.default.contents(atPath: resources + "/demo/accounts.tsv") else { return [] }
        let rows = String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        guard let head = rows.first, let login = head.firstIndex(of: "login"),
            let password = head.firstIndex(of: "password"), let name = head.firstIndex(of: "name"),
            let title = head.firstIndex(of: "title")
        else { return [] }
        return rows.dropFirst().filter { $0.count == head.count }.map { row in
            ListedAccount(login: row[login], password: row[password], name: row[name], title: row[title])
        }
    }
}
