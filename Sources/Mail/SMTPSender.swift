import CCurl

/// Hands messages to a mail server, one after the other, over one connection as long as it lasts.
///
/// For one thread: sending blocks until the server has answered or a time has run out. The connection is
/// opened with the first message and closed when the sender goes away.
package final class SMTPSender {
    private let settings: SMTPSettings
    private let handle: CurlHandle
    /// How many connections were opened.
    package private(set) var connections = 0

    /// Refuses settings with which nothing can or may be sent.
    package init(_ settings: SMTPSettings) throws(SMTPError) {
        if let fault = settings.fault { throw SMTPError(.configuration, .settings, fault) }
        self.settings = settings
        guard let handle = CurlHandle() else {
            throw SMTPError(.temporary, .settings, "libcurl does not start")
        }
        self.handle = handle
        do throws(CurlHandle.Refusal) { try handle.configure(settings) } catch {
            throw SMTPError(.configuration, .settings, error.text)
        }
    }

    /// Sends the bytes of one message to one recipient. Returning means: the server has taken it.
    ///
    /// `from` is where the server sends it back to when it cannot be delivered (RFC 5321 §4.4).
    package func send(_ message: [UInt8], from: MailAddress, to: MailAddress) throws(SMTPError) {
        if let fault = MessageCheck.fault(message) { throw SMTPError(.permanent, .message, fault) }
        var outcome = try attempt(message, from: from, to: to)
        if outcome.isStaleConnection {
            // The server had hung up while nothing was to be sent; nothing of this message has reached it.
            outcome = try attempt(message, from: from, to: to, fresh: true)
        }
        if outcome.isDelivered { return }
        throw outcome.error(without: settings.secrets)
    }

    private func attempt(
        _ message: [UInt8], from: MailAddress, to: MailAddress, fresh: Bool = false
    ) throws(SMTPError) -> SMTPOutcome {
        do throws(CurlHandle.Refusal) {
            let outcome = try handle.send(message, from: from.text, to: to.text, fresh: fresh)
            connections += outcome.newConnections
            return outcome
        } catch {
            throw SMTPError(.temporary, .settings, error.text)
        }
    }
}

/// Looks once more at what goes to the wire, whoever composed it (RFC 5321 §2.3.8, §4.5.3.1.6): a lone CR or
/// LF ends a line for some servers and not for others, and a second message fits into that difference.
enum MessageCheck {
    static func fault(_ message: [UInt8]) -> String? {
        guard message.suffix(2).elementsEqual([0x0D, 0x0A]) else {
            return "the message does not end with CRLF"
        }
        var length = 0
        var previous: UInt8 = 0
        for byte in message {
            if byte == 0x0A {
                guard previous == 0x0D else { return "the message has a lone LF" }
                length = 0
            } else {
                guard previous != 0x0D else { return "the message has a lone CR" }
                guard byte != 0, byte < 0x80 else { return "the message has a NUL or a byte beyond ASCII" }
                if byte != 0x0D { length += 1 }
                guard length <= 998 else { return "the message has a line of more than 998 bytes" }
            }
            previous = byte
        }
        return nil
    }
}
