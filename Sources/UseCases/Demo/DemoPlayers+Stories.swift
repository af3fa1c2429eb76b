import Core
import Ledger
import Store

/// Where an act is done: the commands of its moment, and what those need that bring a file.
struct DemoDesk {
    var office: Office
    var transaction: Transaction
    var commands: DossierCommands
    var now: Instant
}

/// What stories alone tell, by the same commands as everything else.
extension DemoPlayers {
    mutating func tell(
        _ told: DemoTold, _ dossier: DemoDossier, _ stream: DossierID, _ desk: DemoDesk,
        _ random: inout SeededRandom
    ) throws {
        guard let story = dossier.story.flatMap({ DemoStory.known[$0] }) else {
            preconditionFailure("\(told) belongs to a story")
        }
        let (places, commands) = (dossier.places, desk.commands)
        let (receiver, handler) = (officer(.receiver, places.intake), officer(.handler, places.competent))
        let (leader, signatory) = (officer(.leader, places.competent), officer(.signatory, places.competent))
        func request(_ actor: Actor) -> DossierRequest { DossierRequest(command: CommandID(random.id()), actor: actor) }
        func give(_ command: DossierCommand, _ actor: Actor) throws {
            _ = try commands.give(command, to: stream, request(actor), random: &random)
        }
        switch told {
        case .consult:
            let questions = story.questions.map { question in
                ConsultationAsked(
                    id: ConsultationID(random.id()), agency: question.agency, workingDays: question.workingDays,
                    personal: words("consult", dossier, as: .note))
            }
            asked[stream] = questions.map(\.id)
            try give(.consult(questions), handler)
        case .answer:
            for (id, question) in zip(asked.removeValue(forKey: stream) ?? [], story.questions) {
                let answer = ConsultationAnswer(id: id, personal: words("answer", dossier, as: .note))
                try give(.answerConsultation(answer), officer(.handler, question.agency))
            }
        case .extend:
            let later = desk.now.date.adding(days: 1)
            let days = DemoTimes(calendar: catalogue.calendar).workingDays(later, later.adding(days: 60))
            let newDay = days[min(story.extensionDays, days.count) - 1]
            try give(.extend(Extension(newDay: newDay, personal: words("extend", dossier))), leader)
        case .apologise: try give(.apologise(Grounds(personal: words("apologise", dossier))), leader)
        case .correct:
            let phone = Personal([PersonalKey.submitterPhone.text: people.phone(&random)])
            let reason = words("correct", dossier)[.reason] ?? ""
            try give(.correct(Correction(changes: phone, reason: reason)), receiver)
        case .changeProcedure:
            guard let code = story.changedTo, let variant = try catalogue.procedure(code)?.variants.first else {
                throw DemoPlanError(origin: "story", bucket: story.kind.rawValue)
            }
            _ = try commands.changeProcedure(
                of: stream, to: code,
                ProcedureChange(variant: variant.code, fee: .zero, personal: words("change", dossier)),
                request(receiver), random: &random)
        case .sendBack:
            let back = StepPassed(to: "review", assignee: leader.id, personal: words("sendBack", dossier))
            try give(.sendBack(back), signatory)
        case .signWithFile: try give(.settle(try signed(dossier, stream, desk, &random)), signatory)
        case .fetch: try give(.returnResult(Handover(way: .electronic)), ApplicantActor.of(stream, desk.office))
        }
    }

    /// A result as a file, sealed under the dossier's key and stored before the record that names it.
    private func signed(
        _ dossier: DemoDossier, _ stream: DossierID, _ desk: DemoDesk, _ random: inout SeededRandom
    ) throws -> Settlement {
        let number = "\(1 + random.below(9_000))/KQ"
        let bytes = try paper(dossier, number, on: desk.now.date).pdf()
        let key = try desk.office.keyring.keyForWriting(
            stream.stream, now: desk.now, random: &random, in: desk.transaction)
        let file = try desk.office.files.put(bytes, key: key, random: &random)
        var personal = Personal()
        personal[.fileName(file)] = people.words["paper.file"]
        return Settlement(
            resultNumber: number, files: [FileGiven(file: file, kind: .pdf, size: bytes.count)], personal: personal)
    }

    private func paper(_ dossier: DemoDossier, _ number: String, on day: CivilDate) throws -> DemoPaper {
        func word(_ key: String) -> String { people.words["paper." + key] ?? key }
        let procedure = try catalogue.procedure(dossier.procedure)?.name ?? dossier.procedure.text
        let agency = catalogue.agencies[dossier.places.competent]?.name ?? ""
        var paper = DemoPaper()
        paper.add(agency.uppercased(), size: 10)
        paper.add(word("place"), size: 9, gap: 24)
        paper.add(word("title"), size: 13, gap: 18)
        for (key, value) in [("procedure", procedure), ("number", number), ("date", Self.written(day))] {
            paper.add("\(word(key)): \(value)", size: 10, gap: key == "date" ? 24 : 6)
        }
        paper.add(word("notice"), size: 9)
        return paper
    }

    private static func written(_ day: CivilDate) -> String {
        let parts = day.parts
        return "\(parts.day)/\(parts.month)/\(parts.year)"
    }
}
