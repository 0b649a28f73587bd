import ArgumentParser
import HTTPTypes
import Kernel

/// Lists every address that the program answers, without a database.
struct Routes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every mounted route: method, audience (guest, customer or staff) and path.")

    func run() {
        for target in Router([identityPortal, administrationPortal] + Shipped.portals).targets {
            say(target.description)
        }
    }
}
