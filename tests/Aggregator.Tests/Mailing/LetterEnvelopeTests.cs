using System.Security.Cryptography;
using System.Text;
using Aggregator.Digests;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Xunit;

namespace Aggregator.Mailing;

public sealed class LetterEnvelopeTests : IDisposable
{
    private static readonly MailingSettings Settings = new() { From = "Aggregator <news@example.org>", List = "Energy watch", Bounces = "bounces@example.org" };

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 7, 30, 0, TimeSpan.Zero);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_letter_says_how_to_end_it_at_one_click_and_by_mail()
    {
        var header = Assert.Single(HeaderLines(Sealed(Settings, "https://news.example.org/")), line => line.StartsWith("List-Unsubscribe:", StringComparison.Ordinal));
        Assert.Matches(@"^List-Unsubscribe: <https://news\.example\.org/unsubscribe/[a-z2-7]{37}>, <mailto:bounces@example\.org\?subject=unsubscribe%20[a-z2-7]{37}>$", header);
        Assert.Equal("List-Unsubscribe=One-Click", Parsed(Sealed(Settings, "https://news.example.org/")).Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public void One_click_is_promised_only_where_there_is_a_page_with_https()
    {
        var byMail = Parsed(Sealed(Settings, null));
        Assert.StartsWith("<mailto:bounces@example.org", byMail.Headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.False(byMail.Headers.Contains("List-Unsubscribe-Post"));
        Assert.False(Parsed(Sealed(Settings, "http://127.0.0.1:8480/")).Headers.Contains("List-Unsubscribe-Post"));
        Assert.False(Parsed(Sealed(Settings with { Bounces = "" }, null)).Headers.Contains("List-Unsubscribe"));
    }

    [Fact]
    public void A_letter_has_the_headers_of_a_list()
    {
        var message = Parsed(Sealed(Settings, null));
        Assert.Equal("\"Energy watch\" <digest.example.org>", message.Headers["List-Id"]);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("bulk", message.Headers["Precedence"]);
        Assert.Equal("Ann \u201cthe\u201d Analyst", Assert.IsType<MailboxAddress>(Assert.Single(message.To)).Name);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 8, 30, 0, TimeSpan.FromHours(1)), message.Date);
    }

    [Fact]
    public void The_same_digest_is_the_same_bytes_signed_or_not()
    {
        Assert.Equal(Sealed(Settings, "https://news.example.org/").Message, Sealed(Settings, "https://news.example.org/").Message);
        var signed = Settings with { Dkim = Key(2048) };
        Assert.Equal(Sealed(signed, "https://news.example.org/").Message, Sealed(signed, "https://news.example.org/").Message);
    }

    [Fact]
    public void A_message_id_cannot_be_made_up_without_the_key()
    {
        var other = new LetterEnvelope(Settings, new SubscriptionLinks(new byte[32], null, Settings));
        Assert.NotEqual(other.MessageIdOf(Digest()), Sealed(Settings, null).MessageId);
    }

    [Theory]
    [InlineData("https://news.example.org/", "list-unsubscribe,list-unsubscribe-post")]
    [InlineData(null, "list-unsubscribe")]
    public void A_letter_is_signed_with_what_unsubscribes_from_it(string? address, string expected)
    {
        var letter = Sealed(Settings with { Dkim = Key(2048) }, address);
        var message = Parsed(letter);
        Assert.True(Verifies(message));
        var signed = message.Headers[HeaderId.DkimSignature]!.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal).Split(';').Single(part => part.StartsWith("h=", StringComparison.Ordinal))[2..].Split(':');
        Assert.Equal(expected.Split(','), signed.Where(name => name.StartsWith("list-unsubscribe", StringComparison.OrdinalIgnoreCase)).Select(name => name.ToLowerInvariant()));
        Assert.All<string>(["from", "to", "subject", "date", "message-id", "list-id"], name => Assert.Contains(name, signed, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_signature_breaks_when_the_letter_is_changed()
    {
        var text = Encoding.UTF8.GetString(Sealed(Settings with { Dkim = Key(2048) }, "https://news.example.org/").Message);
        foreach (var (what, by) in new[] { ("One story.", "Two stories."), ("unsubscribe/", "unsubscribe/x"), ("Subject: [", "Subject: (") })
        {
            Assert.Contains(what, text, StringComparison.Ordinal);
            Assert.False(Verifies(Parsed(Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal)))));
        }
    }

    [Fact]
    public void A_key_must_be_there_be_a_key_and_be_hidden_from_others()
    {
        var good = Key(2048);
        Assert.Empty(good.Problems());
        Assert.Contains("does not exist", Assert.Single((good with { KeyFile = _folder.In("none.pem") }).Problems()), StringComparison.Ordinal);
        File.WriteAllText(_folder.In("no.pem"), "no key");
        Hide(_folder.In("no.pem"));
        Assert.Contains("no private RSA key", Assert.Single((good with { KeyFile = _folder.In("no.pem") }).Problems()), StringComparison.Ordinal);
        Assert.Equal(2, (good with { Domain = "", Selector = "a b" }).Problems().Count());
        Assert.Single((good with { KeyFile = "" }).Problems());
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(good.KeyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Single(good.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_to_one_person_is_of_no_list()
    {
        var letter = new LetterEnvelope(Settings with { Dkim = Key(2048) }, Links.Of(Settings)).Sealed(Ann, "Please confirm", "Was it you?\n", Now);
        var message = Parsed(letter.Message);
        Assert.False(message.Headers.Contains("List-Unsubscribe"));
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal(letter.MessageId, message.MessageId);
        Assert.True(Verifies(message));
    }

    private static Subscriber Ann => new() { Address = "ann@example.org", Name = "Ann \u201cthe\u201d\r\nAnalyst", ZoneId = "Europe/Berlin" };

    private static Digest Digest() => new()
    {
        Subscription = new Subscription("ann@example.org|daily", Ann, new Schedule { Kind = ScheduleKind.Daily, Times = [new TimeOnly(8, 30)] }),
        Span = new WindowSpan(1, new Window(0, 3), null, Now),
        Sections = [],
        Stories = 1,
    };

    private static Letter Sealed(MailingSettings settings, string? address) =>
        new LetterEnvelope(settings, Links.Of(settings, address)).Sealed(Digest(), "[Energy watch] 1 new", "<p>One story.</p>", "One story.\n", null);

    private static MimeMessage Parsed(Letter letter) => Parsed(letter.Message);

    private static MimeMessage Parsed(byte[] message) => MimeMessage.Load(new MemoryStream(message), TestContext.Current.CancellationToken);

    /// <summary>Header lines as a receiver unfolds them.</summary>
    private static string[] HeaderLines(Letter letter) =>
        Encoding.UTF8.GetString(letter.Message).Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");

    private bool Verifies(MimeMessage message) =>
        new DkimVerifier(new Locator(_folder.In("dkim.pem"))).Verify(message, message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)], TestContext.Current.CancellationToken);

    /// <summary>Settings with a key made for this test.</summary>
    private DkimSettings Key(int bits)
    {
        var file = _folder.In("dkim.pem");
        if (!File.Exists(file))
        {
            using var key = RSA.Create(bits);
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
            Hide(file);
        }
        return new DkimSettings { Domain = "example.org", Selector = "s2026", KeyFile = file };
    }

    private static void Hide(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Stands in for the DNS, where the public half would be.</summary>
    private sealed class Locator(string file) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            Assert.Equal(("example.org", "s2026"), (domain, selector));
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return DotNetUtilities.GetRsaPublicKey(key);
        }

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
