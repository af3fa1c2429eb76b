import Core
import HTTPTypes
import UseCases

/// Handing a dossier in online (nộp hồ sơ trực tuyến): a page a question, kept as a draft from the first answer on.
struct ApplyRoutes {
    let pages: Pages

    var routes: [Route] {
        let pages = pages
        var limits = RequestLimits.standard
        // A file that cannot be taken is named beside its paper; the others of the same form are kept.
        limits.namesRefusedFiles = true
        limits.namesFaultyFields = true
        return [
            .get(.apply, access: .anyone) { call in try await ApplyStartPage(pages: pages).page(call) },
            .form(.apply, access: .anyone) { call, form in try await ApplyStartPage(pages: pages).begun(call, form) },
            .get(.applyStep, access: .anyone) { call in try await ApplyPage(pages: pages).page(call).keptNowhere },
            .form(
                .applyStep, access: .anyone, files: Set(AttachmentKind.allCases), limits: limits, rates: [.applications]
            ) { call, form in try await ApplyPage(pages: pages).taken(call, form).keptNowhere },
        ]
    }
}

extension RateRule {
    /// Pages of applications sent from one address; a whole office or a help point may share one.
    static let applications = RateRule.smooth("applications", most: 300, seconds: 600)
}
