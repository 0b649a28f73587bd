import CCurl

/// How one attempt to send a message ended, told by libcurl and by what the server said.
struct SMTPOutcome {
    let code: CURLcode
    /// libcurl's own words.
    let words: [UInt8]
    let transcript: SMTPTranscript
    let newConnections: Int

    /// A reply of 2xx to the final dot counts, whatever happened to the connection after it.
    var isDelivered: Bool { code == CURLE_OK || transcript.isAccepted }

    /// Whether an old connection broke before it was used for this message, or was just being closed (421,
    /// RFC 5321 §3.8).
    var isStaleConnection: Bool {
        guard !isDelivered, newConnections == 0 else { return false }
        switch transcript.stage {
        case .connecting, .greeting, .sender: break
        default: return false
        }
        if let reply = transcript.reply { return reply.code == 421 }
        return [CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_WEIRD_SERVER_REPLY].contains(
            code)
    }

    func error(without secrets: [[UInt8]]) -> SMTPError {
        let stage = self.stage
        if let reply = transcript.reply, reply.code >= 400 {
            return SMTPError(reply: reply, at: stage, without: secrets)
        }
        let text = ServerText.cleaned(words, without: secrets)
        if stage == .finalDot { return SMTPError(.unknownOutcome, stage, text) }
        // What follows the reply to STARTTLS in clear was put in by a stranger (CVE-2021-22947), or is no TLS.
        let isPutIn = stage == .encrypting && code == CURLE_WEIRD_SERVER_REPLY
        return SMTPError(isPutIn || Self.isConfiguration(code) ? .configuration : .temporary, stage, text)
    }

    /// Encryption has no commands of its own that could be seen.
    private var stage: SMTPError.Stage {
        guard transcript.stage != .finalDot, Self.isEncryption(code) else { return transcript.stage }
        return .encrypting
    }

    private static func isEncryption(_ code: CURLcode) -> Bool {
        switch code {
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            true
        default: false
        }
    }

    /// What no later attempt mends. All else passes: names that are not found, refused and lost connections,
    /// times that ran out, answers that nobody understands.
    private static func isConfiguration(_ code: CURLcode) -> Bool {
        switch code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_FAILED_INIT, CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN,
            CURLE_REMOTE_ACCESS_DENIED, CURLE_LOGIN_DENIED, CURLE_BAD_FUNCTION_ARGUMENT,
            CURLE_UNKNOWN_OPTION, CURLE_AUTH_ERROR:
            true
        default: isEncryption(code)
        }
    }
}
