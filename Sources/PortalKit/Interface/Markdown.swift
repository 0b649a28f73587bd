internal import Markdown
public import Web

extension Interface {
    /// Text that somebody wrote in Markdown, as a part of a page. Nothing that it says leaves its place: markup of HTML
    /// is text, links lead to http, https, mailto or a path of this site alone, and no picture is loaded.
    ///
    /// - Parameter level: of the heading that stands above it on the page; its own headings begin one below, and leave
    ///   no level out. 2 in a panel or a message that has a heading.
    public func markdown(_ text: String, below level: Int = 2) -> HTML {
        "<div class=\"markdown\">\(MarkdownDocument(text).html(below: level))</div>"
    }

    /// A longer text in Markdown, once on a page, under its title: from three headings on its contents stand above it.
    public func article(_ text: String) -> HTML {
        let document = MarkdownDocument(text)
        let headings = document.headings.filter { $0.depth <= 2 }
        guard headings.count >= 3 else {
            return "<div class=\"markdown\">\(document.html(below: 1))</div>"
        }
        let entries = headings.map { heading -> HTML in
            """
            <li\(when: heading.depth > 1, " class=\"deeper\"")><a href="#\(heading.anchor)">\(heading.text)</a></li>
            """
        }
        return """
            <nav class="contents" aria-labelledby="contents"><h2 id="contents">\(say("On this page"))</h2>\
            <ol>\(entries)</ol></nav>\
            <div class="markdown">\(document.html(below: 1, hasAnchors: true))</div>
            """
    }
}

extension String {
    /// A text in Markdown without its marks: paragraphs parted by empty lines, lists and quotes as in a mail.
    ///
    /// - Parameter hasAddresses: behind what is linked stands where to, for a mail; not for a line of a list.
    public func plainMarkdown(hasAddresses: Bool = true) -> String {
        MarkdownDocument(self).text(hasAddresses: hasAddresses)
    }
}
