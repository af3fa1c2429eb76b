import Foundation
import Ledger
import UseCases

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A published log on a server, `https://…/log/…`; asks on the calling thread, for commands alone.
final class HTTPLog: LogSource {
    /// The log could not be read or written to: says nothing about what stands in it.
    struct Unreachable: Error {
        var address: String
        var reason: String
    }

    /// Longest answer that is read: a bundle of 256 entries has some 30 kB.
    private static let bytesMax = 4 << 20
    private static let seconds = 30.0
    private static let tries = 4

    private let base: String
    private let receiver = Receiver(bytesMax: HTTPLog.bytesMax)
    private let session: URLSession

    /// Nil for what is no address; `/log` is put after it where it is not there.
    init?(_ address: String) {
        var text = address.contains("://") ? address : "https://" + address
        while text.hasSuffix("/") { text.removeLast() }
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host != nil
        else { return nil }
        base = text.hasSuffix("/log") ? text : text + "/log"
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = HTTPLog.seconds
        configuration.timeoutIntervalForResource = HTTPLog.seconds
        // The session's own delegate: outside of Apple's systems a task's is not asked.
        session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
    }

    func bytes(_ path: String) throws -> [UInt8] {
        let request = try request(path)
        var pause = 0.5
        for turn in 1...HTTPLog.tries {
            do {
                let answer = try answer(to: request)
                if answer.status == 200 { return answer.body }
                // Asked too fast, or the server is busy: all else will not change by asking again.
                guard [429, 503].contains(answer.status), turn < HTTPLog.tries else {
                    throw Unreachable(address: request.address, reason: "HTTP \(answer.status)")
                }
            } catch let error as Unreachable where turn == HTTPLog.tries || error.reason.hasPrefix("HTTP") {
                throw error
            } catch is Unreachable {
                // Tried again below.
            }
            Thread.sleep(forTimeInterval: pause)
            pause *= 2
        }
        throw Unreachable(address: request.address, reason: "")
    }

    /// Hands something in; gives the status of the answer.
    func post(_ body: some Encodable, to path: String) throws -> Int {
        var request = try request(path)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(try CanonicalEncoder().encode(body))
        return try answer(to: request).status
    }

    private func request(_ path: String) throws(Unreachable) -> URLRequest {
        guard let url = URL(string: base + "/" + path) else {
            throw Unreachable(address: base + "/" + path, reason: "no address")
        }
        return URLRequest(url: url)
    }

    /// One request at a time, which this waits for.
    private func answer(to request: URLRequest) throws(Unreachable) -> (status: Int, body: [UInt8]) {
        receiver.begin()
        session.dataTask(with: request).resume()
        receiver.finished.wait()
        guard let status = receiver.status, receiver.failure == nil else {
            throw Unreachable(address: request.address, reason: receiver.failure ?? "no answer")
        }
        return (status, Array(receiver.body))
    }
}

extension URLRequest {
    fileprivate var address: String { url?.absoluteString ?? "" }
}

/// Takes one answer after the other, and hangs up on one that is too long.
///
/// Written by the session's queue while one request is under way, read when it has finished.
private final class Receiver: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    let finished = DispatchSemaphore(value: 0)
    private(set) var body = Data()
    private(set) var status: Int?
    private(set) var failure: String?
    private let bytesMax: Int

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    func begin() {
        body = Data()
        status = nil
        failure = nil
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        guard failure == nil else { return }
        body.append(data)
        guard body.count > bytesMax else { return }
        failure = "the answer is longer than \(bytesMax) bytes"
        dataTask.cancel()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        status = (task.response as? HTTPURLResponse)?.statusCode
        if let error, failure == nil { failure = error.localizedDescription }
        finished.signal()
    }
}
