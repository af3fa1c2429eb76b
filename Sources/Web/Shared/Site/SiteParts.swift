import Core
import Foundation
import Logging
import Store
import UseCases

/// Gathers what a site is made of; the only place that knows every folder of pages.
enum SiteParts {
    /// Every route of the site.
    static func routes(_ pages: Pages, _ settings: SiteSettings) -> [Route] {
        let office = pages.office
        var routes = [pages.assets.route, DisplayForm.route(settings)]
        routes.append(
            HealthCheck.route(notes: { pages.healthNotes }) {
                try await office.store.read { try $0.first("SELECT 1") { $0.integer(0) } } == 1
            })
        routes += PortalRoutes(pages: pages).routes
        routes += LogRoutes(pages: pages).routes
        routes.append(CosignRoute(pages: pages).route)
        routes += SignInRoutes(pages: pages).routes
        routes += OversightRoutes(pages: pages).routes
        routes += AdminRoutes(pages: pages).routes
        routes += FrontDeskRoutes(pages: pages).routes
        routes += DeskRoutes(pages: pages).routes
        routes += APIRoutes(pages: pages).routes
        return routes
    }

    /// The texts of every language.
    static func texts(_ resources: String) throws(MotCuaServer.Fault) -> [Language: Texts] {
        var texts: [Language: Texts] = [:]
        for language in [Language.vietnamese, .english] {
            do {
                texts[language] = try Texts(language: language, folder: resources + "/texts/" + language.rawValue)
            } catch { throw .texts("\(error)") }
        }
        return texts
    }

    /// The search over the catalogue; of all that a start makes ready this takes longest.
    static func search(_ catalogue: Catalogue, _ resources: String) -> ProcedureIndex {
        lists(resources).index(of: catalogue)
    }

    /// What pages need besides, read now.
    static func pages(
        _ office: Office, resources: String, _ assets: AssetShelf, _ settings: MotCuaServer.Settings,
        texts: [Language: Texts], search: ProcedureIndex
    ) throws(MotCuaServer.Fault) -> Pages {
        Pages(
            office: office, texts: texts, assets: assets, search: search,
            popular: lists(resources).popular, accessSettings: settings.access,
            demoAccounts: office.catalogue.province?.demonstration == true ? ListedAccount.read(resources) : [],
            apiDescription: try apiDescription(resources), isSecure: settings.isSecure,
            logBook: LogBook(office, keys: settings.logKeys, witnesses: settings.witnessKeys),
            verifiers: verifiers(resources), witnessKeys: settings.witnessKeys, followers: settings.followers)
    }

    private static func lists(_ resources: String) -> CatalogueLists {
        CatalogueLists(folder: resources + "/catalogue")
    }

    /// Those that are there; the page offers no others.
    private static func verifiers(_ resources: String) -> [String: [UInt8]] {
        let files = ["kiem-chung.html", "verify.py"].compactMap { name in
            FileManager.default.contents(atPath: resources + "/verifier/" + name).map { (name, Array($0)) }
        }
        return Dictionary(uniqueKeysWithValues: files)
    }

    private static func apiDescription(_ resources: String) throws(MotCuaServer.Fault) -> [UInt8] {
        let path = resources + "/api/openapi.json"
        guard let bytes = FileManager.default.contents(atPath: path) else { throw .texts(path) }
        return Array(bytes)
    }

    static func hooks(_ pages: Pages, _ logger: Logger) -> SiteHooks {
        var hooks = SiteHooks()
        hooks.problemPage = { text, visitor in ProblemPage(pages: pages).html(text, visitor) }
        hooks.explain = { error in
            if let fault = error as? ClockFault { logger.critical("nothing is written", metadata: ["why": "\(fault)"]) }
            return RefusalProblems.problem(for: error)
        }
        hooks.signInAgain = { call, form in try await KeptForms(pages: pages).answer(call, form) }
        return hooks
    }
}
