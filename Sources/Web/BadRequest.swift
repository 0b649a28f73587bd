/// Why a request is refused before anybody reads it. The reason is for the log and repeats nothing of it.
package enum BadRequest: Error, Equatable, Sendable {
    case tooLarge(String)
    case malformed(String)
}
