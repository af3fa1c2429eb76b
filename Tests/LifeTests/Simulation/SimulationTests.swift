import Foundation
import Testing

@Suite("Mô phỏng: nhiều tiến trình trên một kho, mọi lỗi và mọi đồng hồ", .serialized)
struct SimulationTests {
    private static func number(_ name: String, or usual: Int) -> Int {
        Int(ProcessInfo.processInfo.environment[name] ?? "") ?? usual
    }

    /// How many seeds in a row, and how many steps each: few in `make test`, many in `make test-long`.
    static let seeds = number("MOTCUA_SIMULATIONS", or: 2)
    static let steps = number("MOTCUA_SIMULATION_STEPS", or: 300)

    @Test func `whatever fails, dies or jumps, nothing is lost, doubled, told out of turn or stuck`() throws {
        for seed in (0..<Self.seeds).map({ LifeTests.seed &+ UInt64($0) }) {
            let simulation = try Simulation(seed: seed)
            try simulation.run(steps: Self.steps)
            let counts = simulation.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            print("SEED=\(seed) steps=\(Self.steps) trace=\(simulation.trace.hash): \(counts.joined(separator: ", "))")
            if !simulation.broken.isEmpty { print(simulation.trace.last.suffix(60).joined(separator: "\n")) }
            #expect(simulation.broken.isEmpty, "\(simulation.broken.prefix(5))")
            #expect(simulation.counts["acknowledged", default: 0] > Self.steps / 6)
        }
    }

    @Test func `one seed tells one story, to the last byte of the ledger`() throws {
        let traces = try (0..<2).map { _ in
            let simulation = try Simulation(seed: LifeTests.seed)
            try simulation.run(steps: 80)
            return simulation.trace
        }
        #expect(traces[0].hash == traces[1].hash && traces[0].last == traces[1].last)
        let other = try Simulation(seed: LifeTests.seed &+ 99)
        try other.run(steps: 80)
        #expect(other.trace.hash != traces[0].hash)
    }
}
