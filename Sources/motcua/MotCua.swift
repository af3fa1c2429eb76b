import ArgumentParser
import Foundation

@main
struct MotCua: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua",
        abstract: "One door for a province's dossiers. / Một cửa cho hồ sơ thủ tục hành chính của một tỉnh.",
        subcommands: [
            ServeCommand.self, InitCommand.self, DemoCommand.self, DeadlineCommand.self, ReportCommand.self,
            FactsCommand.self, CatalogueCommand.self, RebuildCommand.self, DoctorCommand.self, CopyCommand.self,
            BackupCommand.self, RestoreCommand.self, EraseCommand.self, PurgeCommand.self,
            VerifyCommand.self, DiscloseCommand.self, WitnessCommand.self, KeysCommand.self,
        ])

    /// Runs the command asked for; a failure is told in words, with an exit code of its own.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            guard let failure = CommandFailure(error) else { exit(withError: error) }
            writeError(failure.words)
            Foundation.exit(failure.code)
        }
    }
}
