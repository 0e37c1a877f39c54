using System.Text.Json;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Mailing;

public sealed class WebhookMailerTests
{
    private const string Hook = "https://hooks.example.org/in/secret-token";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "accepted")]
    [InlineData(204, "accepted")]
    [InlineData(301, "never")]
    [InlineData(400, "never")]
    [InlineData(410, "never")]
    [InlineData(408, "later")]
    [InlineData(425, "later")]
    [InlineData(429, "later")]
    [InlineData(500, "later")]
    [InlineData(503, "later")]
    public async Task A_webhook_is_believed(int status, string expected)
    {
        var outcome = await SendAsync(new PostOutcome.Answered(status));
        Assert.Equal(expected, outcome switch
        {
            SendOutcome.Accepted => "accepted",
            SendOutcome.Refused { IsFinal: true } => "never",
            SendOutcome.Refused => "later",
            _ => "in doubt",
        });
        Assert.DoesNotContain("secret-token", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_never_left_is_tried_again_and_what_may_have_arrived_may_be_repeated()
    {
        Assert.False(Assert.IsType<SendOutcome.Refused>(await SendAsync(new PostOutcome.NotSent("No connection.", IsForbidden: false))).IsFinal);
        Assert.True(Assert.IsType<SendOutcome.Refused>(await SendAsync(new PostOutcome.NotSent("A private address.", IsForbidden: true))).IsFinal);
        Assert.IsType<SendOutcome.Ambiguous>(await SendAsync(new PostOutcome.NoAnswer("It broke off.")));
        Assert.True(new WebhookMailer((_, _, _, _) => throw new InvalidOperationException()).MayRepeat(Hook));
    }

    [Theory]
    [InlineData("http://hooks.example.org/")]
    [InlineData("https://user:password@hooks.example.org/")]
    [InlineData("https:///nothing")]
    public async Task A_webhook_has_https_and_no_password(string address)
    {
        var asked = 0;
        var mailer = new WebhookMailer((_, _, _, _) => Task.FromResult<PostOutcome>(new PostOutcome.Answered(200 + asked++)));
        Assert.True(Assert.IsType<SendOutcome.Refused>(await mailer.SendAsync(new FrozenLetter("id", address, []), Stop)).IsFinal);
        Assert.Equal(0, asked);
    }

    [Fact]
    public void A_digest_for_programs_says_all_that_a_letter_says()
    {
        var letter = SomeDigest.Frozen(SomeDigest.To(Hook, SomeDigest.Entry(7) with { Missing = "Its page 2 is missing." }, SomeDigest.Entry(8) with { Copies = [9, 10], Doubt = "It looks like a bot wall.", Summary = null, Via = "www.wire.example" }));
        var root = JsonDocument.Parse(letter.Message).RootElement;
        Assert.Equal("aggregator-digest-1", root.GetProperty("schema").GetString());
        Assert.Equal(letter.MessageId, root.GetProperty("id").GetString());
        Assert.Equal((1, 300), (root.GetProperty("window").GetProperty("first").GetInt64(), root.GetProperty("window").GetProperty("last").GetInt64()));
        var entries = root.GetProperty("sections")[0].GetProperty("entries");
        Assert.Equal("https://rusi.example/7?a=1&b=2", entries[0].GetProperty("link").GetString());
        Assert.Equal("Its page 2 is missing.", entries[0].GetProperty("missing").GetString());
        Assert.Equal([9L, 10L], entries[1].GetProperty("copies").EnumerateArray().Select(copy => copy.GetInt64()));
        Assert.False(entries[1].TryGetProperty("summary", out _));
        Assert.Equal(letter.Message, DigestJson.Read(letter.Message)!.Written());
    }

    [Theory]
    [InlineData("analyst@example.org", "mail")]
    [InlineData("https://hooks.example.org/in", "webhook")]
    [InlineData("file:energy.atom", "feed")]
    public async Task Each_letter_goes_the_way_of_its_recipient(string recipient, string expected)
    {
        var (mail, webhooks, feeds) = (new NotedMailer("mail"), new NotedMailer("webhook"), new NotedMailer("feed"));
        var router = new MailRouter(mail, webhooks, feeds);
        Assert.Equal(expected, Assert.IsType<SendOutcome.Accepted>(await router.SendAsync(new FrozenLetter("id", recipient, []), Stop)).Where);
        await router.RestAsync(Stop);
        Assert.All(new[] { mail, webhooks, feeds }, mailer => Assert.True(mailer.HasRested));
    }

    private static Task<SendOutcome> SendAsync(PostOutcome outcome) => new WebhookMailer((address, json, key, _) =>
    {
        Assert.Equal((Hook, "id", 1), (address.AbsoluteUri, key, json.Length));
        return Task.FromResult(outcome);
    }).SendAsync(new FrozenLetter("id", Hook, [1]), Stop);

    /// <summary>Says its name.</summary>
    private sealed class NotedMailer(string name) : IMailer
    {
        public bool HasRested { get; private set; }

        public bool MayRepeat(string recipient) => false;

        public Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop) => Task.FromResult<SendOutcome>(new SendOutcome.Accepted(name));

        public Task RestAsync(CancellationToken stop)
        {
            HasRested = true;
            return Task.CompletedTask;
        }
    }
}
