package import Kernel

extension AuditReport {
    /// For people who run the command.
    package var lines: [String] {
        var lines = ["\(seals) seals vouch for \(sealedRows) rows, \(lateRows) of them late."]
        if let head { lines.append("Head: \(head)") }
        if unsealedRows > 0 {
            let age = oldestUnsealed.map { ", the oldest since \($0) s" } ?? ""
            lines.append("Not sealed yet: \(unsealedRows) rows\(age).")
        }
        if unsealedLateRows > 0 { lines.append("Late and not sealed yet: \(unsealedLateRows) rows.") }
        lines += faults.map(\.text)
        if faultCount > faults.count { lines.append("… and \(faultCount - faults.count) faults more") }
        lines.append(isIntact ? "The chain is intact." : "Faults: \(faultCount).")
        return lines
    }

    /// For machines: one object.
    package var json: String {
        let faults = faults.map { fault in
            var text = "{\"fault\": \(JSONText.quoted(fault.kind.rawValue)), \"seal\": \(fault.seal)"
            text += ", \"first_row\": \(fault.rows.map { "\($0.lowerBound)" } ?? "null")"
            text += ", \"last_row\": \(fault.rows.map { "\($0.upperBound)" } ?? "null")"
            return text + ", \"text\": \(JSONText.quoted(fault.text))}"
        }
        let head = head.map { JSONText.quoted($0.description) } ?? "null"
        return "{\"intact\": \(isIntact), \"seals\": \(seals), \"sealed_rows\": \(sealedRows), "
            + "\"late_rows\": \(lateRows), \"unsealed_rows\": \(unsealedRows), "
            + "\"unsealed_late_rows\": \(unsealedLateRows), "
            + "\"oldest_unsealed_seconds\": \(oldestUnsealed.map { "\($0)" } ?? "null"), \"head\": \(head), "
            + "\"fault_count\": \(faultCount), \"faults\": [\(faults.joined(separator: ", "))]}"
    }
}

extension AuditReport.Fault {
    fileprivate var text: String {
        let rows =
            rows.map { rows in
                rows.lowerBound == rows.upperBound
                    ? "row \(rows.lowerBound)" : "rows \(rows.lowerBound)–\(rows.upperBound)"
            } ?? "its rows"
        let text =
            switch kind {
            case .sealRemoved: "seal \(seal) is gone; nothing vouches for \(rows)"
            case .sealChanged: "seal \(seal) is not as it was made; nothing vouches for \(rows)"
            case .sealForged: "seal \(seal) over \(rows) bears no signature of this installation's keys"
            case .chainBroken: "seal \(seal) was made after another seal than the one before it"
            case .rowChanged: "seal \(seal): something was changed in \(rows)"
            case .rowRemoved: "seal \(seal) covers \(rows), no longer there"
            case .rowInserted: "seal \(seal) was made without \(rows), which no seal explains"
            case .anchorMissing: "seal \(seal) is not the one that was noted down"
            }
        return "\(kind.rawValue): \(text)"
    }
}
