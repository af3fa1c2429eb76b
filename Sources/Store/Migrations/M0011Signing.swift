extension Migrations {
    /// What waits for a signature (chờ ký) is found without going through all that is worked on at the same agencies:
    /// of a large office's thousands a signatory has a few.
    static let m0011Signing = Migration(
        number: 11, name: "signing", programFrom: 6,
        statements: [
            """
            CREATE INDEX dossier_signing ON dossier (desk, due, id)
            WHERE phase = 'processing' AND step_role = 'signatory'
            """
        ])
}
