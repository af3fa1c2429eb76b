import Core

/// Pages of those who keep accounts (quản trị tài khoản): list, making, changing, tokens of other systems.
struct AdminRoutes {
    let pages: Pages

    /// Which accounts an administrator keeps, each use case asks for itself.
    private static let access = Access.roles([.administrator])

    var routes: [Route] {
        let pages = pages
        return [
            .get(.admin, access: Self.access) { call in try await AccountListPage(pages: pages).answer(call) },
            .get(.newAccount, access: Self.access) { call in try NewAccountPage(pages: pages, call: call).form() },
            .form(.newAccount, access: Self.access) { call, form in
                try await NewAccountPage(pages: pages, call: call).done(form)
            },
            .get(.account, access: Self.access) { call in
                try await AccountPage(pages: pages, call: call).answer()
            },
            .get(.accountAct, access: Self.access) { call in
                try await AccountActPage(pages: pages, call: call).form()
            },
            .form(.accountAct, access: Self.access) { call, form in
                try await AccountActPage(pages: pages, call: call).done(form)
            },
            .get(.accountToken, access: Self.access) { call in
                try await TokenRevocationPage(pages: pages, call: call).form()
            },
            .form(.accountToken, access: Self.access) { call, form in
                try await TokenRevocationPage(pages: pages, call: call).done(form)
            },
            .get(.followers, access: Self.access) { call in try await FollowerListPage(pages: pages).answer(call) },
            .get(.followerRecord, access: Self.access) { call in
                try await FollowerRecordPage(pages: pages, call: call).answer()
            },
            .get(.followerAct, access: Self.access) { call in
                try await FollowerRecordPage(pages: pages, call: call).form()
            },
            .form(.followerAct, access: Self.access) { call, form in
                try await FollowerRecordPage(pages: pages, call: call).done(form)
            },
        ]
    }
}
