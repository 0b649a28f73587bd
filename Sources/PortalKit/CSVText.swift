import HTTPTypes
import Web

/// Lines of comma-separated values for a spreadsheet (RFC 4180).
package enum CSVText {
    package static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// What a spreadsheet would compute has an apostrophe in front of it, so that it stays a text (OWASP, CSV injection).
    package static func cell(_ text: String) -> String {
        let computes = text.utf8.first.map { "=+-@\t\r\0".utf8.contains($0) } ?? false
        let kept = computes ? "'" + text : text
        let needsQuotes = kept.utf8.contains { "\",\r\n;".utf8.contains($0) }
        return needsQuotes ? "\"" + kept.replacing("\"", with: "\"\"") + "\"" : kept
    }
}

extension Answer {
    /// - Parameter name: of the file that a browser saves, without its ending; ASCII.
    package static func csv(_ text: String, named name: String) -> Answer {
        let answer = Answer.text(text, as: .csv)
        guard case .response(var response) = answer.body else { return answer }
        response.set(.contentDisposition, "attachment; filename=\"\(name).csv\"")
        return Answer(.response(response))
    }

    /// A table for a spreadsheet (RFC 4180), which a browser saves. What a spreadsheet would compute stays a text.
    public static func table(heads: [String], _ rows: [[String]], named name: StaticString) -> Answer {
        csv(([heads] + rows).map(CSVText.line).joined(), named: name.description)
    }
}
