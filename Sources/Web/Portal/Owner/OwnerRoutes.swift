import Core
import HTTPTypes
import UseCases

/// What applicants do with dossiers they have handed in (việc của người nộp): open to everybody, and each page asks for
/// the grant that number and secret gave.
struct OwnerRoutes {
    let pages: Pages

    var routes: [Route] {
        let pages = pages
        var limits = RequestLimits.standard
        // A file or a text that cannot be taken is named at its place; the rest of the same form is kept.
        limits.namesRefusedFiles = true
        limits.namesFaultyFields = true
        return [
            .get(.ownerAct, access: .anyone) { call in try await OwnerActPage(pages: pages).page(call).keptNowhere },
            .form(
                .ownerAct, access: .anyone, files: Set(AttachmentKind.allCases), limits: limits, rates: [.applications]
            ) { call, form in try await OwnerActPage(pages: pages).prepared(call, form).keptNowhere },
            .get(.ownerConfirmation, access: .anyone) { call in
                try await OwnerActPage(pages: pages).confirmation(call).keptNowhere
            },
            .form(.ownerConfirmation, access: .anyone, rates: [.applications]) { call, form in
                try await OwnerActPage(pages: pages).confirmed(call, form).keptNowhere
            },
            .get(.ownerFile, access: .anyone) { call in try await OwnerFileReply(pages: pages).answer(call) },
        ]
    }
}

extension RateRule {
    /// Secrets typed from one address, whatever the dossiers: a library or a help point shares one. How often one
    /// dossier's secret may be tried is counted for the dossier.
    static let secrets = RateRule.strict("secrets", most: 120, seconds: 3600)
}
