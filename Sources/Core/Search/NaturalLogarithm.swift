/// The natural logarithm of a positive number; Swift alone, without a C library, has none.
///
/// Why the same everywhere: a ranking must not depend on the machine. Exact to about 15 digits.
func naturalLogarithm(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "logarithm of a number that has none")
    // x = m · 2^e with m below √2, so that the series shrinks thirty-fold a step.
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.414_213_562_373_095 {
        mantissa /= 2
        exponent += 1
    }
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var power = ratio
    var sum = 0.0
    for divisor in stride(from: 1.0, through: 21, by: 2) {
        sum += power / divisor
        power *= square
    }
    return 2 * sum + exponent * 0.693_147_180_559_945_3
}
