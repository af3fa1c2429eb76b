import Core
import Store
import UseCases

/// One visit to an application: the procedure of the address, and the visitor's draft of it (khách và bản nháp).
struct ApplyVisit: Sendable {
    let pages: Pages
    let offer: ApplyOffer
    /// The visitor's secret as the cookie bears it; nil for a browser that began nothing yet.
    let secret: String?

    /// - Throws: `.notFound` for no procedure of ours, a refusal for one that is not handed in online here.
    init(_ call: Call, _ pages: Pages) throws {
        guard let procedure = try pages.catalogue.procedure(ProcedureCode(call.parameter("code"))) else {
            throw Problem(.notFound)
        }
        self.pages = pages
        offer = ApplyOffer(procedure, pages.catalogue)
        if let refusal = offer.refusal { throw refusal }
        secret =
            CookieJar(call.header("Cookie") ?? "", bytesMax: RequestLimits.standard.cookieBytesMax)[
                .draft, secure: pages.isSecure]
    }

    var code: ProcedureCode { offer.procedure.code }

    /// What this visitor has begun for this procedure and not handed in.
    func draft() async throws -> Draft? {
        guard let secret else { return nil }
        let (office, now, code) = (pages.office, pages.now, code)
        return try await office.store.read {
            try Drafts.list(visitor: secret, sealer: office.sealer, now: now, in: $0).first { $0.procedure == code }
        }
    }

    /// A draft by its id, also one that was handed in.
    func draft(_ id: String?) async throws -> Draft? {
        guard let secret, let id, id.utf8.count <= 64 else { return nil }
        let (office, now, code) = (pages.office, pages.now, code)
        return try await office.store.read {
            let draft = try Drafts.find(DraftID(id), visitor: secret, sealer: office.sealer, now: now, in: $0)
            return draft?.procedure == code ? draft : nil
        }
    }

    /// Keeps the answers of a step; `next` is where the visitor goes on.
    func save(_ changes: [String: String], in draft: Draft, next: ApplyStep) async throws {
        guard let secret else { throw Problem(.draftNotFound) }
        let (office, now) = (pages.office, pages.now)
        try await office.store.write { transaction in
            var random = SystemRandom()
            _ = try Drafts.save(
                draft.id, visitor: secret, step: next.rawValue, changes: changes, sealer: office.sealer, now: now,
                random: &random, in: transaction.sql)
        }
    }

    func path(_ step: ApplyStep) -> Path { .apply(code, step: step.rawValue) }

    func receipt(_ draft: DraftID) -> Path { Path.apply(code, step: ApplyStep.receipt).with("don", draft.text) }

    /// For as long as a draft is kept.
    static func cookie(_ secret: String) -> Cookie {
        Cookie(name: .draft, value: secret, lifetimeSeconds: Drafts.days * 24 * 3600)
    }
}
