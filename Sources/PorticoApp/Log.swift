import Kernel
import Logging
import Posix

/// Lines for the operator: JSON for machines, short text for a terminal. Written whole, so that threads do not mix.
struct Log: Sendable {
    private let logger: Logger

    init(_ configuration: Configuration.Log) {
        let isJSON = configuration.format == .json || (configuration.format == .auto && !Terminal.isOutput)
        let level = Logger.Level(rawValue: configuration.level) ?? .info
        var logger = Logger(label: "portico") { _ in LineHandler(isJSON: isJSON) }
        logger.logLevel = level
        self.logger = logger
    }

    func write(_ line: LogLine) {
        let level: Logger.Level =
            switch line.level {
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        logger.log(
            level: level, "\(line.message)",
            metadata: [
                "request_id": "\(line.request)", "route": "\(line.route)", "status": "\(line.status)",
                "duration_us": "\(line.microseconds)", "statements": "\(line.statements)",
            ])
    }
}

/// Writes one line for each event to standard output.
private struct LineHandler: LogHandler {
    let isJSON: Bool
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = Timestamp.text(microseconds: Clocks.wall())
        let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }
        var line: String
        if isJSON {
            line =
                "{\"time\":\"\(time)\",\"level\":\"\(event.level)\",\"msg\":\(JSONText.quoted("\(event.message)"))"
            for (key, value) in values { line += ",\(JSONText.quoted(key)):\(JSONText.quoted("\(value)"))" }
            line += "}"
        } else {
            line = "\(time) \(event.level) \(JSONText.printable("\(event.message)"))"
            for (key, value) in values { line += " \(key)=\(JSONText.printable("\(value)"))" }
        }
        try? Descriptors.write(Array((line + "\n").utf8), to: 1)
    }
}

/// Text that cannot end a line or colour a terminal (SL04).
enum JSONText {
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "?" : $0 }))
    }
}
