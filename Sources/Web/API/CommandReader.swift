import Core
import Ledger
import UseCases

/// A command as it was asked for over the API.
enum AskedCommand: Sendable {
    case receive(fee: Money?)
    case changeProcedure(ProcedureCode, VariantCode?, fee: Money?, Personal)
    case other(DossierCommand)

    var action: DossierAction {
        switch self {
        case .receive: .receive
        case .changeProcedure: .changeProcedure
        case .other(let command): command.action
        }
    }
}

/// Reads the body of `POST /api/v1/dossiers/{number}/commands`: `action`, `seen`, and what the action needs.
struct CommandReader {
    /// Characters of a code, a number or a reference.
    static let codeMost = 100
    static let dongMost: ClosedRange<Int64> = 0...1_000_000_000_000
    /// Working days that another agency may be given.
    static let daysAsked = 1...Int64(ConsultationAsked.workingDaysMost)

    let rules: RuleSettings

    /// - Parameter draw: makes ids for what the command begins.
    func read(
        _ body: JSON, draw: () -> String
    ) throws(Problem) -> (command: AskedCommand, seen: Int?) {
        guard case .object(let members) = body else {
            throw .field("/", .wrongType, ["expected": "object"])
        }
        guard let named = members["action"], named != .null else { throw .field("/action", .required) }
        guard case .string(let name) = named else { throw .field("/action", .wrongType, ["expected": "string"]) }
        guard let action = DossierAction(rawValue: name), action != .submit else {
            throw .field("/action", .notOffered)
        }
        let fields = try JSONFields(body, only: Set(CommandReader.members(of: action)).union(["action", "seen"]))
        let seen = try fields.number("seen", in: 1...1_000_000).map { Int($0) }
        return (try command(action, fields, draw), seen)
    }

    /// The members an action takes besides `action` and `seen`; the description of the API lists the same.
    static func members(of action: DossierAction) -> [String] {
        switch action {
        case .submit, .renewSecret: []
        case .askCompletion, .requestSupplement: ["components", "reason", "basis"]
        case .refuseReception, .refuse, .stop, .withdraw, .voidReception, .apologise: ["reason", "basis"]
        case .receive: ["fee"]
        case .changeProcedure: ["procedure", "variant", "fee", "reason"]
        case .assign: ["assignee"]
        case .completeStep, .sendBack: ["to", "assignee", "reason", "note"]
        case .consult: ["questions"]
        case .answerConsultation: ["consultation", "note"]
        case .supply: ["components", "note"]
        case .requestPayment: ["amount", "reason"]
        case .confirmPayment: ["reference"]
        case .extend: ["newDay", "reason"]
        case .settle: ["resultNumber", "summary", "note"]
        case .returnResult: ["way", "collector", "note", "resultAddress"]
        case .correct: ["changes", "reason"]
        }
    }

    private func command(
        _ action: DossierAction, _ fields: JSONFields, _ draw: () -> String
    ) throws(Problem) -> AskedCommand {
        switch action {
        case .submit: throw .field("/action", .notOffered)
        case .askCompletion: .other(.askCompletion(try papers(fields)))
        case .requestSupplement: .other(.requestSupplement(try papers(fields)))
        case .refuseReception: .other(.refuseReception(try grounds(fields)))
        case .refuse: .other(.refuse(try grounds(fields)))
        case .stop: .other(.stop(try grounds(fields)))
        case .withdraw: .other(.withdraw(try grounds(fields, isNeeded: false)))
        case .voidReception: .other(.voidReception(try grounds(fields)))
        case .apologise: .other(.apologise(try grounds(fields)))
        case .receive: .receive(fee: try fee(fields))
        case .changeProcedure:
            .changeProcedure(
                ProcedureCode(try fields.neededText("procedure", most: CommandReader.codeMost)),
                try fields.text("variant", most: CommandReader.codeMost).map { VariantCode($0) },
                fee: try fee(fields), try words(fields, [.reason]))
        case .assign: .other(.assign(ActorID(try fields.neededText("assignee", most: CommandReader.codeMost))))
        case .completeStep: .other(.completeStep(try passed(fields)))
        case .sendBack: .other(.sendBack(try passed(fields)))
        case .consult: .other(.consult(try questions(fields, draw)))
        case .answerConsultation:
            .other(
                .answerConsultation(
                    ConsultationAnswer(
                        id: ConsultationID(try fields.neededText("consultation", most: CommandReader.codeMost)),
                        personal: try words(fields, [.note], needed: .note))))
        case .supply: .other(.supply(try supply(fields)))
        case .requestPayment:
            .other(
                .requestPayment(
                    PaymentAsked(
                        amount: Money(dong: try fields.neededNumber("amount", in: CommandReader.dongMost)),
                        personal: try words(fields, [.reason]))))
        case .confirmPayment:
            .other(
                .confirmPayment(
                    PaymentProof(reference: try fields.neededText("reference", most: CommandReader.codeMost))))
        case .extend: .other(.extend(try extended(fields)))
        case .settle:
            .other(
                .settle(
                    Settlement(
                        resultNumber: try fields.text("resultNumber", most: CommandReader.codeMost),
                        personal: try words(fields, [.summary, .note]))))
        case .returnResult: .other(.returnResult(try handover(fields)))
        case .correct: .other(.correct(try correction(fields)))
        case .renewSecret: .other(.renewSecret)
        }
    }
}

