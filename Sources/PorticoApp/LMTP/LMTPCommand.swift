/// What a mail server asks for (RFC 2033, with the grammar of RFC 5321).
enum LMTPCommand: Equatable {
    case hello
    /// How large its message is, as far as it says so (RFC 1870), and whether its addresses may have UTF-8.
    case mail(size: Int?, isUTF8: Bool)
    case recipient(LMTPPath)
    case data, reset, nothing, verify, quit

    /// - Throws: what to answer where it is none.
    init(_ line: LMTPInput.Line) throws(LMTPReply) {
        switch line {
        case .text(let bytes): self = try Self.read(bytes[...])
        case .tooLong: throw .tooLongLine
        case .malformed: throw .noLine
        }
    }

    private static func read(_ line: ArraySlice<UInt8>) throws(LMTPReply) -> LMTPCommand {
        var rest = line
        while rest.last == UInt8(ascii: " ") { rest.removeLast() }
        let verb = rest.prefix { $0 != UInt8(ascii: " ") }
        let argument = rest.dropFirst(verb.count + 1)
        switch upper(verb) {
        case "LHLO":
            guard !argument.isEmpty, !argument.contains(UInt8(ascii: " ")) else { throw .badSyntax }
            return .hello
        case "MAIL": return try mail(argument)
        case "RCPT": return try recipient(argument)
        case "NOOP": return .nothing
        case "VRFY": return .verify
        case "DATA": return try bare(.data, argument)
        case "RSET": return try bare(.reset, argument)
        case "QUIT": return try bare(.quit, argument)
        // HELO and EHLO too: this is no SMTP (RFC 2033 §4.1).
        default: throw .unknown
        }
    }

    private static func bare(
        _ command: LMTPCommand, _ argument: ArraySlice<UInt8>
    ) throws(LMTPReply) -> LMTPCommand {
        guard argument.isEmpty else { throw .badSyntax }
        return command
    }

    private static func mail(_ argument: ArraySlice<UInt8>) throws(LMTPReply) -> LMTPCommand {
        let (path, parameters) = try path(argument, after: "FROM:")
        var size: Int?
        var isUTF8 = false
        for parameter in parameters {
            let pair = parameter.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            switch (upper(pair[0]), pair.dropFirst().first) {
            case ("SIZE", let digits?): size = try number(digits)
            case ("BODY", let kind?):
                guard ["7BIT", "8BITMIME"].contains(upper(kind)) else { throw .badSyntax }
            case ("SMTPUTF8", nil): isUTF8 = true
            default: throw .unknownParameter
            }
        }
        guard path.isASCII || isUTF8 else { throw .needsUTF8 }
        return .mail(size: size, isUTF8: isUTF8)
    }

    private static func recipient(_ argument: ArraySlice<UInt8>) throws(LMTPReply) -> LMTPCommand {
        let (path, parameters) = try path(argument, after: "TO:")
        guard !path.address.isEmpty else { throw .badAddress }
        guard parameters.isEmpty else { throw .unknownParameter }
        return .recipient(path)
    }

    private static func path(
        _ argument: ArraySlice<UInt8>, after word: String
    ) throws(LMTPReply) -> (LMTPPath, parameters: [ArraySlice<UInt8>]) {
        guard upper(argument.prefix(word.utf8.count)) == word else { throw .badSyntax }
        var rest = argument.dropFirst(word.utf8.count)
        guard let path = LMTPPath(&rest) else { throw .badAddress }
        guard rest.isEmpty || rest.first == UInt8(ascii: " ") else { throw .badSyntax }
        return (path, rest.split(separator: UInt8(ascii: " ")))
    }

    /// Twenty digits at most (RFC 1870 §4); what is larger than any number is that large.
    private static func number(_ digits: ArraySlice<UInt8>) throws(LMTPReply) -> Int {
        guard (1...20).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .badSyntax
        }
        return Int(String(decoding: digits, as: UTF8.self)) ?? .max
    }

    private static func upper(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }, as: UTF8.self)
    }
}
