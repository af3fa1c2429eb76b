import Core
import Ledger
import UseCases

/// Says where in the body that was sent a rule's refusal has its cause (vị trí của lỗi trong nội dung gửi).
///
/// Why apart: rules know papers and values by their codes, and only the API knows in which member they came.
enum RefusalPlaces {
    /// Runs what a body asks for; a refusal for a paper or a value put right tells its place.
    static func told<Answer>(in body: JSON, _ work: () async throws -> Answer) async throws -> Answer {
        do { return try await work() } catch { throw placed(error, in: body) }
    }

    /// The refusal with its places; any other error as it is.
    static func placed(_ error: any Error, in body: JSON) -> any Error {
        guard case .rule(let rule)? = error as? UseCaseRefusal, var problem = RefusalProblems.problem(for: error)
        else { return error }
        let places = places(of: rule, in: body)
        guard !places.isEmpty else { return error }
        problem.fields = places
        return problem
    }

    private static func places(of rule: DossierRefusal, in body: JSON) -> [FieldProblem] {
        switch rule {
        case .unknownComponents(let papers), .notAskedFor(let papers):
            papers.compactMap { place(of: $0, in: body) }.map { FieldProblem($0, .notOffered) }
        case .componentsMissing(let papers) where takesPapers(body):
            // One that came with nothing has its place; one that did not come is missed in the list.
            papers.map { FieldProblem(place(of: $0, in: body) ?? "/components", .required) }
                .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        case .componentsTwice(let papers):
            papers.compactMap { place(of: $0, in: body) }.map { FieldProblem($0, .taken) }
        case .field(let key, let fault) where body["changes"]?[key.text] != nil:
            Problem.field("/changes/\(key.text)", fault).fields
        default: []
        }
    }

    /// False for a command that brings no papers itself, such as receiving: they are missing in the dossier.
    private static func takesPapers(_ body: JSON) -> Bool {
        guard case .string(let name)? = body["action"], let action = DossierAction(rawValue: name) else { return true }
        return CommandReader.members(of: action).contains("components")
    }

    /// Where a paper stands in the list, given by its code alone or with its sheets.
    private static func place(of paper: ComponentCode, in body: JSON) -> String? {
        guard case .array(let papers)? = body["components"] else { return nil }
        for (index, given) in papers.enumerated() {
            if given == .string(paper.text) { return "/components/\(index)" }
            if given["component"] == .string(paper.text) { return "/components/\(index)/component" }
        }
        return nil
    }
}