extension CommandReader {
    private func fee(_ fields: JSONFields) throws(Problem) -> Money? {
        try fields.number("fee", in: CommandReader.dongMost).map { Money(dong: $0) }
    }

    /// The texts under these keys, each within its limit.
    private func words(
        _ fields: JSONFields, _ keys: [PersonalKey], needed: PersonalKey? = nil
    ) throws(Problem) -> Personal {
        var personal = Personal()
        for key in keys {
            personal[key] = try fields.text(key.text, most: rules.textMost)
            if key == needed, personal[key] == nil { throw .field(fields.place(key.text), .required) }
        }
        return personal
    }

    private func grounds(_ fields: JSONFields, isNeeded: Bool = true) throws(Problem) -> Grounds {
        Grounds(
            basis: try fields.text("basis", most: 500),
            personal: try words(fields, [.reason], needed: isNeeded ? .reason : nil))
    }

    private func papers(_ fields: JSONFields) throws(Problem) -> PapersAsked {
        let components = try fields.strings(
            "components", most: rules.itemsMost, characters: CommandReader.codeMost)
        guard !components.isEmpty else { throw .field("/components", .required) }
        return PapersAsked(
            components: components.map { ComponentCode($0) },
            basis: try fields.text("basis", most: 500), personal: try words(fields, [.reason], needed: .reason))
    }

    private func passed(_ fields: JSONFields) throws(Problem) -> StepPassed {
        StepPassed(
            to: StepCode(try fields.neededText("to", most: CommandReader.codeMost)),
            assignee: try fields.text("assignee", most: CommandReader.codeMost).map { ActorID($0) },
            personal: try words(fields, [.reason, .note]))
    }

    private func questions(_ fields: JSONFields, _ draw: () -> String) throws(Problem) -> [ConsultationAsked] {
        var questions: [ConsultationAsked] = []
        for element in try fields.list("questions", most: rules.itemsMost) {
            let question = try JSONFields(element.value, at: element.place, only: ["agency", "workingDays", "note"])
            questions.append(
                ConsultationAsked(
                    id: ConsultationID(draw()),
                    agency: AgencyCode(try question.neededText("agency", most: CommandReader.codeMost)),
                    workingDays: Int(try question.neededNumber("workingDays", in: CommandReader.daysAsked)),
                    personal: try words(question, [.note], needed: .note)))
        }
        guard !questions.isEmpty else { throw .field("/questions", .required) }
        return questions
    }

    private func supply(_ fields: JSONFields) throws(Problem) -> Supply {
        Supply(
            components: try ComponentsReader.read(fields, "components", most: rules.itemsMost),
            personal: try words(fields, [.note]))
    }

    private func extended(_ fields: JSONFields) throws(Problem) -> Extension {
        guard let day = CivilDate(iso: try fields.neededText("newDay", most: 10)) else {
            throw .field("/newDay", .malformed)
        }
        return Extension(newDay: day, personal: try words(fields, [.reason], needed: .reason))
    }

    private func handover(_ fields: JSONFields) throws(Problem) -> Handover {
        guard let way = try fields.choice("way", ResultWay.self) else { throw .field("/way", .required) }
        var personal = try words(fields, [.note])
        personal[.collectorName] = try fields.submitted("collector", as: .collectorName)
        personal[.resultAddress] = try fields.submitted("resultAddress", as: .resultAddress)
        return Handover(way: way, personal: personal)
    }

    private func correction(_ fields: JSONFields) throws(Problem) -> Correction {
        let given = try fields.changes("changes", most: rules.itemsMost / 2, characters: rules.textMost)
        guard !given.isEmpty else { throw .field("/changes", .required) }
        var changes = Personal()
        var removed: Set<PersonalKey> = []
        for change in given {
            let key = PersonalKey(change.name)
            guard key.isCorrectable else { throw .field(change.place, .unknown) }
            guard let text = change.text else {
                if key == .submitterName { throw .field(change.place, .required) }
                removed.insert(key)
                continue
            }
            if let fault = SubmissionRules.fault(in: text, as: key) { throw .field(change.place, fault) }
            changes[key] = text
        }
        return Correction(
            changes: changes, removed: removed, reason: try fields.neededText("reason", most: rules.textMost))
    }
}
