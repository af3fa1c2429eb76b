import Core
import Foundation
import HTML
import Ledger
import Store
import UseCases

/// What every page handler is given: the office, the words, the search and the assets, made once at start.
struct Pages: Sendable {
    let office: Office
    let texts: [Language: Texts]
    let assets: AssetShelf
    let search: ProcedureIndex
    /// The most used things of the home page, with everyday titles.
    let popular: [PopularThing]
    let accessSettings: AccessSettings
    /// Who may sign in to the demonstration; none anywhere else.
    let demoAccounts: [ListedAccount]
    /// `GET /api/v1/openapi.json`, word for word.
    let apiDescription: [UInt8]
    let isSecure: Bool
    /// The log as the outside sees it.
    let logBook: LogBook
    /// Verifiers that work without this site, by file name.
    let verifiers: [String: [UInt8]]
    /// Witnesses whose signatures are taken.
    var witnessKeys: [NoteVerifierKey] = []
    /// What runs beside the pages.
    var followers = FollowerList()
    let followerWatch = FollowerWatch()

    var now: Instant { office.clock.now() }
    var catalogue: Catalogue { office.catalogue }

    /// What `/healthz` tells of followers, chores and witnesses.
    var healthNotes: [String] {
        let alarms = followerWatch.board?.alarms(now).map(\.rawValue) ?? []
        return logBook.lastSeen?.lateWitnesses.isEmpty == false ? alarms + ["witness-late"] : alarms
    }

    /// The frame of a page for whoever asks.
    func context(_ call: Call) -> PageContext { context(call.visitor, target: call.target) }

    func context(_ visitor: Visitor, target: String) -> PageContext {
        let language = texts[visitor.language] == nil ? Language.vietnamese : visitor.language
        guard let words = texts[language] else { preconditionFailure("Vietnamese texts are read at the start") }
        let here = SafeURL.path(checking: LocalTarget.checked(target)) ?? Path.home.url
        return PageContext(
            texts: words, textSize: visitor.display.textSize, isHighContrast: visitor.display.highContrast,
            signedIn: visitor.identity.map { signedIn($0, words) }, csrfToken: LateFormToken { visitor.formToken },
            centre: centre(words), links: links(words), places: places(words), here: here, flash: nil,
            isDemonstration: catalogue.province?.demonstration ?? false)
    }

    private func centre(_ words: Texts) -> Centre {
        let province = catalogue.province
        let isVietnamese = words.language == .vietnamese
        let name = isVietnamese ? province?.name : province?.english
        return Centre(
            name: words("shell.brand", ["province": .text(name ?? "")]),
            officialName: (isVietnamese ? province?.centre : province?.centreEnglish) ?? "",
            places: (province?.addresses ?? []).map {
                Centre.Place(name: "", address: $0, hours: words("shell.hours"))
            },
            telephone: province?.phone, mail: nil)
    }

    private func places(_ words: Texts) -> [NavigationLink] {
        [
            NavigationLink(title: words("procedures.short"), target: Path.procedures.url),
            NavigationLink(title: words("tracking.title"), target: Path.tracking.url),
        ]
    }

    private func links(_ words: Texts) -> ShellLinks {
        ShellLinks(
            home: Path.home.url, search: Path.procedures.url, signIn: Path.signIn.url, signOut: Path.signOut.url,
            display: Path.display.url, styleSheet: assets.path("motcua.css").url,
            paperStyleSheet: assets.path("paper.css").url, script: assets.path("motcua.js").url,
            mark: assets.path("mark.svg").url, icon: assets.path("favicon.svg").url,
            footer: [
                NavigationLink(title: words("open.title"), target: Path.statistics.url),
                NavigationLink(title: words("log.title"), target: Path.ledger.url),
            ])
    }

    private func signedIn(_ identity: Identity, _ words: Texts) -> SignedIn {
        var menu: [NavigationLink] = []
        if identity.holds(oneOf: [.receiver, .deskHead]) {
            menu.append(NavigationLink(title: words("shell.menu.frontDesk"), target: Path.frontDesk.url))
        }
        if identity.holds(oneOf: DeskOfficer.roles) {
            menu.append(NavigationLink(title: words("shell.menu.work"), target: Path.work.url))
        }
        if identity.holds(oneOf: [.administrator]) {
            menu.append(NavigationLink(title: words("shell.menu.admin"), target: Path.admin.url))
        }
        if identity.holds(oneOf: OversightRoutes.roles) {
            menu.append(NavigationLink(title: words("shell.menu.oversight"), target: Path.oversight.url))
        }
        menu.append(NavigationLink(title: words("access.change.title"), target: Path.passwordChange.url))
        let first = identity.actor.assignments.first
        let role = first.map { words(TextKey("role.\($0.role.rawValue)")) } ?? ""
        // Whoever oversees an agency is none of its own.
        let own = first?.role == .oversight ? nil : first?.agency
        let agency = own.flatMap { catalogue.agencies[$0]?.name } ?? ""
        return SignedIn(name: identity.name, role: agency.isEmpty ? role : "\(role), \(agency)", menu: menu)
    }
}

/// One of the twelve most used things, as the home page calls it.
struct PopularThing: Sendable {
    var code: ProcedureCode
    var title: String
    var english: String
}
