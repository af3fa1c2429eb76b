import Core

/// Papers by procedure and case (thành phần hồ sơ).
struct ComponentFile {
    private typealias Case = (code: String, name: String, components: [Component])
    /// More sheets of one paper than this are a slip of the keyboard.
    private static let sheetsMax = 99
    private var variants: [String: [Case]] = [:]

    /// - Refuses: papers of a procedure that is not among `procedures`, and a paper named twice in one case.
    init(_ table: TabTable, procedures: Set<String>) throws(CatalogueFault) {
        for row in table.rows {
            let procedure = try row.needed("procedure")
            guard procedure == "*" || procedures.contains(procedure) else {
                throw row.fault("procedure", .unknown(.procedure, procedure))
            }
            let component = Component(
                code: ComponentCode(try row.needed("code")), name: try row.needed("name"),
                kind: try row.read("kind", else: .submit) { ComponentUse(rawValue: $0) },
                required: try row.flag("required", else: true), originals: try ComponentFile.sheets(row, "originals"),
                copies: try ComponentFile.sheets(row, "copies"), form: row.optional("form"))
            var cases = variants[procedure] ?? []
            if let i = cases.firstIndex(where: { $0.code == row["variant"] }) {
                guard !cases[i].components.contains(where: { $0.code == component.code }) else {
                    throw row.fault("code", .double)
                }
                cases[i].components.append(component)
            } else {
                cases.append((row["variant"], row["variantName"], [component]))
            }
            variants[procedure] = cases
        }
    }

    private static func sheets(_ row: TabRow, _ column: String) throws(CatalogueFault) -> Int {
        try row.read(column, else: 0) { text in Int(text).flatMap { (0...sheetsMax).contains($0) ? $0 : nil } }
    }

    /// The cases of a procedure; the general one (`*`) where the source lists no papers.
    func cases(of procedure: String) -> [(code: String, name: String, components: [Component])] {
        variants[procedure] ?? variants["*"] ?? []
    }
}
