@testable import MailReading

extension Expected {
    static let all = first + second

    static let first: [Expected] = [
        Expected(
            "attachment_emails--attachment_content_location", from: "foo@example.com",
            subject: "testing",
            says: "This is the first part.",
            files: ["attachment.jpg"]),
        Expected(
            "attachment_emails--attachment_message_rfc822_inline_image", from: "test@example.com",
            subject: "test",
            says: "",
            files: ["img.png", "Testmail.eml"], hasHTML: true),
        Expected(
            "attachment_emails--attachment_only_email", from: "rfinnie@domain.dom",
            subject: "this message JUST contains an attachment",
            says: "",
            files: ["blah.gz"]),
        Expected(
            "attachment_emails--attachment_pdf_lf", from: "xxxx@xxxx.com",
            subject: "Another PDF with 🎉 Unicode chars in it 🍿",
            says: "Just attaching another PDF, here, to see wha",
            files: ["broken.pdf"]),
        Expected(
            "attachment_emails--attachment_pdf_non_ascii_lf", from: "xxxx@xxxx.com",
            subject: "Another PDF with 🎉 Unicode chars in it 🍿",
            says: "Just attaching another PDF, here, to see wha",
            files: ["broken.pdf"]),
        Expected(
            "attachment_emails--attachment_with_encoded_name", from: "xxxxxxxxx.xxxxxxx@gmail.com",
            subject: "Fwd: Signed email causes file attachments",
            says: "We should not include these files or vcards",
            files: ["01 Quien Te Dij�at. Pitbull.mp3"]),
        Expected(
            "attachment_emails--attachment_with_unquoted_name", from: "foo@example.com",
            subject: "testing",
            says: "This is the first part.",
            files: ["This is a test.txt"]),
        Expected(
            "error_emails--bad_date_header2", from: "enews@Free-Quilting.com",
            subject: "40% OFF holiday patterns and fabric!",
            says: ""),
        Expected(
            "error_emails--bad_subject", from: "carol@mysurvey.com",
            subject: "MySurvey91123105",
            says: "You have a survey waiting!",
            hasHTML: true),
        Expected(
            "error_emails--content_transfer_encoding_7-bit", from: "discovercard_newsflash@discover.qrs1.net",
            subject: "Discover(R) Card News Online - January 2002",
            says: "DISCOVERÆ CARD <http://discover.qrs1.net/s/r",
            hasHTML: true),
        Expected(
            "error_emails--content_transfer_encoding_plain", from: "baocqccyw@hq.lindsayelec.com",
            subject: "bookkeeping Get in on IGTS asap.",
            says: "acidness"),
        Expected(
            "error_emails--content_transfer_encoding_spam", from: "shechem@poetrix.com",
            subject: "",
            says: "middagh  oldusercompare"),
        Expected(
            "error_emails--content_transfer_encoding_with_8bits", from: "announcements@provantage.com",
            subject: "The Original Advantage #e13011",
            says: "December 04, 2001",
            hasHTML: true),
        Expected(
            "error_emails--content_transfer_encoding_x_uuencode", from: "lpeters@PACIFIER.COM",
            subject: "PGP Comments on RTO West Release of Dec. 14",
            says: "Attached are the comments of the Public Gene",
            files: ["PGP_Cmts_on_12-14-01_Pkg.doc"]),
        Expected(
            "error_emails--empty_in_reply_to", from: "ak@g.com",
            subject: "illegal copy of our patient education software",
            says: "",
            .automatic),
        Expected(
            "error_emails--header_fields_with_empty_values", from: "jorn@prikkprikkprikk.no",
            subject: "Testmail",
            says: "--"),
        Expected(
            "error_emails--missing_body", from: "redacted@attglobal.net",
            subject: "REDACTED",
            says: ""),
        Expected(
            "error_emails--multiple_content_types", from: "redacted@flashmail.net",
            subject: "Redacted",
            says: "foo",
            hasHTML: true),
        Expected(
            "error_emails--multiple_references_with_one_invalid", from: "redacted@flashmail.net",
            subject: "Redacted",
            says: "foo",
            hasHTML: true),
        Expected(
            "error_emails--new_line_in_to_header", from: "l@gcn-example.com",
            subject: "[Online Lead] Online Lead #1111111",
            says: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        Expected(
            "error_emails--weird_to_header", from: "anonymous@i.tp.host",
            subject: "",
            says: "CONTACT:"),
        Expected(
            "mime_emails--raw_email11", from: "xxxxx@xxxxx",
            subject: "worse when you use them.",
            says: "XXXXX Xxxxx"),
        Expected(
            "mime_emails--raw_email2", from: "xxxxxxxxx.xxxxxxx@gmail.com",
            subject: "Fwd: Signed email causes file attachments",
            says: "We should not include these files or vcards",
            files: ["smime.p7s"]),
        Expected(
            "mime_emails--raw_email7", from: "foo@example.com",
            subject: "testing",
            says: "This is the first part.",
            files: ["test.rb", "test.pdf", "smime.p7s"]),
        Expected(
            "mime_emails--raw_email_with_binary_encoded", from: "email_test@me.nowhere",
            subject: "Testing outlook",
            says: "",
            files: ["2013-08-13_19-08-28-1.jpg"]),
        Expected(
            "mime_emails--raw_email_with_mimepart_without_content_type",
            from: "MAILER-DAEMON@antivirus.uqam.ca",
            subject: "Warning: could not send message for past 1 day",
            says: "********************************************",
            files: ["delivery-status.txt", "Est-ce toi ?.eml"], .bounce),
    ]
}
