/// What was seen while a string was read.
struct ScannedText {
    /// At least one escape is in it.
    var escaped = false
    /// ASCII without escapes: equal text is equal bytes.
    var plain = true
}

extension JSONScanner {
    /// Reads a string from its first quotation mark to after its last.
    mutating func string() throws(JSONSyntaxError) -> ScannedText {
        var scanned = ScannedText()
        at += 1
        while true {
            let found = try byte()
            switch found {
            case UInt8(ascii: "\""):
                at += 1
                return scanned
            case UInt8(ascii: "\\"):
                scanned.escaped = true
                scanned.plain = false
                try escape()
            case 0x00..<0x20: throw refusal(.controlCharacter)
            case 0x20..<0x80: at += 1
            default:
                scanned.plain = false
                try multibyte(found)
            }
        }
    }

    private mutating func escape() throws(JSONSyntaxError) {
        at += 1
        let letter = try byte()
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 1
        case UInt8(ascii: "u"):
            let start = at - 1
            at += 1
            let unit = try fourDigits()
            if 0xDC00...0xDFFF ~= unit { throw JSONSyntaxError(.loneSurrogate, offset: start) }
            guard 0xD800...0xDBFF ~= unit else { return }
            guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                throw JSONSyntaxError(.loneSurrogate, offset: start)
            }
            at += 2
            guard 0xDC00...0xDFFF ~= (try fourDigits()) else { throw JSONSyntaxError(.loneSurrogate, offset: start) }
        default: throw refusal(.unknownEscape)
        }
    }

    private mutating func fourDigits() throws(JSONSyntaxError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = hexDigit(try byte()) else { throw refusal(.unknownEscape) }
            unit = unit << 4 | UInt32(digit)
            at += 1
        }
        return unit
    }

    /// Reads one character of two to four bytes: shortest form only, no surrogates, nothing past U+10FFFF.
    private mutating func multibyte(_ lead: UInt8) throws(JSONSyntaxError) {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: throw refusal(.brokenUTF8)
        }
        if lead == 0xE0 { second = 0xA0...0xBF }
        if lead == 0xED { second = 0x80...0x9F }
        if lead == 0xF0 { second = 0x90...0xBF }
        if lead == 0xF4 { second = 0x80...0x8F }
        guard at + length <= bytes.count, second.contains(bytes[at + 1]) else { throw refusal(.brokenUTF8) }
        for place in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[at + place]) {
            throw refusal(.brokenUTF8)
        }
        at += length
    }

    /// Reads a number; true if it is a whole number within ±(2^53 - 1), written without fraction and exponent.
    mutating func number() throws(JSONSyntaxError) -> Bool {
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        var whole = true
        var value: Int64 = 0
        let start = at
        if try digits({ value = value < JSON.integerMax ? value * 10 + Int64($0) : .max / 16 }) > 1,
            bytes[start] == UInt8(ascii: "0")
        {
            throw JSONSyntaxError(.brokenNumber, offset: start)
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            whole = false
            at += 1
            _ = try digits({ _ in })
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            whole = false
            at += 1
            if let sign = at < bytes.count ? bytes[at] : nil, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                at += 1
            }
            _ = try digits({ _ in })
        }
        return whole && value <= JSON.integerMax
    }

    /// Reads one or more decimal digits; gives how many.
    private mutating func digits(_ each: (UInt8) -> Void) throws(JSONSyntaxError) -> Int {
        let start = at
        while at < bytes.count, (48...57).contains(bytes[at]) {
            each(bytes[at] - 48)
            at += 1
        }
        guard at > start else { throw refusal(at < bytes.count ? .brokenNumber : .endsEarly) }
        return at - start
    }
}
