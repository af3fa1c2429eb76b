import Core
import HTML
import HTTPTypes
import Ledger
import Store
import UseCases

/// What every form of an administrator holds, and the doing of it once (biểu mẫu quản trị).
struct KeeperForm {
    enum Name {
        static let command = "lenh"
        /// The account as the page showed it.
        static let picture = "ban-da-xem"
    }

    enum Outcome<Value: Sendable>: Sendable {
        case done(Value)
        /// The very same form came before, about this account: a second click.
        case before(ActorID)
    }

    let pages: Pages
    let call: Call
    let form: Form
    let command: CommandID

    /// - Parameter known: the fields that the page asks for; another one is refused by its name.
    init(_ form: Form, of call: Call, _ pages: Pages, known: Set<String>) throws(Problem) {
        let own: Set<String> = [Name.command, Name.picture, FormKey.field]
        for field in form.fields.fields where !known.contains(field.name) && !own.contains(field.name) {
            throw .field(field.name, .unknown)
        }
        guard let command = CommandID(formID: form[Name.command]) else { throw .field(Name.command, .malformed) }
        self.pages = pages
        self.call = call
        self.form = form
        self.command = command
    }

    var picture: String { form[Name.picture] ?? "" }

    /// Hidden values of a page's form.
    static func values(_ command: CommandID, picture: String?) -> [(name: String, value: String)] {
        [(Name.command, command.text)] + (picture.map { [(Name.picture, $0)] } ?? [])
    }

    static func command() -> CommandID {
        var random = SystemRandom()
        return CommandID(hexadecimal(random.bytes(16)))
    }

    /// Does it in one transaction with the note that it was done; then shows the office what was decided.
    ///
    /// What is shown once is not kept: a second click is told that it was done.
    func carryOut<Value: Sendable>(
        _ act: @escaping @Sendable (AccountKeeping, inout SystemRandom) throws -> (value: Value, about: ActorID)
    ) async throws -> Outcome<Value> {
        let (office, now, keeper) = (pages.office, pages.now, try call.identity().actor.id)
        let key = try UseCases.IdempotencyKey(command.text)
        let (route, body) = (call.target, sent)
        let outcome: Outcome<Value>
        do {
            outcome = try await office.store.write { transaction in
                var random = SystemRandom()
                var value: Value?
                let known = try Idempotency.once(
                    key, actor: keeper, route: route, body: body, sealer: office.sealer, now: now, random: &random,
                    in: transaction
                ) {
                    var drawn = SystemRandom()
                    let keeping = try AccountKeeping(office, by: keeper, now: now, in: transaction)
                    let done = try act(keeping, &drawn)
                    value = done.value
                    return StoredAnswer(code: 200, body: Array(done.about.text.utf8))
                }
                return value.map { .done($0) } ?? .before(ActorID(String(decoding: known.answer.body, as: UTF8.self)))
            }
        } catch AccessRefusal.idempotencyKeyReused {
            // The page was gone back to, changed and sent again after it had been carried out.
            throw KeepingRefusal.stale
        }
        try await office.store.offload { try office.refresh() }
        return outcome
    }

    /// All that was typed, as bytes.
    private var sent: [UInt8] {
        form.fields.fields.filter { $0.name != FormKey.field }
            .flatMap { Array("\($0.name.utf8.count) \($0.name) \($0.value.utf8.count) \($0.value)\n".utf8) }
    }
}

/// A refusal as words on the page it came from (lời từ chối).
struct KeepingNotice {
    let notice: Notice
    let status: HTTPResponse.Status

    /// Nil for what the general answers say as well.
    init?(_ error: any Error, in words: AccountWords) {
        let page = words.page
        switch error {
        case AccessRefusal.accountClosed:
            self.init(page.text("admin.refused.closed"), nil, .conflict)
        case AccessRefusal.tokensTooMany(let most):
            self.init(page.text("admin.refused.tokens", ["most": .number(most)]), nil, .conflict)
        case AccessRefusal.tokenUnknown: self.init(page.text("admin.refused.token"), nil, .conflict)
        case let refusal as KeepingRefusal: self.init(refusal, words)
        default: return nil
        }
    }

    private init?(_ refusal: KeepingRefusal, _ words: AccountWords) {
        let page = words.page
        switch refusal {
        case .notKeeper: return nil
        case .notYours(let agency):
            let detail = agency.map { page.text("admin.refused.agency", ["agency": .text(words.agency($0))]) }
            self.init(page.text("admin.refused.notYours"), detail ?? page.text("admin.refused.account"), .forbidden)
        case .stale: self.init(page.text("admin.refused.stale"), page.text("admin.refused.stale.detail"), .conflict)
        case .ownAccount: self.init(page.text("admin.refused.own"), page.text("admin.refused.own.detail"), .conflict)
        case .ownAuthority(let agency):
            self.init(
                page.text("admin.refused.authority"),
                page.text("admin.refused.authority.detail", ["agency": .text(words.agency(agency))]), .conflict)
        case .systemWithoutPassword: self.init(page.text("admin.refused.system"), nil, .conflict)
        case .tokenForOfficer: self.init(page.text("admin.refused.officer"), nil, .conflict)
        case .assignmentsMissing: self.init(page.text("admin.assign.missing"), nil, .unprocessableContent)
        case .assignmentsTooMany(let most):
            self.init(page.text("admin.assign.many", ["most": .number(most)]), nil, .unprocessableContent)
        case .roleNotGiven, .agencyUnknown: self.init(page.text("admin.assign.unknown"), nil, .unprocessableContent)
        case .overseerAndOfficer: self.init(page.text("admin.assign.overseer"), nil, .unprocessableContent)
        case .systemAndOfficer: self.init(page.text("admin.assign.mixed"), nil, .unprocessableContent)
        }
    }

    private init(_ title: String, _ detail: String?, _ status: HTTPResponse.Status) {
        notice = Notice(
            standing: status == .conflict ? .soon : .late, title: title, lines: detail.map { [$0] } ?? [],
            isSaidAloud: true)
        self.status = status
    }
}

extension HTMLWriter {
    mutating func hidden(_ values: [(name: String, value: String)]) {
        for value in values { input(.type(.hidden), .name(value.name), .value(value.value)) }
    }
}
