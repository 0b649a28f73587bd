import CArgon2
import Posix

/// Argon2 as in RFC 9106, computed by Debian's libargon2: the only place that touches it.
///
/// Passwords use the variant `id`; the others are here for the vectors of RFC 9106 §5.
package enum Argon2id {
    package enum Variant: Sendable { case d, i, id }

    /// How dear one hash is.
    package struct Cost: Equatable, Sendable {
        /// Memory in KiB.
        package let memory: UInt32
        /// Passes over the memory.
        package let passes: UInt32
        /// Lanes; they are filled one after the other, because a sign-in has one core at most.
        package let lanes: UInt32

        package init(memory: UInt32, passes: UInt32, lanes: UInt32) {
            self.memory = memory
            self.passes = passes
            self.lanes = lanes
        }
    }

    package enum Failure: Error, Equatable {
        /// 19 MiB were not to be had.
        case noMemory
        /// libargon2 refused, with its code.
        case refused(Int32)
    }

    /// The raw tag of `length` bytes.
    ///
    /// The inputs are copied into one buffer, which libargon2 wipes of password and secret as soon as it has
    /// read them, so no copy of ours outlives the call.
    package static func tag(
        _ variant: Variant = .id, password: [UInt8], salt: [UInt8], secret: [UInt8] = [],
        associated: [UInt8] = [],
        cost: Cost, length: Int
    ) throws(Failure) -> [UInt8] {
        let parts = [password, salt, secret, associated]
        guard let outLength = UInt32(exactly: length),
            let lengths = Optional(parts.compactMap { UInt32(exactly: $0.count) }),
            lengths.count == parts.count
        else { throw .refused(Int32(ARGON2_INCORRECT_PARAMETER.rawValue)) }

        var inputs = parts.flatMap { $0 }
        var out = [UInt8](repeating: 0, count: length)
        let code = unsafe inputs.withUnsafeMutableBufferPointer { input in
            unsafe out.withUnsafeMutableBufferPointer { output in
                var context = unsafe argon2_context()
                unsafe context.out = output.baseAddress
                unsafe context.outlen = outLength
                var offset = 0
                unsafe context.pwd = Self.part(of: input, at: &offset, parts[0].count)
                unsafe context.pwdlen = lengths[0]
                unsafe context.salt = Self.part(of: input, at: &offset, parts[1].count)
                unsafe context.saltlen = lengths[1]
                unsafe context.secret = Self.part(of: input, at: &offset, parts[2].count)
                unsafe context.secretlen = lengths[2]
                unsafe context.ad = Self.part(of: input, at: &offset, parts[3].count)
                unsafe context.adlen = lengths[3]
                unsafe context.t_cost = cost.passes
                unsafe context.m_cost = cost.memory
                unsafe context.lanes = cost.lanes
                unsafe context.threads = 1
                unsafe context.version = UInt32(ARGON2_VERSION_13.rawValue)
                unsafe context.flags = UInt32(1 << 0 | 1 << 1)  // clear password, clear secret
                unsafe context.allocate_cbk = { place, size in
                    guard let room = unsafe Memory.workspace(size) else {
                        return ARGON2_MEMORY_ALLOCATION_ERROR.rawValue
                    }
                    unsafe place?.pointee = unsafe room.assumingMemoryBound(to: UInt8.self)
                    return ARGON2_OK.rawValue
                }
                unsafe context.free_cbk = { place, _ in unsafe Memory.giveBack(place) }
                return unsafe argon2_ctx(&context, variant.type)
            }
        }
        switch code {
        case ARGON2_OK.rawValue: return out
        case ARGON2_MEMORY_ALLOCATION_ERROR.rawValue: throw .noMemory
        default: throw .refused(code)
        }
    }

    /// The address of the next `count` bytes, or none for an empty part, as libargon2 wants it.
    private static func part(
        of input: UnsafeMutableBufferPointer<UInt8>, at offset: inout Int, _ count: Int
    ) -> UnsafeMutablePointer<UInt8>? {
        defer { offset += count }
        return count == 0 ? nil : unsafe input.baseAddress?.advanced(by: offset)
    }
}

extension Argon2id.Variant {
    fileprivate var type: argon2_type {
        switch self {
        case .d: Argon2_d
        case .i: Argon2_i
        case .id: Argon2_id
        }
    }
}
