/// What goes with the files of an archive and is written for it: tables for a spreadsheet, and a page that shows the same
/// to whoever has nothing but the archive. The files then lie in its folder `files`.
public struct ArchivedTexts: Sendable {
    /// Rows of texts. What a spreadsheet would compute stays a text.
    public struct Table: Sendable {
        package let name: String
        package let rows: [[String]]

        /// - Parameters:
        ///   - name: of its file, without `.csv`.
        ///   - heads: what stands above the columns.
        public init(_ name: StaticString, heads: [String], _ rows: [[String]]) {
            self.name = name.description
            self.rows = [heads] + rows
        }
    }

    package let tables: [Table]
    package let title: String
    package let page: @Sendable (_ addresses: [Ref<Attachment>: String]) -> HTML

    /// - Parameters:
    ///   - title: of the page, which is `index.html`.
    ///   - page: its body, with one `h1`. It is given where each file lies in the archive; what the virus scan holds back
    ///     is not among them.
    public init(
        _ tables: [Table], title: String,
        page: @escaping @Sendable (_ addresses: [Ref<Attachment>: String]) -> HTML
    ) {
        self.tables = tables
        self.title = title
        self.page = page
    }
}
