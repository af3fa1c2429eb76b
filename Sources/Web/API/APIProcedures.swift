import Core
import HTML
import Ledger
import UseCases

/// The catalogue for other systems: searched, leafed through, one by one (danh mục thủ tục).
struct APIProcedures {
    static let hitsMost = 30
    static let pageMost = 100
    static let queryMost = 200

    let pages: Pages

    /// With `q` the best answers; without it the catalogue by code, from after `after`.
    func list(_ call: Call) throws -> Reply {
        let catalogue = pages.catalogue
        if let query = try call.query.optional("q", most: APIProcedures.queryMost) {
            let hits = pages.search.search(query, most: APIProcedures.hitsMost)
            let found = hits.compactMap { catalogue.entry($0.code) }
            return try .json(.members(["procedures": .array(found.map(entry))]))
        }
        let after = try call.query.optional("after", most: 60).map { ProcedureCode($0) }
        let rest = catalogue.entries.drop { entry in after.map { entry.code <= $0 } ?? false }
        let page = rest.prefix(APIProcedures.pageMost)
        let next = rest.count > page.count ? page.last?.code : nil
        return try .json(
            .members([
                "procedures": .array(page.map(entry)), "total": .number(catalogue.entries.count),
                "next": .text(next.map { Path.apiProcedures.with("after", $0.text).url.text }),
            ]))
    }

    func one(_ call: Call) throws -> Reply {
        let code = ProcedureCode(call.parameter("code"))
        guard let procedure = try pages.catalogue.procedure(code) else {
            throw Problem(.procedureNotFound, ["code": String(code.text.prefix(60))])
        }
        return try .json(document(procedure))
    }

    private func entry(_ entry: ProcedureEntry) -> JSON {
        .members([
            "code": .string(entry.code.text), "name": .string(entry.name), "sector": sector(entry.sector),
            "link": .string(Path.apiProcedure(entry.code).url.text),
        ])
    }

    private func sector(_ code: SectorCode) -> JSON {
        let known = pages.catalogue.sectors[code]
        return .members([
            "code": .string(code.text), "name": .text(known?.name), "english": .text(known?.english),
        ])
    }

    private func document(_ procedure: ProcedureVersion) -> JSON {
        let open = ChannelName.allCases.filter { pages.catalogue.closed(procedure, to: $0.channel) == nil }
        return .members([
            "code": .string(procedure.code.text), "version": .number(procedure.version),
            "name": .string(procedure.name), "sector": sector(procedure.sector),
            "levels": .array(procedure.levels.map(\.rawValue).sorted().map { .string($0) }),
            "competence": competence(procedure.competence), "service": .string(procedure.service.rawValue),
            "settledBy": .text(procedure.vertical), "openTo": .array(open.map { .string($0.rawValue) }),
            "variants": .array(procedure.variants.map(variant)),
            "steps": .array(procedure.workflow.steps.map(step)), "decision": .text(procedure.decision),
            "demonstrationValues": .array(procedure.demonstration.map(\.rawValue).sorted().map { .string($0) }),
            "page": .string(Path.procedure(procedure.code).url.text),
        ])
    }

    private func competence(_ competence: Competence) -> JSON {
        switch competence {
        case .agency(let code):
            .members([
                "kind": .string("agency"), "agency": .string(code.text),
                "name": .text(pages.catalogue.agencies[code]?.name),
            ])
        case .commune: .members(["kind": .string("commune")])
        case .elsewhere: .members(["kind": .string("elsewhere")])
        }
    }

    private func variant(_ variant: Variant) -> JSON {
        .members([
            "code": .string(variant.code.text), "name": .text(variant.name.isEmpty ? nil : variant.name),
            "components": .array(variant.components.map(component)), "terms": .array(variant.terms.map(terms)),
            "fields": .array(variant.form.map(field)),
        ])
    }

    /// A question of the form; its key names the answer in `answers`.
    private func field(_ field: FormField) -> JSON {
        .members([
            "key": .string(field.key.text), "label": .string(field.label), "kind": .string(field.kind.rawValue),
            "choices": field.choices.isEmpty ? nil : .array(field.choices.map { .string($0) }),
            "required": .bool(field.required), "maxLength": .number(field.most), "hint": .text(field.hint),
        ])
    }

    private func component(_ component: Core.Component) -> JSON {
        .members([
            "code": .string(component.code.text), "name": .string(component.name),
            "use": .string(component.kind.rawValue), "required": .bool(component.required),
            "originals": .number(component.originals), "copies": .number(component.copies),
            "form": .text(component.form),
        ])
    }

    private func terms(_ terms: Terms) -> JSON {
        .members([
            "channel": .string(ChannelName(terms.channel).rawValue), "limit": .string(terms.limit.compact),
            "fee": .members([
                "amount": terms.fee.amount.map { .integer($0.dong) }, "unit": .text(terms.fee.unit),
                "note": .text(terms.fee.note),
            ]),
        ])
    }

    private func step(_ step: Step) -> JSON {
        .members([
            "code": .string(step.code.text), "name": .string(step.name), "role": .string(step.role.rawValue),
            "minutes": .number(step.minutes), "next": .codes(step.next),
            "moves": .array(step.moves.map(\.rawValue).sorted().map { .string($0) }),
        ])
    }
}
