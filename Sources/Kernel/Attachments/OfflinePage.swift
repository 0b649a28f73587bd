import PortalKit

/// A page in an archive: read without the portal, so it asks for nothing outside itself.
enum OfflinePage {
    private static let style: HTML = """
        <style>body{font-family:system-ui,sans-serif;line-height:1.5;max-width:60rem;margin:2rem auto;padding:0 1rem;\
        color-scheme:light dark}dl,article{border-top:1px solid;padding-top:.5rem}dt{font-weight:600}\
        dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}</style>
        """

    static func html(_ title: String, language: String, _ body: HTML) -> HTML {
        """
        <!DOCTYPE html><html lang="\(language)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(title)</title>\(style)</head>\
        <body>\(body)</body></html>
        """
    }
}
