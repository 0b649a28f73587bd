public import Web

extension Interface {
    /// A mail as its sender designed it, from an address that answers with ``Answer/mailBody(_:)``. Nothing in it runs
    /// or reaches out; the page around it says ``Page/framingMail()``.
    public func mailFrame(_ title: Words, at path: String) -> HTML {
        """
        <iframe class="mail-frame" sandbox src="\(link: path)" title="\(say(title))" referrerpolicy="no-referrer"></iframe>
        """
    }

    /// Something long that is opened by those who want it.
    public func folded(_ title: Words, _ body: HTML) -> HTML {
        "<details class=\"folded\"><summary>\(say(title))</summary>\(body)</details>"
    }
}
