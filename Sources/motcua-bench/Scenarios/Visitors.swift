import Core
import Ledger
import Store
import UseCases

/// Those who will ask: an API account's token, officers who are signed in, and what there is to hand in.
struct Visitors: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    var cast = DossierLife.Cast()
    /// Session cookies by login.
    var sessions: [String: String] = [:]
    /// Dossiers to look at.
    var dossiers: [DossierRow] = []
    var dossierCount = 0

    /// Reads the demonstration at `place` and makes tokens and sessions in it, while no server runs on it.
    static func prepare(_ place: Place) throws -> Visitors {
        let office = try place.office(holder: "motcua-bench")
        defer { office.store.close() }
        let now = office.clock.now()
        var random = SystemRandom()
        var visitors = Visitors()
        try office.store.writeNow { transaction in
            for login in ["ketnoi", "tiepnhan", "thuly", "lanhdao", "chutich"] {
                guard let account = try AccountTable.find(login: login, in: transaction.sql) else {
                    throw Failure(description: "it holds no demonstration: it has no account \(login)")
                }
                if login == "thuly" { visitors.cast.handler = account.actor.text }
                visitors.cast.tokens[login] = try BearerTokens.issue(
                    for: account.actor, label: "bench", by: nil, now: now, random: &random, in: transaction.sql
                ).secret.text
                visitors.sessions[login] = try Sessions.start(
                    for: account, administrator: false, browser: "bench", replacing: nil, settings: AccessSettings(),
                    now: now, random: &random, in: transaction.sql
                ).cookie.text
            }
        }
        visitors.cast.submissions = try submissions(office.catalogue)
        try office.store.readNow { sql in
            visitors.dossiers = try DossierList.page(.recent(["H21.106"]), size: 200, in: sql).rows
            visitors.dossierCount = try sql.first("SELECT count(*) FROM dossier", []) { Int($0.integer(0)) } ?? 0
        }
        return visitors
    }

    /// Twenty procedures of communes with three steps that can be applied for online and whose form may stay empty.
    private static func submissions(_ catalogue: Catalogue) throws -> [DossierLife.Cast.Submission] {
        var bodies: [DossierLife.Cast.Submission] = []
        for entry in catalogue.entries {
            guard let procedure = try catalogue.procedure(entry.code), procedure.competence == .commune,
                procedure.closed(to: .online) == nil, procedure.workflow.steps.count == 3,
                let variant = procedure.variants.first(where: { $0.terms(for: .online) != nil }),
                variant.form.allSatisfy({ !$0.required })
            else { continue }
            let papers = variant.components.filter { $0.kind == .submit && $0.required }
                .map { #"{"component":"\#($0.code)","copies":1}"# }.joined(separator: ",")
            let json =
                #"{"procedure":"\#(entry.code)","variant":"\#(variant.code)","channel":"online","#
                + #""places":{"intake":"H21.106"},"resultWay":"counter","components":[\#(papers)],"#
                + #""submitter":{"name":"{name}","number":"052198001234","phone":"0912345678","#
                + #""address":"12 Tran Phu"}}"#
            bodies.append(.init(json: json, steps: procedure.workflow.steps.map(\.code.text)))
            if bodies.count == 20 { break }
        }
        guard !bodies.isEmpty else { throw Failure(description: "no procedure can be applied for online") }
        return bodies
    }
}
