/// Something done again and again at its own pace (việc định kỳ), by the one process that leads.
///
/// It must be safe to do twice: a process that loses the lead in the middle is followed by another that begins anew.
public protocol Chore: Sendable {
    /// What the page, the figures and the log call it: `checkpoint`; lower case, hyphens, never changed.
    var name: String { get }
    /// How long after one run the next begins.
    var period: Duration { get }
    /// Does it once, on a thread of the store's own, where it may block and use the store's `…Now` twins.
    ///
    /// Throws what hindered it; that is shown, and it is tried again after a while.
    func run(_ office: Office) throws
}
