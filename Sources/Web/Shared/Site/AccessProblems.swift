import Core
import UseCases

/// What a refusal about accounts, links, drafts and repeated requests is answered with.
enum AccessProblems {
    static func problem(_ refusal: AccessRefusal) -> Problem {
        switch refusal {
        case .loginMalformed: .field("login", .malformed)
        case .loginTaken, .accountExists: .field("login", .taken)
        case .name(let fault): .field("name", fault)
        case .label(let fault): .field("label", fault)
        case .password: .field("password", .malformed)
        case .accountUnknown, .tokenUnknown, .draftFileUnknown: Problem(.notFound)
        case .accountClosed: Problem(.forbidden)
        case .alreadyBegun, .linkUnusable: Problem(.linkUnusable)
        case .tokensTooMany(let most): .field("label", .tooMany, ["most": String(most)])
        case .tokenDays(let most): .field("days", .outOfRange, ["least": "1", "most": String(most)])
        case .formNotOurs: Problem(.formExpired)
        case .formTooLarge(let most), .draftTooLarge(let most): Problem(.bodyTooLarge, ["most": String(most / 1024)])
        case .draftUnknown: Problem(.draftNotFound)
        case .draftSubmitted: Problem(.draftSubmitted)
        case .draftsTooMany(let most): Problem(.draftsTooMany, ["most": String(most)])
        case .draftValuesTooMany(let most): Problem(.tooManyFields, ["most": String(most)])
        case .draftFilesTooMany(let most): .field("files", .filesTooMany, ["most": String(most)])
        case .draftFilesTooLarge(let most):
            .field("files", .filesTooLargeTogether, ["most": String(most / (1024 * 1024))])
        case .idempotencyKeyMalformed:
            Problem(
                .idempotencyKeyMalformed,
                ["least": String(IdempotencyKey.bytesMin), "most": String(IdempotencyKey.bytesMax)])
        case .idempotencyKeyReused: Problem(.idempotencyKeyReused)
        }
    }
}
