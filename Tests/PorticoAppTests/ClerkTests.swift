import Dispatch
import Kernel
import PortalKit
import PortalTesting
import Posix
import PorticoApp
import Synchronization
import Testing

@Suite("The thread that works in the background")
struct ClerkTests {
    private static func portal(_ run: @escaping @Sendable () -> Void) -> Portal {
        Portal(
            id: "works", title: "Works", icon: .megaphone, permissions: [],
            jobs: [Job("works.sweep", every: .seconds(3_600)) { _, _ in run() }],
            examples: .none, privacy: .holdsNoPersonalData, resources: PortalResources())
    }

    @Test("it does what is due, and stops at once when it has nothing to do")
    func works() throws {
        let done = DispatchSemaphore(value: 0)
        let kernel = try TestKernel(portals: [Self.portal { done.signal() }])
        let clerk = Clerk(kernel.house)
        let thread = try clerk.start(kernel.database.options)
        #expect(done.wait(timeout: .now() + 30) == .success)
        let began = Clocks.monotonic()
        clerk.stop()
        thread.join()
        // Its next look at the clock would be an hour away.
        #expect(Clocks.monotonic() - began < 20_000_000)
    }

    @Test("it finishes what it does before it stops, and begins nothing more")
    func finishes() throws {
        let begun = DispatchSemaphore(value: 0)
        let goOn = DispatchSemaphore(value: 0)
        let kernel = try TestKernel(portals: [
            Self.portal {
                begun.signal()
                goOn.wait()
            }
        ])
        let clerk = Clerk(kernel.house)
        let thread = try clerk.start(kernel.database.options)
        begun.wait()
        clerk.stop()
        goOn.signal()
        thread.join()
        let finished: Bool? = try kernel.value(
            "SELECT done_at IS NOT NULL FROM kernel_job WHERE name = 'works.sweep'")
        #expect(finished == true)
    }
}
