import Core
import Ledger
import SQLiteEngine
import Store
import UseCases

/// Those who will ask: an API account's token, officers who are signed in, and what there is to hand in.
struct Visitors: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    var token = ""
    /// Session cookies by login.
    var sessions: [String: String] = [:]
    /// Bodies for `POST /api/v1/dossiers`, their applicant's name left open as `{name}`.
    var submissions: [String] = []
    /// Dossiers to look at.
    var dossiers: [DossierRow] = []
    var dossierCount = 0

    /// Reads the demonstration in `data` and makes token and sessions in it, while no server runs on it.
    static func prepare(_ data: String, master: [UInt8], now: Instant) throws -> Visitors {
        let folder = DataFolder(data)
        let store = try StoreEngine.sqlite(folder, holder: "motcua-bench")
        defer { store.close() }
        var random = SystemRandom()
        let office = try Office(
            store: store, keyring: Keyring(master: try MasterKey(master), engine: store),
            files: FolderFileStore(folder), log: "H21", sealer: MasterKeySealer(masterKey: master),
            clock: FixedClock(now: now), codes: NoCodeChannel(), random: &random)
        var visitors = Visitors()
        try store.writeNow { transaction in
            guard let api = try AccountTable.find(login: "ketnoi", in: transaction.sql) else {
                throw Failure(description: "the data folder holds no demonstration: it has no account ketnoi")
            }
            visitors.token = try BearerTokens.issue(
                for: api.actor, label: "bench", by: nil, now: now, random: &random, in: transaction.sql
            ).secret.text
            for login in ["tiepnhan", "thuly", "lanhdao"] {
                guard let account = try AccountTable.find(login: login, in: transaction.sql) else { continue }
                visitors.sessions[login] = try Sessions.start(
                    for: account, administrator: false, browser: "bench", replacing: nil, settings: AccessSettings(),
                    now: now, random: &random, in: transaction.sql
                ).cookie.text
            }
        }
        visitors.submissions = try submissions(office.catalogue)
        try store.readNow { sql in
            visitors.dossiers = try DossierList.page(.recent(["H21.106"]), size: 200, in: sql).rows
            visitors.dossierCount = try sql.first("SELECT count(*) FROM dossier", []) { Int($0.integer(0)) } ?? 0
        }
        return visitors
    }

    /// One body for each of twenty procedures of communes that can be applied for online and whose form may stay empty.
    private static func submissions(_ catalogue: Catalogue) throws -> [String] {
        var bodies: [String] = []
        for entry in catalogue.entries {
            guard let procedure = try catalogue.procedure(entry.code), procedure.competence == .commune,
                procedure.closed(to: .online) == nil,
                let variant = procedure.variants.first(where: { $0.terms(for: .online) != nil }),
                variant.form.allSatisfy({ !$0.required })
            else { continue }
            let papers = variant.components.prefix(3).map { #"{"component":"\#($0.code)","copies":1}"# }
                .joined(separator: ",")
            bodies.append(
                #"{"procedure":"\#(entry.code)","variant":"\#(variant.code)","channel":"online","#
                    + #""places":{"intake":"H21.106"},"resultWay":"counter","components":[\#(papers)],"#
                    + #""submitter":{"name":"{name}","number":"052198001234","phone":"0912345678","#
                    + #""address":"12 Tran Phu"}}"#)
            if bodies.count == 20 { break }
        }
        guard !bodies.isEmpty else { throw Failure(description: "no procedure can be applied for online") }
        return bodies
    }
}

/// A clock that stands still, for making what the server will find.
struct FixedClock: OfficeClock {
    let instant: Instant

    init(now: Instant) { instant = now }
    func now() -> Instant { instant }
}
