/// What a portal brings along beside its code: the tables it needs, its words in other languages, and its files for
/// the browser.
///
/// Nobody writes one by hand: the build plugin `EmbedPortal` reads `migrations/<id>/`, `Words/` and `Assets/` and
/// makes `Resources.all`, which a portal hands over as `resources:`.
public struct PortalResources: Sendable {
    package let migrations: [Migration]
    package let words: [Words]
    package let assets: [Asset]

    /// Resources as the build plugin found them, each list sorted by name.
    public init(migrations: [Migration] = [], words: [Words] = [], assets: [Asset] = []) {
        self.migrations = migrations
        self.words = words
        self.assets = assets
    }

    /// One step of the schema: one DDL statement, run once, in the order of the names.
    public struct Migration: Sendable {
        package let name: StaticString
        package let sql: StaticString

        /// `name` is the name of the file, such as `0001_ticket.sql`; `sql` is its text.
        public init(name: StaticString, sql: StaticString) {
            self.name = name
            self.sql = sql
        }
    }

    /// The words of one language, keyed by the English text.
    public struct Words: Sendable {
        package let language: StaticString
        package let json: StaticString

        /// `language` is a BCP 47 tag such as `nl`; `json` is one object, as in `Words/nl.json`.
        public init(language: StaticString, json: StaticString) {
            self.language = language
            self.json = json
        }
    }

    /// A file for the browser, served for ever under the hash of its text.
    public struct Asset: Sendable {
        package let name: StaticString
        package let type: StaticString
        package let text: StaticString

        /// `name` is the name of the file, `type` its media type with the character set, `text` its content.
        public init(name: StaticString, type: StaticString, text: StaticString) {
            self.name = name
            self.type = type
            self.text = text
        }
    }
}
