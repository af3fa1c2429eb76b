import Core
import Foundation
import UseCases

/// What this process is called where several serve one store (tên tiến trình): machine, number and a part by chance.
enum ProcessName {
    /// By chance, because machine and number may come again after a start: in a container they always do.
    static func make() -> String {
        var name = [CChar](repeating: 0, count: 256)
        let isKnown = gethostname(&name, 255) == 0
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let host = isKnown ? String(decoding: bytes, as: UTF8.self) : "?"
        var random = SystemRandom()
        return "\(host) \(ProcessInfo.processInfo.processIdentifier) \(hexadecimal(random.bytes(4)))"
    }
}
