import Store

/// What the engine itself manages with the same rows, in the same batches, as durably (giới hạn của cơ sở dữ liệu).
///
/// What a load did is done once more to a copy of the databases from before it, through the engine's own C interface,
/// by one thread that does nothing else: same statements, tables, indexes and triggers, the keyring committed and
/// synced before the ledger. Deciding, hashing, sealing, reading, HTTP and whoever asks cost nothing here, so no
/// program on this engine can be quicker.
struct EngineLimit {
    let place: Place
    let commands: [LimitWork.Command]
    let headUpdate: RawStatement
    /// Commits to spread the commands over: as many as the server needed.
    let commits: Int

    /// Seconds for all of it.
    func seconds() throws -> Double {
        let (ledger, keyring) = (try place.ledger(), try place.keyring())
        try place.makeDurable(ledger, keyring)
        let begun = Stopwatch.now
        for number in 0..<commits {
            let batch = commands[(commands.count * number / commits)..<(commands.count * (number + 1) / commits)]
            let keys = batch.flatMap(\.keyring)
            if !keys.isEmpty { try run(keys, on: keyring) }
            var counts: [Tally.Key: Int] = [:]
            for command in batch { counts.merge(command.counts, uniquingKeysWith: +) }
            try run(batch.flatMap(\.ledger) + EngineLimit.additions(counts) + [headUpdate], on: ledger)
        }
        return Double(Stopwatch.now - begun) / 1_000_000
    }

    /// As the program writes them at the end of a commit.
    private static func additions(_ counts: [Tally.Key: Int]) throws -> [RawStatement] {
        let recording = RecordingConnection(nil)
        for (key, count) in counts { try Tally.add(count, to: key, in: recording) }
        return recording.taken()
    }

    private func run(_ statements: [RawStatement], on database: any RawDatabase) throws(RawFailure) {
        try database.run("BEGIN", [])
        for statement in statements { try database.run(statement.text, statement.values) }
        try database.run("COMMIT", [])
        try database.flush()
    }
}
