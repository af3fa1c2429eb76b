import ArgumentParser

@main
struct MotCua: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua",
        abstract: "One door for a province's dossiers. / Một cửa cho hồ sơ thủ tục hành chính của một tỉnh.",
        subcommands: [
            ServeCommand.self, InitCommand.self, DemoCommand.self, DeadlineCommand.self, ReportCommand.self,
            FactsCommand.self, CatalogueCommand.self, RebuildCommand.self, DoctorCommand.self,
        ])
}
