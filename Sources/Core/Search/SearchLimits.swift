/// How much of a query is looked at; what lies beyond is not read.
public enum SearchLimits {
    /// Scalars of a query that are read; the longest name in the catalogue has 1,094.
    public static let scalarsMost = 1_200
    public static let wordsMost = 256
    /// Letters of a word; no Vietnamese syllable has more than seven, some words run together have more.
    public static let wordLettersMost = 30
    /// Words of a query for which other readings are sought.
    public static let doubtfulMost = 16
    /// Readings of one word that are weighed against each other.
    public static let readingsMost = 16
    /// Words of a query that are tried as initials.
    public static let initialsMost = 3
    /// Everyday phrases of one query that are put into official words.
    public static let phrasesMost = 6
    /// Different words of one clause; each has a bit of a 64-bit mask.
    static let termsMost = 64
}
