using Aggregator.Downloads;
using Xunit;
using static Aggregator.Files.MadePdf;

namespace Aggregator.Files;

public sealed class PdfReaderTests
{
    private static readonly string[] Ferry =
    [
        "The island has one ferry, and the ferry has one captain, who is also",
        "the harbour master. When he is ill, nothing sails, and the post piles up",
        "in the shed behind the slipway until he is well again.",
    ];

    [Fact]
    public void Lines_become_paragraphs_again()
    {
        var text = Read(new MadePdf().Page([.. Ferry, "", "", "A second captain would cost less than a week of silence."]));
        Assert.Equal(string.Join(' ', Ferry) + "\n\nA second captain would cost less than a week of silence.", text.Text);
        Assert.Equal((1, null), (text.Pages, text.Missing));
    }

    [Fact]
    public void A_word_broken_at_the_end_of_a_line_is_whole_again() =>
        Assert.Equal("The committee asked for a harbour as it would ask for a lighthouse.", Read(new MadePdf().Page("The committee asked for a har-", "bour as it would ask for a light-", "house.")).Text);

    [Fact]
    public void A_hyphen_stays_where_the_document_has_the_word_with_it() =>
        Assert.Contains("nothing but policy-making.", Read(new MadePdf().Page("They call it policy-making, and they do nothing but policy-", "making.")).Text, StringComparison.Ordinal);

