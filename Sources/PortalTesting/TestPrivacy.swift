package import Kernel

extension TestKernel {
    /// What is held of a contact, as JSON: what `portico privacy export` prints.
    public func exportedData(of contact: TestContact) throws -> String { try personalData(of: contact).json }

    /// Forgets a contact, as `portico privacy erase` does.
    ///
    /// - Returns: what was kept, each with its reason.
    @discardableResult
    public func erase(_ contact: TestContact) throws -> [String] {
        try withConnection { connection in
            let subject = try DataSubject.find(contact.ref, connection)
            return try Erasure(of: subject, house, connection).run().map {
                "\($0.portal): \($0.what), because \($0.reason)"
            }
        }
    }

    package func personalData(of contact: TestContact) throws -> PersonalData {
        try withConnection { connection in
            let subject = try DataSubject.find(contact.ref, connection)
            return try PersonalData.export(of: subject, house, connection)
        }
    }
}
