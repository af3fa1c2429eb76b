import HTML

/// What somebody typed into a form that can no longer be sent as it was, shown so that it can be used elsewhere.
struct TypedWords: Component {
    let values: [String]

    /// All that was typed and chosen; only what machines wrote into every form is left out.
    init(_ fields: [(name: String, value: String)]) {
        let machines = [ReceptionField.command.name, CounterActFields.Name.version, FormKey.field]
        values = fields.filter { !machines.contains($0.name) && !$0.value.allSatisfy(\.isWhitespace) }.map(\.value)
    }

    func write(to p: inout HTMLWriter, in page: PageContext) {
        guard !values.isEmpty else { return }
        p.h2(page.text("access.held.typed"))
        p.ul { p in
            for value in values { p.li(value) }
        }
    }
}
