import HTML
import UseCases

/// The line of a receipt by which its record is found in the ledger (dòng kiểm chứng).
enum ProofLine {
    /// Number and code, and where to enter them.
    static func words(_ mark: RecordMark, _ page: PageContext) -> String {
        page.text(
            "proof.line",
            [
                "number": .number(mark.seq), "digits": .text(ProofPage.grouped(mark)),
                "address": .text(Path.proof.url.text),
            ])
    }
}
