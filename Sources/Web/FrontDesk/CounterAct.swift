import Core

/// What is done with a dossier at the counter, in the order in which a page offers it; the raw value stands in the
/// address.
enum CounterAct: String, CaseIterable, Sendable {
    case receive = "tiep-nhan"
    case supply = "nhan-bo-sung"
    case handOver = "tra-ket-qua"
    case confirmPayment = "xac-nhan-da-nop"
    case askCompletion = "yeu-cau-hoan-thien"
    case refuse = "tu-choi-tiep-nhan"
    case changeProcedure = "doi-thu-tuc"
    case correct = "dinh-chinh"
    case renewSecret = "cap-lai-ma"
    case withdraw = "rut-ho-so"
    case voidReception = "huy-tiep-nhan"

    var action: DossierAction {
        switch self {
        case .receive: return .receive
        case .supply: return .supply
        case .handOver: return .returnResult
        case .confirmPayment: return .confirmPayment
        case .askCompletion: return .askCompletion
        case .refuse: return .refuseReception
        case .changeProcedure: return .changeProcedure
        case .correct: return .correct
        case .renewSecret: return .renewSecret
        case .withdraw: return .withdraw
        case .voidReception: return .voidReception
        }
    }

    /// What a dossier's own way asks for; the others put something right or end it early, and stand apart.
    var isUsual: Bool {
        switch self {
        case .receive, .supply, .handOver, .confirmPayment, .askCompletion, .refuse: return true
        case .changeProcedure, .correct, .renewSecret, .withdraw, .voidReception: return false
        }
    }

    /// Hard to take back, and against somebody.
    var isDangerous: Bool { self == .refuse || self == .withdraw || self == .voidReception }

    /// True where a box must be ticked first: the dossier ends, or somebody else could be handed what is secret.
    var asksTwice: Bool { self == .withdraw || self == .voidReception || self == .renewSecret }

    /// True where the receipt that the person holds no longer says what is so: a new one is printed.
    var changesReceipt: Bool { self == .receive || self == .changeProcedure || self == .renewSecret }

    func path(_ id: DossierID) -> Path { .counterDossier(id, action: rawValue) }

    /// Texts of the act: `counter.act.receive.title`.
    func key(_ end: String) -> TextKey { TextKey("counter.act.\(self).\(end)") }

    /// The act of the address.
    ///
    /// - Throws: `.notFound` for a word that names none.
    static func asked(_ call: Call) throws(Problem) -> CounterAct {
        guard let act = CounterAct(rawValue: call.parameter("action")) else { throw Problem(.notFound) }
        return act
    }
}
