using System.Text.RegularExpressions;
using MimeKit;
using Xunit;
using static Aggregator.Mailing.SampleLetters;

namespace Aggregator.Mailing;

public sealed partial class LetterLookTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Parts_stand_in_the_order_that_was_set_and_none_is_lost()
    {
        var letter = await WriteAsync(Full(), With(new LookSettings { Sections = ["problems", "Undated"] }), LetterLinks.None);
        string[] titles = ["Sources with problems", "Without a date", "Energy under blockade", "Spare ships", "Institute for Coasts", "Harbour Forum", "Grid &amp; Sea Review"];
        Assert.Equal(titles, Titles().Matches(letter.Html).Select(match => match.Groups[1].Value));
        Assert.Equal(titles.Length, titles.Select(title => letter.Text.IndexOf($"\n{title.Replace("&amp;", "&", StringComparison.Ordinal)}", StringComparison.Ordinal)).Where(at => at > 0).Order().Count());
        // The headline of the subject is that of the first story shown.
        Assert.Contains("52 new: Insurance at the End of the World", letter.Subject, StringComparison.Ordinal);
        Assert.True(letter.Text.IndexOf("12 more stories", StringComparison.Ordinal) > letter.Text.IndexOf("\nGrid & Sea Review\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_of_the_user_keeps_its_lines_and_is_never_markup()
    {
        var letter = await WriteAsync(Full(), With(new LookSettings { Header = "For <b>members</b>\r\n@(1+1) {{x}}", Footer = "\nHarbour Street 1\nPort Example\n" }), LetterLinks.None);
        Assert.Contains("For &lt;b&gt;members&lt;/b&gt;<br>@(1&#x2B;1) {{x}}</p>", letter.Html, StringComparison.Ordinal);
        Assert.Contains("Harbour Street 1<br>Port Example</p>", letter.Html, StringComparison.Ordinal);
        Assert.Contains("\nFor <b>members</b>\n@(1+1) {{x}}\n", letter.Text, StringComparison.Ordinal);
        Assert.Contains("\nHarbour Street 1\nPort Example", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_those_that_were_set_and_a_dark_one_is_made_where_none_is()
    {
        var set = await WriteAsync(Full(), With(new LookSettings { Accent = "#7A1F3D", AccentOnDark = "#ffb3c7" }), LetterLinks.None);
        Assert.Contains("border-top:5px solid #7a1f3d", set.Html, StringComparison.Ordinal);
        Assert.Contains(".a { color: #ffb3c7 !important; }", set.Html, StringComparison.Ordinal);
        var made = await WriteAsync(Full(), With(new LookSettings { Accent = "#7a1f3d" }), LetterLinks.None);
        Assert.DoesNotContain(".a { color: #7a1f3d !important; }", made.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_colour_has_a_light_one_of_its_kind_that_can_be_read_on_dark()
    {
        for (var code = 0; code < 0x1000000; code += 0x0A0B0D)
        {
            var colour = new Colour((byte)(code >> 16), (byte)(code >> 8), (byte)code);
            Assert.True(colour.LightOn(LetterLook.Dark).ContrastWith(LetterLook.Dark) >= Colour.Readable, $"{colour} → {colour.LightOn(LetterLook.Dark)}");
        }
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21.0)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#ff0000", "#ffffff", 4.0)]
    [InlineData("#ffffff", "#ffffff", 1.0)]
    public void Contrast_is_that_of_the_guidelines(string one, string other, double contrast) =>
        Assert.Equal(contrast, Colour.Parse(one)!.Value.ContrastWith(Colour.Parse(other)!.Value), 0.01);

    [Fact]
    public async Task A_logo_travels_with_the_letter_and_nothing_is_fetched()
    {
        var letter = await WriteAsync(Full(), With(new LookSettings { Logo = FileOf(Gif) }), LetterLinks.None);
        var image = Assert.Single(Parsed(letter).BodyParts.OfType<MimePart>(), part => part.ContentType.MediaType == "image");
        Assert.Contains($"<img src=\"cid:{image.ContentId}\" alt=\"Think tanks\" width=\"168\" height=\"56\"", letter.Html, StringComparison.Ordinal);
        using var bytes = new MemoryStream();
        await image.Content!.DecodeToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(Gif, bytes.ToArray());
        Assert.Equal("image/gif", image.ContentType.MimeType);
        Assert.Equal(letter.Html, Parsed(letter).HtmlBody!.ReplaceLineEndings("\n"));
        Assert.Equal(letter.Message, (await WriteAsync(Full(), With(new LookSettings { Logo = FileOf(Gif) }), LetterLinks.None)).Message);
    }

    [Fact]
    public void The_size_of_each_kind_of_picture_is_read()
    {
        byte[] png = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 1, 0x2C, 0, 0, 0, 60, 8, 2, 0, 0, 0];
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 60, 1, 0x2C, 1, 1, 0x11, 0, 0xFF, 0xD9];
        Assert.Equal((300, 60, "png"), SizeOf(png));
        Assert.Equal((300, 60, "jpeg"), SizeOf(jpeg));
        Assert.Equal((240, 80, "gif"), SizeOf(Gif));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG, JPEG or GIF")]
    [InlineData("GIF89a", "no PNG, JPEG or GIF")]
    [InlineData("", "no PNG, JPEG or GIF")]
    public void A_file_that_is_no_picture_is_told(string text, string why) =>
        Assert.Contains(why, Assert.Single(new LookSettings { Logo = FileOf(System.Text.Encoding.Latin1.GetBytes(text)) }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void A_picture_cut_short_is_told_and_breaks_nothing()
    {
        byte[][] whole = [[0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 60, 1, 0x2C, 1], Gif[..10], [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 1, 0x2C, 0, 0, 0, 60]];
        Assert.All(whole, bytes => Assert.All(Enumerable.Range(0, bytes.Length - 1), length => Assert.Single(new LookSettings { Logo = FileOf(bytes[..length]) }.Problems())));
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_look_is_told_at_once()
    {
        string[] problems = [.. new MailingSettings
        {
            Look = new LookSettings
            {
                Header = new string('x', 2_001), Footer = new string('x', 2_001), Accent = "#ffdd00", AccentOnDark = "#1f4e5f", Logo = FileOf(new byte[100_001]), Sections = ["watches", "news", "Watches"],
            },
        }.Problems()];
        Assert.Equal(
            [
                "Mailing:Look:Header has 2001 characters; 2000 are the most.", "Mailing:Look:Footer has 2001 characters; 2000 are the most.",
                "Mailing:Look:Accent #ffdd00 cannot be read on white: its contrast is 1.3, and text needs 4.5.", "Mailing:Look:AccentOnDark #1f4e5f cannot be read on the dark #1d2326: its contrast is 1.8, and text needs 4.5.",
                $"Mailing:Look:Logo '{_folder.In("logo")}' cannot be used: it has more than 100 kB, which every letter would carry.",
                "Mailing:Look:Sections has 'news', which is none of watches, subjects, undated, problems.", "Mailing:Look:Sections has 'watches' twice.",
            ], problems);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#fff")]
    [InlineData("#12345g")]
    [InlineData("#123456;}body{display:none")]
    [InlineData("#123456\n")]
    public void What_is_no_colour_is_told(string accent) =>
        Assert.EndsWith("is not a colour: write it as #1f4e5f.", Assert.Single(new LookSettings { Accent = accent }.Problems()), StringComparison.Ordinal);

    [Theory]
    [InlineData("no-such-file.png")]
    [InlineData("bad\0path")]
    [InlineData("https://tracker.example/logo.png")]
    public void A_logo_that_is_no_file_here_is_told(string path) =>
        Assert.Contains("cannot be used: it cannot be read", Assert.Single(new LookSettings { Logo = path }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void The_usual_look_is_a_good_one() => Assert.Empty(new LookSettings().Problems());

    private static MailingSettings With(LookSettings look) => Settings with { Look = look };

    private static (int, int, string) SizeOfImage(LogoImage image) => (image.Width, image.Height, image.Subtype);

    private (int, int, string) SizeOf(byte[] bytes) => SizeOfImage(LogoImage.Read(FileOf(bytes), out _)!);

    private string FileOf(byte[] bytes)
    {
        File.WriteAllBytes(_folder.In("logo"), bytes);
        return _folder.In("logo");
    }

    [GeneratedRegex("<h2[^>]*>([^<]*)")]
    private static partial Regex Titles();
}
