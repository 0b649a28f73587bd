/// Gives the body of a request piece by piece.
package protocol BodySource: AnyObject {
    /// At most so many bytes; none at the end.
    func read(upTo limit: Int) throws -> [UInt8]
}
