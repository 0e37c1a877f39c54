using Aggregator.House;
using Xunit;

namespace Aggregator.Files;

/// <summary>What the reader of PDFs promises for files that no program wrote. A failure names the damage: its number makes the same again.</summary>
public sealed class PdfFuzzTests
{
    private const int Mutants = 400;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    private static readonly byte[] Whole = new MadePdf()
        .Says("Title", "Ferries without captains").Says("Author", "Ada Quay").Says("CreationDate", "D:20261113093000Z")
        .Page("The island has one ferry, and the ferry has one captain, who is also", "the harbour master. When he is ill, nothing sails.")
        .Drawn(MadePdf.Column(72, 700, "A packed page, which a flipped bit makes into something else."), isPacked: true)
        .Drawn("/X Do", "/XObject <</X 11 0 R>>")
        .With("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</Font <</F 3 0 R>>>>", MadePdf.Line(72, 700, "A part that a page draws."))
        .Bytes();

    [Fact]
    public void The_file_that_is_damaged_is_read_when_it_is_whole()
    {
        var text = Assert.IsType<PdfOutcome.Read>(PdfReader.Read(Whole, CancellationToken.None)).Text;
        Assert.Equal((3, null), (text.Pages, text.Missing));
        Assert.EndsWith("A part that a page draws.", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_with_a_sentence_and_never_throws()
    {
        var now = 0;
        var refused = Watchdog.Run(Limit, () => $"damage {now}", () =>
        {
            var count = 0;
            for (now = 0; now < Mutants; now++)
            {
                switch (PdfReader.Read(Damaged(now), CancellationToken.None))
                {
                    case PdfOutcome.Unreadable bad:
                        Assert.True(bad.Why.EndsWith('.') && !bad.Why.Any(char.IsControl), $"damage {now}: {bad.Why}");
                        count++;
                        break;
                    case PdfOutcome.Read { Text: var read }:
                        Assert.True(read.Text.Length > 0 && read.Text.Length <= PdfReader.MostCharacters, $"damage {now}: {read.Text.Length} characters");
                        Assert.True(read.Starts.All(start => start.Place < read.Text.Length && start.Page <= PdfReader.MostPages), $"damage {now}: {string.Join(' ', read.Starts)}");
                        break;
                }
            }
            return count;
        }).Result;
        // Damage that breaks everything or nothing would show little.
        Assert.InRange(refused, Mutants / 20, Mutants * 19 / 20);
    }

    private static byte[] Damaged(int number)
    {
        var random = new Random(number);
        var bytes = (byte[])Whole.Clone();
        for (var flips = 1 + random.Next(8); flips > 0; flips--)
            bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(bytes[random.Next(bytes.Length)] ^ (1 << random.Next(8)));
        var at = random.Next(8, bytes.Length);
        return random.Next(4) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(200))..]],
            _ => bytes,
        };
    }
}
