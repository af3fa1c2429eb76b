/// How a dossier came in (kênh thực hiện), with the national numbers of field KenhThucHien.
public enum Channel: Int, Codable, CaseIterable, Hashable, Sendable {
    /// At a counter (trực tiếp).
    case direct = 1
    /// Over the network (trực tuyến).
    case online = 2
    /// By the public post (bưu chính công ích).
    case post = 3
}
