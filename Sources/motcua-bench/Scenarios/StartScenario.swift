import Foundation

/// From starting the program to its first answer, and preparing the demonstration.
struct StartScenario {
    let program: String
    let data: String

    /// The middle one of five starts, in milliseconds.
    func milliseconds() throws -> Double {
        let times = try (0..<5).map { _ in
            let server = try ServerUnderTest(program: program, data: data)
            server.stop()
            return server.startMilliseconds
        }
        return times.sorted()[times.count / 2]
    }

    /// Prepares the demonstration and gives the seconds it took.
    func prepare(scale: Int) throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["demo", "--prepare-only", "--data", data, "--scale", "1:\(scale)"]
        let begun = Stopwatch.now
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ServerUnderTest.Failure(description: "motcua demo ended with \(process.terminationStatus)")
        }
        return Double(Stopwatch.now - begun) / 1_000_000
    }
}
