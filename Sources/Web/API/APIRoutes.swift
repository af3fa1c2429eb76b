import Core
import UseCases

/// What other systems may ask (giao diện lập trình, phiên bản 1); `Resources/api/openapi.json` describes it all.
struct APIRoutes {
    let pages: Pages

    var routes: [Route] {
        let pages = pages
        return APIRoutes.table { pages }
    }

    /// The routes without what they work on, so that a test can hold them to their description.
    static func table(_ pages: @escaping @Sendable () -> Pages) -> [Route] {
        [
            .get(.apiProcedures, access: .tokenIfAny) { call in try APIProcedures(pages: pages()).list(call) },
            .get(.apiProcedure, access: .tokenIfAny) { call in try APIProcedures(pages: pages()).one(call) },
            .command(.apiDossiers, access: .tokenOf([.receiver, .deskHead, .integration])) { call, body in
                try await RefusalPlaces.told(in: body.value) {
                    try await APISubmission(pages: pages()).submit(call, body)
                }
            },
            .get(.apiDossier, access: .tokenIfAny) { call in try await APIDossiers(pages: pages()).one(call) },
            .command(.apiDossierCommands, access: .tokenIfAny) { call, body in
                try await RefusalPlaces.told(in: body.value) {
                    try await APICommands(pages: pages()).give(call, body)
                }
            },
            .get(.apiDescription, access: .tokenIfAny) { _ in .json(pages().apiDescription) },
        ]
    }
}
