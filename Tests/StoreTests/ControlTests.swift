import Dispatch
import Foundation
import Store
import Synchronization
import Testing

@testable import SQLiteEngine

/// What a server does with three commands: `echo`, `wait` until it is let go, and `long` until it is stopped.
private final class ControlScript: Sendable {
    let entered = DispatchSemaphore(value: 0)
    let goes = DispatchSemaphore(value: 0)
    /// How each command ended.
    let ends = Mutex<[String]>([])

    struct Words: Codable { var words: [String] }

    func carryOut(_ call: ControlCall) throws -> Int32 {
        do {
            switch call.command {
            case "echo":
                for (number, word) in try call.arguments(Words.self).words.enumerated() {
                    try call.tell(.progress("echo", done: number + 1, of: 2))
                    try call.tell(.text(word))
                }
                try call.tell(.note("done"))
                return 3
            case "wait":
                entered.signal()
                goes.wait()
                try call.tell(.text("late"))
            case "long":
                entered.signal()
                while true {
                    try call.checkGoesOn()
                    try call.tell(.text(String(repeating: "x", count: 1 << 16)))
                }
            case _: return 69
            }
            ends.withLock { $0.append("\(call.command) done") }
            return 0
        } catch {
            ends.withLock { $0.append("\(call.command) \(error)") }
            throw error
        }
    }
}

/// A folder with a server, and clients of it.
private final class ControlRig: Sendable {
    let folder: DataFolder
    let server: ControlServer
    private let script: ControlScript

    var entered: DispatchSemaphore { script.entered }
    var goes: DispatchSemaphore { script.goes }
    var ends: [String] { script.ends.withLock { $0 } }

    init(folder: DataFolder = TestStore.newFolder(), limits: ControlServer.Limits = .init()) throws {
        let script = ControlScript()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        server = try ControlServer(folder, limits: limits) { try script.carryOut($0) }
        self.folder = folder
        self.script = script
    }

    func run(_ command: String, _ words: [String] = []) throws -> (code: Int32, told: [ControlTold]) {
        let client = try #require(try ControlClient.knock(at: folder))
        var told: [ControlTold] = []
        let code = try client.run(command, ControlScript.Words(words: words)) { told.append($0) }
        return (code, told)
    }

    /// Sends bytes as they are, and gives all that comes back; with `leaving` nothing is waited for.
    func raw(_ bytes: [UInt8], leaving: Bool = false) throws -> String {
        let descriptor = try ControlSocket.make(at: folder.path)
        defer { close(descriptor) }
        let connected = try ControlSocket.address(in: folder) { connect(descriptor, $0, $1) }
        #expect(connected == 0)
        bytes.withUnsafeBytes { _ = send(descriptor, $0.baseAddress, $0.count, 0) }
        if leaving {
            if entered.wait(timeout: .now() + 10) == .timedOut { Issue.record("the command never began") }
            return ""
        }
        shutdown(descriptor, Int32(SHUT_WR))
        var text = ""
        var piece = [UInt8](repeating: 0, count: 4_096)
        while case let count = recv(descriptor, &piece, piece.count, 0), count > 0 {
            text += String(decoding: piece[..<count], as: UTF8.self)
        }
        return text
    }

    deinit {
        server.close()
        do { try FileManager.default.removeItem(atPath: folder.path) } catch { print("left behind: \(folder.path)") }
    }
}

/// What a thread found, for the test's own.
private final class Found<T: Sendable>: Sendable {
    private let value = Mutex<T?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () throws -> T) {
        Thread {
            do {
                let found = try body()
                self.value.withLock { $0 = found }
            } catch { print("thrown beside: \(error)") }
            self.done.signal()
        }.start()
    }

    func get() throws -> T {
        guard done.wait(timeout: .now() + 20) == .success else { throw ControlFault.gone }
        return try #require(value.withLock { $0 })
    }
}

