using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Xunit;

namespace Aggregator.Mailing;

public sealed class LetterDeskTests
{
    private static readonly MailingSettings Settings = new() { From = "Aggregator <news@example.org>", List = "Energy", Bounces = "bounces@example.org" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_letter_ends_what_its_header_ends()
    {
        var letter = await WriteAsync("ann@example.org", "https://news.example.org/");
        var message = MimeMessage.Load(new MemoryStream(letter.Message), Stop);
        var header = message.Headers[HeaderId.ListUnsubscribe]!.Split('<', '>')[1];
        Assert.StartsWith("https://news.example.org/unsubscribe/", header, StringComparison.Ordinal);
        Assert.Contains($"href=\"{header}\"", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(header, message.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://news.example.org/manage/", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_pages_the_letter_is_ended_by_mail() =>
        Assert.Contains("mailto:bounces@example.org?subject=unsubscribe", (await WriteAsync("ann@example.org", null)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://hooks.example.org/in")]
    [InlineData("file:energy.atom")]
    public async Task Programs_and_feeds_get_json_and_the_same_each_time(string recipient)
    {
        var letter = await WriteAsync(recipient, "https://news.example.org/");
        Assert.Equal(letter.MessageId, DigestJson.Read(letter.Message)!.Id);
        Assert.Equal(letter.Message, (await WriteAsync(recipient, null)).Message);
    }

    private static async Task<Letter> WriteAsync(string recipient, string? address)
    {
        var links = Links.Of(Settings, address);
        var envelope = new LetterEnvelope(Settings, links);
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var desk = new LetterDesk(new LetterWriter(Settings, envelope, services, NullLoggerFactory.Instance), envelope, links, Settings);
        return await desk.WriteAsync(SomeDigest.To(recipient, SomeDigest.Entry(7)), Stop);
    }
}
