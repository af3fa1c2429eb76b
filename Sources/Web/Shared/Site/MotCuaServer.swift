public import Core
import Foundation
public import Ledger
public import Logging
import Store
public import UseCases

/// The whole site on one office: pages, API, health, metrics (máy chủ một cửa).
public struct MotCuaServer: Sendable {
    /// What an installation decides about serving.
    public struct Settings: Sendable {
        public var listen: ListenAddress
        public var metricsListen: ListenAddress?
        /// Proxies of ours in front; 0 where the server is reached directly.
        public var proxies = 0
        /// Cookies over TLS alone.
        public var isSecure = false
        /// Plain HTTP where others can connect, without a proxy: for a closed test network alone.
        public var allowsPlainHTTP = false
        public var access = AccessSettings()
        public var connections = ConnectionLimits()
        /// What an address may ask in a minute that nobody has signed in from.
        public var requestsPerMinute = RateRule.address.most
        /// What all uploads may hold in memory at one time.
        public var uploadBytesMax = UploadBudget().bytesMax
        /// What the log is signed with.
        public var logKeys: any LogKeySource = NoLogKeys()
        /// Witnesses whose signatures are taken and shown beside the log's own.
        public var witnessKeys: [NoteVerifierKey] = []
        /// How early officers are reminded.
        public var reminders = ReminderSettings()
        /// What the leading process carries on beside the pages.
        public var followers = FollowerList()

        public init(listen: ListenAddress, metricsListen: ListenAddress? = nil) {
            self.listen = listen
            self.metricsListen = metricsListen
        }
    }

    /// Why the site cannot be built: a fault of the installation, told at the start.
    public enum Fault: Error, Sendable {
        case texts(String)
        case assets(String)
        case listen(ListenAddress.Refusal)
    }

    private let office: Office
    private let settings: Settings
    private let site: Site
    private let metrics: Metrics
    private let housekeeping: HousekeepingRounds
    private let followers: FollowerRounds
    private let neighbours: NeighbourRounds
    private let rebuild: RebuildRounds

    /// - Parameter resources: the folder that holds `texts`, `style`, `catalogue`.
    public init(_ office: Office, resources: String, settings: Settings, logger: Logger) async throws(Fault) {
        self.office = office
        self.settings = settings
        metrics = Metrics()
        StoreMetrics.register(office, in: metrics)
        housekeeping = HousekeepingRounds(
            housekeeping: Housekeeping(office, settings: settings.access), office: office,
            metrics: HousekeepingMetrics(metrics), logger: logger)
        neighbours = NeighbourRounds(office: office, logger: logger)
        rebuild = RebuildRounds(office: office, logger: logger)
        let assets: AssetShelf
        do { assets = try AssetShelf(resources: resources) } catch { throw .assets("\(error)") }
        let catalogue = office.catalogue
        async let search = SiteParts.search(catalogue, resources)
        let texts = try SiteParts.texts(resources)
        var pages = try SiteParts.pages(
            office, resources: resources, assets, settings, texts: texts, search: await search)
        pages.followers.chores.append(CheckpointChore(pages.logBook))
        pages.followers.chores.append(ReminderChore(settings.reminders))
        LogMetrics.register(pages.logBook, in: metrics)
        var siteSettings = SiteSettings()
        siteSettings.proxies = settings.proxies
        siteSettings.isSecure = settings.isSecure
        siteSettings.addressRate = RateRule.smooth(
            RateRule.address.name, most: settings.requestsPerMinute, seconds: 60)
        let clock = ContinuousClock()
        let start = clock.now
        let elapsed: @Sendable () -> Int64 = { (clock.now - start).microseconds }
        FollowerMetrics.register(pages.followerWatch, clock: office.clock, in: metrics)
        followers = FollowerRounds(
            office: office, list: pages.followers,
            leadership: Leadership(office, holder: ProcessName.make(), elapsed: elapsed), watch: pages.followerWatch,
            logger: logger, elapsed: elapsed)
        site = Site(
            settings: siteSettings, routes: RouteTable(SiteParts.routes(pages, siteSettings)),
            doorkeeper: OfficeDoorkeeper(office: office),
            formKey: FormKey(office.sealer.stamp(Array("forms".utf8), purpose: "form key")),
            words: ProblemWords(pages.texts), hooks: SiteParts.hooks(pages, logger),
            rates: RateLimiter(now: elapsed),
            uploads: UploadBudget(bytesMax: settings.uploadBytesMax), metrics: RequestMetrics(metrics),
            logger: logger)
    }

    /// Serves until a signal ends it.
    ///
    /// - Parameter onListening: told the real address, also where port 0 was asked for.
    public func run(onListening: @escaping @Sendable (ListenAddress) -> Void) async throws {
        var parts = HTTPServerParts(site: site, listen: settings.listen, metrics: metrics)
        parts.metricsListen = settings.metricsListen
        parts.allowsPlainHTTP = settings.allowsPlainHTTP
        parts.connections = settings.connections
        parts.services = [housekeeping, followers, neighbours, rebuild]
        parts.onListening = onListening
        try await parts.run()
    }
}
