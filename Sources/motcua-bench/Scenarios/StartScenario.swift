import Foundation

/// What the program does by itself: preparing the demonstration, starting, making its tables again.
struct StartScenario {
    let program: String
    let place: Place

    /// From starting the program to its first answer: the middle one of five starts, in milliseconds.
    func milliseconds() throws -> Double {
        let times = try (0..<5).map { _ in
            let server = try ServerUnderTest(program: program, place: place)
            server.stop()
            return server.startMilliseconds
        }
        return times.sorted()[times.count / 2]
    }

    /// Prepares the demonstration and gives the seconds it took.
    func prepare(scale: Int) throws -> Double {
        try seconds(["demo", "--prepare-only"] + place.arguments + ["--scale", "1:\(scale)"])
    }

    /// Makes all tables again from the records and gives the seconds it took.
    func rebuild() throws -> Double { try seconds(["rebuild"] + place.arguments) }

    private func seconds(_ arguments: [String]) throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let begun = Stopwatch.now
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ServerUnderTest.Failure(description: "motcua \(arguments[0]) ended with \(process.terminationStatus)")
        }
        return Double(Stopwatch.now - begun) / 1_000_000
    }
}
