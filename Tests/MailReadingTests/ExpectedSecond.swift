@testable import MailReading

extension Expected {
    static let second: [Expected] = [
        Expected(
            "mime_emails--raw_email_with_nested_attachment", from: "jamis@37signals.com",
            subject: "Testing attachments",
            says: "Here is a test of an attachment via email.",
            files: ["truncated.png", "smime.p7s"]),
        Expected(
            "mime_emails--sig_only_email", from: "test@test.lindsaar.net",
            subject: "Re: Testing multipart/signed",
            says: "This is random text, not what has been signe",
            files: ["signature.asc"]),
        Expected(
            "multi_charset--japanese", from: "raasdnil@gmail.com",
            subject: "まみむめも",
            says: "かきくえこ"),
        Expected(
            "multi_charset--japanese_attachment_long_name", from: "mikel@test.lindsaar.net",
            subject: "まみむめもまみむめもまみむめもまみむめもまみむめもまみむめもまみむめもまみむめもまみむめもまみむめも",
            says: "",
            files: ["かきくけこかきくけこかきくけこかきくけこかきくけこ.txt"]),
        Expected(
            "multi_charset--japanese_shift_jis", from: "xxxxxxx@docomo.ne.jp",
            subject: "test",
            says: "あいうえお"),
        Expected(
            "multipart_report_emails--multi_address_bounce1", from: "MAILER-DAEMON@lvmail01.LL.com",
            subject: "Undelivered Mail Returned to Sender",
            says: "This is the mail system at host lvmail01.LL.",
            files: ["delivery-status.txt", "Test of bounce email.eml"], .bounce),
        Expected(
            "multipart_report_emails--multipart_report_multiple_status", from: "Postmaster@ci.com",
            subject: "Mail System Error - Returned Mail",
            says: "This Message was undeliverable due to the fo",
            files: [
                "delivery-status.txt", "delivery-status.txt", "Your Friend F M wants you to join HomeRun.eml",
            ], .bounce),
        Expected(
            "multipart_report_emails--report_530", from: "MAILER-DAEMON@tttttt.com.au",
            subject: "Returned mail: see transcript for details",
            says: "The original message was received at Mon, 24",
            files: ["delivery-status.txt", "headers.txt"], .bounce),
        Expected(
            "plain_emails--basic_email_lf", from: "test@lindsaar.net",
            subject: "Testing 123",
            says: "Plain email."),
        Expected(
            "plain_emails--raw_email", from: "jamis@37signals.com",
            subject: "NOTE: 한국말로 하는 것",
            says: "대부분의 마찬가지로, 우리는 하나님을 믿습니다."),
        Expected(
            "plain_emails--raw_email5", from: "xxx@xxxx.xxx",
            subject: "",
            says: "Test test. Hi. Waving. m"),
        Expected(
            "plain_emails--raw_email8", from: "xxxxxxxxx.xxxxxxx@gmail.com",
            subject: "Fwd: Signed email causes file attachments",
            says: "We should not include these files or vcards",
            files: ["01 Quien Te Dij�at. Pitbull.mp3"]),
        Expected(
            "plain_emails--raw_email_double_at_in_header", from: "jamis@37signals.com",
            subject: "NOTE: 한국말로 하는 것",
            says: "대부분의 마찬가지로, 우리는 하나님을 믿습니다."),
        Expected(
            "plain_emails--raw_email_multiple_from", from: "tim@powerupdev.com",
            subject: "/home/svn/public/minebox revision 214",
            says: "<p><b>recordkick</b> 2007-10-22 23:45:23 +00"),
        Expected(
            "plain_emails--raw_email_reply", from: "xxxxxxxx@xxx.org",
            subject: "Re: Test reply email",
            says: "Message body"),
        Expected(
            "plain_emails--raw_email_string_in_date_field", from: "mikel@me.com",
            subject: "NOTE: 한국말로 하는 것",
            says: "대부분의 마찬가지로, 우리는 하나님을 믿습니다."),
        Expected(
            "plain_emails--raw_email_with_at_display_name", from: "test@lindsaar.net",
            subject: "Testing 123",
            says: "Plain email."),
        Expected(
            "plain_emails--raw_email_with_partially_quoted_subject", from: "jamis@37signals.com",
            subject: "Re: Test: \"漢字\" mid \"漢字\" tail",
            says: "대부분의 마찬가지로, 우리는 하나님을 믿습니다."),
        Expected(
            "rfc2822--example02", from: "jdoe@machine.example",
            subject: "Saying Hello",
            says: "This is a message just to say hello."),
        Expected(
            "rfc2822--example04", from: "pete@silly.example",
            subject: "",
            says: "Testing."),
        Expected(
            "rfc2822--example06", from: "mary@example.net",
            subject: "Re: Saying Hello",
            says: "This is a reply to your hello."),
        Expected(
            "rfc2822--example08", from: "jdoe@machine.example",
            subject: "Saying Hello",
            says: "This is a message just to say hello."),
        Expected(
            "rfc2822--example10", from: "pete@silly.test",
            subject: "",
            says: "Testing."),
        Expected(
            "rfc2822--example12", from: "jdoe@machine.example",
            subject: "Saying Hello",
            says: "This is a message just to say hello."),
        Expected(
            "rfc2822--example14", from: "atsushi@example.com",
            subject: "Re: TEST テストテスト",
            says: "Hello"),
    ]
}
