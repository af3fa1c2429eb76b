import Core
import HTML
import UseCases

/// The open pages: search, procedures, tracking, figures (cổng dịch vụ công).
struct PortalRoutes {
    let pages: Pages

    var routes: [Route] {
        let pages = pages
        let board = FiguresBoard(pages.office)
        return [
            .get(.home, access: .anyone) { call in try await HomePage(pages: pages).answer(call) },
            .get(.procedures, access: .anyone) { call in ProceduresPage(pages: pages).answer(call) },
            .get(.procedure, access: .anyone) { call in try ProcedurePage(pages: pages).answer(call) },
            .get(.tracking, access: .anyone) { call in try await TrackingPage(pages: pages).form(call) },
            .get(.trackedDossier, access: .anyone) { call in try await TrackingPage(pages: pages).dossier(call) },
            .form(.trackedDossier, access: .anyone, rates: [.secrets]) { call, form in
                try await TrackingPage(pages: pages).opened(call, form)
            },
            .get(.statistics, access: .anyone) { call in
                try await StatisticsPage(pages: pages, board: board).answer(call)
            },
        ] + ApplyRoutes(pages: pages).routes + OwnerRoutes(pages: pages).routes
    }
}
