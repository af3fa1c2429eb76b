import Core

/// Corrections of what was answered on a procedure's form: under the rules by which it was answered.
extension DossierCommands {
    /// Refuses an answer that its field does not take, one taken away that must stand, and one on a field that neither
    /// the form nor the dossier has.
    ///
    /// Answers given on another form, as before a change of procedure, can still be put right as free words.
    func checkAnswers(
        of correction: Correction, on dossier: Dossier, under procedure: ProcedureVersion
    ) throws(UseCaseRefusal) {
        let own = CaseReference(procedure: dossier.procedure, variant: dossier.variant)
        let form = dossier.answered == own ? procedure.variant(dossier.variant)?.form ?? [] : []
        let given = dossier.personal?.answers ?? [:]
        for (key, text) in correction.changes.answers.sorted(by: { $0.key < $1.key }) {
            guard let field = form.first(where: { $0.key == key }) else {
                if given[key] == nil { throw .rule(.field(.answer(key.text), .badForm)) }
                continue
            }
            do throws(FormFault) { _ = try FormRules.kept(text, as: field) } catch {
                throw .rule(.field(.answer(key.text), error.asFieldFault))
            }
        }
        for field in form where field.required && dossier.channel == .online {
            let key = PersonalKey.answer(field.key.text)
            if correction.removed.contains(key), correction.changes[key] == nil { throw .rule(.field(key, .missing)) }
        }
    }
}

extension FormFault {
    fileprivate var asFieldFault: FieldFault {
        switch self {
        case .missing: .missing
        case .tooLong(let most): .tooLong(most: most)
        case .unknown, .notDate, .notNumber, .notOffered: .badForm
        }
    }
}
