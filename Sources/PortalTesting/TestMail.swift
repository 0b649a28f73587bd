import Foundation
package import Kernel
import MariaDB

extension TestKernel {
    /// Sends every mail that is due, to nobody: what they would have been, in the order they were written.
    ///
    /// - Parameter refusal: why a letter is not taken; nil takes it.
    @discardableResult
    package func deliver(_ refusal: @escaping (Letter) -> DeliveryFailure? = { _ in nil }) throws -> [Letter]
    {
        var sent: [Letter] = []
        let outbox = Outbox(house, Connection(database.options), domain: "portal.example.org") {
            letter throws(DeliveryFailure) in
            if let failure = refusal(letter) { throw failure }
            sent.append(letter)
        }
        try outbox.drain()
        return sent
    }
}

/// A mail that would have been sent.
public struct TestMail: Sendable, Equatable {
    /// The address it goes to.
    public let recipient: String
    /// Its subject, as people read it.
    public let subject: String
    /// The part without HTML.
    public let text: String
    /// Where an answer goes, if it can be answered by mail.
    public let replyTo: String?
}

extension TestKernel {
    /// Sends every mail that is due, to nobody, in the order they were written.
    public func mails() throws -> [TestMail] {
        try deliver().map {
            TestMail(recipient: $0.recipient, subject: $0.subject, text: $0.text, replyTo: $0.replyTo)
        }
    }
}

extension Letter {
    /// The path of the link that carries a token, of whatever kind.
    package var linkPath: String? {
        let links = text.split { $0 == "\n" || $0 == " " }.filter { $0.hasPrefix("http") }
        let paths = links.map { $0.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" } }
        return paths.first { path in OneTimeLink.allCases.contains { path.hasPrefix($0.path + "/") } }
            .map(String.init)
    }
}
