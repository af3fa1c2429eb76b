import HTML
import Ledger
import UseCases

/// The line of a receipt by which its record is found in the ledger (dòng kiểm chứng).
enum ProofLine {
    /// Number and code, and the address that checks them; where the site's own is not known, its path alone.
    static func words(_ mark: RecordMark, at site: SiteAddress?, _ page: PageContext) -> String {
        page.text(
            "proof.line",
            [
                "number": .number(mark.seq), "digits": .text(ProofPage.grouped(mark)),
                "address": .text(site?.whole(.proof(mark)) ?? Path.proof(mark).url.text),
            ])
    }

    /// The same for other systems, which print receipts of their own.
    static func json(_ mark: RecordMark) -> JSON {
        .members([
            "seq": .number(mark.seq), "code": .string(ProofPage.grouped(mark)),
            "url": .string(Path.proof(mark).url.text),
        ])
    }
}
