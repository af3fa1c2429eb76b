import Core

/// Officers' pages: their work by due time, the dossier, and one page for each thing done with it (việc của tôi).
struct DeskRoutes {
    let pages: Pages

    /// Everybody who works on dossiers or watches over them; which dossiers, each page asks for itself.
    private static let access = Access.roles(DeskOfficer.roles)

    /// A text or a file that cannot be taken is told at its field; the rest of the form stays.
    private static let limits: RequestLimits = {
        var limits = RequestLimits.standard
        limits.namesFaultyFields = true
        limits.namesRefusedFiles = true
        return limits
    }()

    var routes: [Route] {
        let pages = pages
        return [
            .get(.work, access: Self.access) { call in try await WorkPage(pages: pages).answer(call) },
            .get(.reminders, access: Self.access) { call in try await ReminderPage(pages: pages).answer(call) },
            .form(.reminders, access: Self.access) { call, form in
                try await ReminderPage(pages: pages).seen(call, form)
            },
            .get(.dossier, access: Self.access) { call in try await DeskDossierPage(pages: pages).answer(call) },
            .get(.dossierAction, access: Self.access) { call in
                try await DeskActionPage(pages: pages, call: call).form()
            },
            .form(
                .dossierAction, access: Self.access, files: Set(AttachmentKind.allCases), limits: Self.limits
            ) { call, form in try await DeskActionPage(pages: pages, call: call).done(form) },
            .get(.dossierFile, access: Self.access) { call in try await DossierFileReply(pages: pages).answer(call) },
        ]
    }
}
