public import Core
public import Store

/// How a one-time code reaches the applicant (kênh gửi mã xác nhận).
///
/// Why inside the transaction: a channel that sends writes down what is to be sent, and a follower carries it out; so
/// no code is sent that was not stored, and none is stored that is never sent.
public protocol OneTimeCodeChannel: Sendable {
    /// False if no code can reach anybody: then none is made, and the page says to come to the counter or to call.
    var isOpen: Bool { get }

    /// Hands a code on.
    func deliver(
        _ code: String, of dossier: DossierID, for purpose: CodePurpose, in sql: any SQLConnection
    ) throws -> CodeDelivery
}

/// Where the applicant finds the code.
public enum CodeDelivery: Hashable, Sendable {
    /// On the very page: proves nothing, and is for demonstrations alone.
    case onScreen(String)
}

/// Shows the code on the page, so that a demonstration needs no telephone; never in a real office.
public struct CodeOnScreen: OneTimeCodeChannel {
    public init() {}
    public var isOpen: Bool { true }

    public func deliver(
        _ code: String, of dossier: DossierID, for purpose: CodePurpose, in sql: any SQLConnection
    ) throws -> CodeDelivery { .onScreen(code) }
}

/// No channel yet: come to the counter, or call (đến Bộ phận Một cửa hoặc gọi điện).
public struct NoCodeChannel: OneTimeCodeChannel {
    public init() {}
    public var isOpen: Bool { false }

    public func deliver(
        _ code: String, of dossier: DossierID, for purpose: CodePurpose, in sql: any SQLConnection
    ) throws -> CodeDelivery {
        preconditionFailure("no code is made for a channel that is not open")
    }
}
