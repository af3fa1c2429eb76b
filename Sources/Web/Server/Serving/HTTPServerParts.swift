import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The running server made of its parts: the site, the figures on an address of their own, and how they end.
struct HTTPServerParts {
    var site: Site
    var connections = ConnectionLimits()
    var listen: ListenAddress
    /// Where Prometheus reads; nil for nowhere.
    var metricsListen: ListenAddress?
    /// True on a closed test network: plain HTTP where others can connect.
    var allowsPlainHTTP = false
    var metrics: Metrics
    /// What runs beside and ends after the last answer: the store's threads, followers, the clock.
    var services: [any Service] = []
    /// Called once with the address that is really listened on, port 0 replaced by the one the system chose.
    var onListening: @Sendable (ListenAddress) -> Void = { _ in }
    var onMetricsListening: @Sendable (ListenAddress) -> Void = { _ in }

    /// The site as a Hummingbird application; tests drive it without a socket.
    ///
    /// Refuses plain HTTP outside loopback without a proxy in front, unless it was allowed by name.
    func application() throws(ListenAddress.Refusal) -> Application<SiteResponder> {
        try check(listen)
        return application(SiteResponder(site: site), listen, guarded: true, onListening)
    }

    /// Serves until SIGTERM or SIGINT: then takes no more connections, answers what is being asked, for at most
    /// `shutdownSeconds`, and returns.
    func run() async throws {
        // The last of the list ends first: connections before what their answers need.
        var running = services
        if let metricsListen {
            try check(metricsListen)
            running.append(
                application(MetricsResponder(metrics: metrics), metricsListen, guarded: false, onMetricsListening))
        }
        running.append(try application())
        // Named by their types: left alone, the library takes the text of all that a service holds, keys among it.
        let named = running.map { service in
            ServiceGroupConfiguration.ServiceConfiguration(service: service, serviceName: "\(type(of: service))")
        }
        var configuration = ServiceGroupConfiguration(
            services: named, gracefulShutdownSignals: [.sigterm, .sigint], logger: site.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(connections.shutdownSeconds)
        do { try await ServiceGroup(configuration: configuration).run() } catch let error as IOError {
            guard [EADDRINUSE, EADDRNOTAVAIL, EACCES].contains(error.errnoCode) else { throw error }
            throw ListenFault(
                addresses: [listen] + [metricsListen].compactMap { $0 }, isTaken: error.errnoCode == EADDRINUSE)
        }
    }

    private func check(_ address: ListenAddress) throws(ListenAddress.Refusal) {
        try address.check(isBehindProxy: site.settings.proxies > 0 || allowsPlainHTTP)
    }

    private func application<Responder: HTTPResponder>(
        _ responder: Responder, _ address: ListenAddress, guarded: Bool,
        _ onListening: @escaping @Sendable (ListenAddress) -> Void
    ) -> Application<Responder> where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        var configuration = ApplicationConfiguration(
            address: .hostname(address.host, port: address.port), serverName: nil, backlog: connections.backlog)
        configuration.availableConnectionsDelegate = MaximumAvailableConnections(connections.connectionsMax)
        let limits = connections
        let pages = BrokenRequestPages(site.words)
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: guarded
                ? [StalledWrites(seconds: limits.stalledSeconds), ConnectionGuard(limits: limits, pages: pages)] : [],
            idleTimeout: .seconds(Int64(limits.idleSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerFieldBytesMax, maxHeaderListSize: limits.headerBytesMax,
                maxHeaderFieldCount: limits.headersMax))
        return Application(
            responder: responder, server: .http1(configuration: channel), configuration: configuration,
            onServerRunning: { channel in
                onListening(ListenAddress(host: address.host, port: channel.localAddress?.port ?? address.port))
            },
            logger: site.logger)
    }
}