@Suite("Commands handed to a running server")
struct ControlTests {
    @Test func `what a command tells comes in its order, with its exit code`() throws {
        let rig = try ControlRig()
        let (code, told) = try rig.run("echo", ["một\n", "\"hai\" \u{7}"])
        #expect(code == 3)
        #expect(
            told == [
                .progress("echo", done: 1, of: 2), .text("một\n"), .progress("echo", done: 2, of: 2),
                .text("\"hai\" \u{7}"), .note("done"),
            ])
        #expect(try rig.run("nothing").code == 69)
    }

    @Test func `the socket is its owner's alone`() throws {
        let rig = try ControlRig()
        var facts = stat()
        #expect(stat(rig.folder.control, &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o600)
    }

    @Test(
        arguments: [
            "", "\n", "no JSON\n", "{}\n", "[1]\n", "{\"form\":1}\n", "{\"form\":1,\"command\":\"echo\"}\n",
            "{\"form\":1,\"command\":\"echo\",\"arguments\":{\"words\":7}}\n",
            "{\"form\":2,\"command\":\"echo\",\"arguments\":{\"words\":[]}}\n", "\u{0}\u{1}\u{2}\n",
        ])
    func `a request that is none is refused, and the next one is answered`(line: String) throws {
        let rig = try ControlRig()
        let answer = try rig.raw(Array(line.utf8))
        // Who says nothing is told nothing.
        if line.isEmpty { #expect(answer.isEmpty) } else { #expect(answer.hasSuffix("{\"exit\":64}\n"), "\(answer)") }
        #expect(try rig.run("echo", ["a"]).code == 3)
    }

    @Test func `a request without an end is cut off at its limit`() throws {
        var limits = ControlServer.Limits()
        limits.requestBytesMax = 10_000
        let rig = try ControlRig(limits: limits)
        let answer = try rig.raw([UInt8](repeating: 97, count: 200_000))
        #expect(answer.isEmpty || answer.contains("\"exit\":64"))
        #expect(try rig.run("echo", ["a"]).code == 3)
    }

    @Test func `two clients are served side by side`() throws {
        let rig = try ControlRig()
        let first = Found { try rig.run("wait").code }
        #expect(rig.entered.wait(timeout: .now() + 10) == .success)
        #expect(try rig.run("echo", ["b"]).code == 3)
        rig.goes.signal()
        #expect(try first.get() == 0)
    }

    @Test func `one more than may run is told to come again`() throws {
        var limits = ControlServer.Limits()
        limits.callsMax = 1
        let rig = try ControlRig(limits: limits)
        let first = Found { try rig.run("wait").code }
        #expect(rig.entered.wait(timeout: .now() + 10) == .success)
        let (code, told) = try rig.run("echo", ["b"])
        #expect(code == 69)
        guard case .note(let words) = told.first else {
            Issue.record("nothing was said: \(told)")
            return
        }
        #expect(words.contains("busy"))
        rig.goes.signal()
        #expect(try first.get() == 0)
    }

    @Test func `a command goes on when its client has gone, until it has something to tell`() throws {
        let rig = try ControlRig()
        _ = try rig.raw(Array("{\"form\":1,\"command\":\"long\",\"arguments\":{}}\n".utf8), leaving: true)
        for _ in 0..<100 where rig.ends.isEmpty { usleep(50_000) }
        #expect(rig.ends == ["long gone"])
        #expect(try rig.run("echo", ["c"]).code == 3)
    }

    @Test func `a server that stops waits for what runs and gives up what can be given again`() throws {
        let rig = try ControlRig()
        let waiting = Found { try rig.run("wait") }
        #expect(rig.entered.wait(timeout: .now() + 10) == .success)
        let long = Found { try rig.run("long").code }
        #expect(rig.entered.wait(timeout: .now() + 10) == .success)
        let silent = try #require(try ControlClient.knock(at: rig.folder))
        let closed = Found { rig.server.close() }
        #expect(try long.get() == 70)
        #expect(try ControlClient.knock(at: rig.folder) == nil)
        #expect(!FileManager.default.fileExists(atPath: rig.folder.control))
        rig.goes.signal()
        let (code, told) = try waiting.get()
        #expect(code == 0 && told == [.text("late")])
        try closed.get()
        #expect(Set(rig.ends) == ["long stopping", "wait done"])
        // Nobody answers any more whoever knocked before.
        #expect(throws: ControlFault.brokenOff) { try silent.run("echo", [String: String]()) { _ in } }
    }

    @Test func `a socket that was left behind is taken for nobody, and replaced`() throws {
        let folder = TestStore.newFolder()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        #expect(try ControlClient.knock(at: folder) == nil)
        let left = try ControlSocket.make(at: folder.path)
        #expect(try ControlSocket.address(in: folder) { bind(left, $0, $1) } == 0)
        close(left)
        #expect(try ControlClient.knock(at: folder) == nil)
        let rig = try ControlRig(folder: folder)
        #expect(try rig.run("echo", ["d"]).code == 3)
    }

    @Test func `a folder with a long path has a socket too`() throws {
        let folder = DataFolder(TestStore.newFolder().path + String(repeating: "-long", count: 30))
        let rig = try ControlRig(folder: folder)
        #expect(folder.control.utf8.count > 108)
        #expect(try rig.run("echo", ["e"]).code == 3)
    }
}
