import Core

/// The counter's pages: queue, reception, answers to online dossiers, results, receipts (quầy tiếp nhận).
struct FrontDeskRoutes {
    let pages: Pages

    /// Officers at a counter and their head; at which counter, each page asks for itself.
    private static let access = Access.roles([.receiver, .deskHead])

    var routes: [Route] { lists + reception + acts }

    /// A text that cannot be taken is told at its field, and the rest of the form stays.
    private static let limits: RequestLimits = {
        var limits = RequestLimits.standard
        limits.namesFaultyFields = true
        return limits
    }()

    private var lists: [Route] {
        let pages = pages
        return [
            .get(.frontDesk, access: Self.access) { call in try await QueuePage(pages: pages).answer(call) },
            .get(.onlineQueue, access: Self.access) { call in
                try await CounterListPage(pages: pages, list: .online).answer(call)
            },
            .get(.awaitingCompletion, access: Self.access) { call in
                try await CounterListPage(pages: pages, list: .completion).answer(call)
            },
            .get(.resultsToReturn, access: Self.access) { call in
                try await CounterListPage(pages: pages, list: .results).answer(call)
            },
            .get(.counterSearch, access: Self.access) { call in
                try await CounterSearchPage(pages: pages).answer(call)
            },
            .get(.counterDossier, access: Self.access) { call in
                try await CounterDossierPage(pages: pages).answer(call)
            },
        ]
    }

    private var reception: [Route] {
        let pages = pages
        return [
            .get(.reception, access: Self.access) { call in
                try await ProcedureChoicePage(pages: pages).answer(call)
            },
            .get(.receptionOf, access: Self.access) { call in try await ReceptionPage(pages: pages).form(call) },
            .form(.receptionOf, access: Self.access, limits: Self.limits) { call, form in
                try await ReceptionPage(pages: pages).received(call, form)
            },
            .get(.dossierReceipt, access: Self.access) { call in try await ReceiptPage(pages: pages).answer(call) },
        ]
    }

    private var acts: [Route] {
        let pages = pages
        return [
            .get(.counterAction, access: Self.access) { call in
                let act = try CounterAct.asked(call)
                return act == .changeProcedure
                    ? try await ProcedureChangePage(pages: pages).answer(call)
                    : try await CounterActionPage(pages: pages, act: act).form(call)
            },
            .form(
                .counterAction, access: Self.access, files: Set(AttachmentKind.allCases), limits: Self.limits
            ) { call, form in
                let act = try CounterAct.asked(call)
                return act == .changeProcedure
                    ? try await ProcedureChangePage(pages: pages).done(call, form)
                    : try await CounterActionPage(pages: pages, act: act).done(call, form)
            },
        ]
    }
}
