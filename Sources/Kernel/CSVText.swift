import HTTPTypes
import PortalKit
import Web

/// Lines of comma-separated values for a spreadsheet (RFC 4180).
enum CSVText {
    static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// What a spreadsheet would compute has an apostrophe in front of it, so that it stays a text (OWASP, CSV injection).
    static func cell(_ text: String) -> String {
        let computes = text.utf8.first.map { "=+-@\t\r\0".utf8.contains($0) } ?? false
        let kept = computes ? "'" + text : text
        let needsQuotes = kept.utf8.contains { "\",\r\n;".utf8.contains($0) }
        return needsQuotes ? "\"" + kept.replacing("\"", with: "\"\"") + "\"" : kept
    }
}

extension Answer {
    /// - Parameter name: of the file that a browser saves, without its ending; ASCII.
    static func csv(_ text: String, named name: String) -> Answer {
        let answer = Answer.text(text, as: .csv)
        guard case .response(var response) = answer.body else { return answer }
        response.set(.contentDisposition, "attachment; filename=\"\(name).csv\"")
        return Answer(.response(response))
    }
}