    [Fact]
    public void Running_heads_and_page_numbers_are_gone_and_a_title_in_larger_letters_stays()
    {
        var text = Read(new MadePdf()
            .Printed(Line(72, 780, "Ferries without captains", 22), Column(72, 600, Ferry), Line(290, 40, "1"))
            .Printed(Line(72, 790, "Ferries without captains", 9), Column(72, 600, Ferry), Line(72, 40, "Harbour Institute | 2"))
            .Printed(Line(72, 790, "Ferries without captains", 9), Column(72, 600, Ferry), Line(72, 40, "Harbour Institute | 3")));
        Assert.Equal("Ferries without captains", text.Text.Split("\n\n")[0]);
        Assert.Single(text.Text.Split("Ferries without captains")[1..]);
        Assert.DoesNotContain("Harbour Institute", text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n1", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_read_one_after_the_other()
    {
        string[] left = ["The left column tells of the", "ferry and of the captain who", "keeps it, and of the tide."];
        string[] right = ["The right column tells of the", "post that waits in the shed", "until the captain is well."];
        var text = Read(new MadePdf().Printed(Column(72, 700, left), Column(320, 700, right))).Text;
        Assert.Equal($"{string.Join(' ', left)}\n\n{string.Join(' ', right)}", text);
    }

    [Fact]
    public void A_paragraph_that_a_page_breaks_goes_on_and_every_place_knows_its_page()
    {
        var text = Read(new MadePdf()
            .Printed(Column(72, 700, "The captain counts the barges every evening, and writes them down in a"))
            .Printed(Column(72, 700, "book that nobody reads."), Column(72, 600, "The book is full."))
            .Printed(Column(72, 700, "A new one was ordered.")));
        Assert.Equal("The captain counts the barges every evening, and writes them down in a book that nobody reads.\n\nThe book is full.\n\nA new one was ordered.", text.Text);
        Assert.Equal(1, PageStart.PageAt(text.Starts, 0));
        Assert.Equal(2, PageStart.PageAt(text.Starts, text.Text.IndexOf("The book is full", StringComparison.Ordinal)));
        Assert.Equal(3, PageStart.PageAt(text.Starts, text.Text.Length - 1));
        Assert.Null(PageStart.PageAt([], 7));
    }

    [Fact]
    public void A_file_tells_its_title_its_authors_and_when_it_was_made()
    {
        var text = Read(new MadePdf().Says("Title", "Ferries without captains").Says("Author", "Ada Quay; Tom Lock and The Harbour Institute").Says("CreationDate", "D:20261113093000+01'00'").Page(Ferry));
        Assert.Equal("Ferries without captains", text.Title);
        Assert.Equal(["Ada Quay", "Tom Lock", "The Harbour Institute"], text.Authors);
        Assert.Equal(("2026-11-13T09:30:00+01:00", "en"), (text.Made.ToString(), text.Language));
    }

    [Fact]
    public void Authors_beyond_the_most_of_a_file_are_told()
    {
        var text = Read(new MadePdf().Says("Author", string.Join("; ", Enumerable.Range(0, 23).Select(at => $"Ada {(char)('A' + at)}quay"))).Page(Ferry));
        Assert.Equal((20, "Of its authors 20 are kept; 3 more are named."), (text.Authors.Count, text.Missing));
    }

    [Theory]
    [InlineData("Microsoft Word - ferries final v3.doc")]
    [InlineData("ferries final v3.docx")]
    [InlineData("PowerPoint Presentation")]
    [InlineData("Untitled document")]
    [InlineData("Layout 1")]
    [InlineData("ferries_without_captains")]
    [InlineData("")]
    public void A_title_that_a_program_gave_is_none(string title) => Assert.Null(Read(new MadePdf().Says("Title", title).Page(Ferry)).Title);

    [Theory]
    [InlineData("Microsoft Office User")]
    [InlineData("aquay")]
    [InlineData("HARBOUR\\aquay")]
    [InlineData("ada quay@harbour.example")]
    public void An_account_is_no_author(string author) => Assert.Empty(Read(new MadePdf().Says("Author", author).Page(Ferry)).Authors);

    [Fact]
    public void A_clock_that_was_never_set_gives_no_date() => Assert.Null(Read(new MadePdf().Says("CreationDate", "D:19700101000000Z").Page(Ferry)).Made);

    [Fact]
    public void A_scan_says_that_it_is_pictures() =>
        Assert.Equal("The PDF has no text: its pages are pictures, as a scanner makes them.", Refused(new MadePdf().Drawn("72 72 300 300 re f").Bytes()));

    [Fact]
    public void An_encrypted_file_says_so() => Assert.Equal("The PDF is encrypted: it opens with a password only.", Refused(new MadePdf
    {
        Trailer = $"/ID [<{new string('1', 32)}> <{new string('1', 32)}>] /Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O <{new string('5', 64)}> /U <{new string('6', 64)}>>>",
    }.Page(Ferry).Bytes()));

    [Fact]
    public void A_file_without_pages_says_so() => Assert.Equal("The PDF has no pages.", Refused(new MadePdf().Bytes()));

    [Fact]
    public void What_does_not_begin_like_a_PDF_is_not_opened() => Assert.Equal("The file is said to be a PDF, but does not begin like one.", Refused("<html>Please log in.</html>"u8.ToArray()));

    [Fact]
    public void A_page_that_unpacks_to_gigabytes_costs_that_page_only()
    {
        var text = Read(new MadePdf().Page(Ferry).Drawn(new string(' ', 9 << 20), isPacked: true).Page("The third page is whole, and says so in a line."));
        Assert.Equal((3, "Page 2 could not be read."), (text.Pages, text.Missing));
        Assert.EndsWith("The third page is whole, and says so in a line.", text.Text, StringComparison.Ordinal);
        Assert.Equal([1, 3], text.Starts.Select(start => start.Page));
    }

    [Fact]
    public void A_book_is_read_up_to_its_limit_and_says_where_that_is()
    {
        var book = new MadePdf();
        for (var page = 0; page < PdfReader.MostPages + 1; page++)
            book.Printed(Column(72, 600, Ferry));
        var text = Read(book);
        Assert.Equal((PdfReader.MostPages + 1, "The text ends with the paragraph that begins on page 400: no more is kept of one file."), (text.Pages, text.Missing));
    }

    [Fact]
    public void A_file_that_is_one_paragraph_and_longer_than_is_kept_gives_its_beginning()
    {
        var page = new PdfBlock([.. Enumerable.Repeat(new PdfLine(string.Join(' ', Enumerable.Repeat("tide", 100)), 72, 11), 200)], 0.9, 0.1);
        var (text, starts, isWhole) = PrintedText.Of([.. Enumerable.Repeat<IReadOnlyList<PdfBlock>>([page], 7)], [.. Enumerable.Range(1, 7)]);
        Assert.False(isWhole);
        Assert.Equal([new PageStart(1, 0)], starts);
        Assert.InRange(text.Length, PdfReader.MostCharacters - 10, PdfReader.MostCharacters);
        Assert.EndsWith(" tide tide…", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/pdf", "", true)]
    [InlineData("application/octet-stream", "%PDF-1.7", true)]
    [InlineData(null, "\r\n%PDF-1.4", true)]
    [InlineData("text/html", "<p>A page about %PD files.</p>", false)]
    public void A_PDF_is_known_by_what_is_said_or_by_how_it_begins(string? type, string start, bool isPdf) =>
        Assert.Equal(isPdf, PdfReader.IsPdf(new Download { Body = System.Text.Encoding.ASCII.GetBytes(start), ContentType = type }));

    [Fact]
    public void Reading_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => PdfReader.Read(new MadePdf().Page(Ferry).Bytes(), stop.Token));
    }

    private static PdfText Read(MadePdf pdf) => Assert.IsType<PdfOutcome.Read>(PdfReader.Read(pdf.Bytes(), TestContext.Current.CancellationToken)).Text;

    private static string Refused(byte[] pdf) => Assert.IsType<PdfOutcome.Unreadable>(PdfReader.Read(pdf, TestContext.Current.CancellationToken)).Why;
}
