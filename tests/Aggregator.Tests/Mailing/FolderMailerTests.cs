using Xunit;

namespace Aggregator.Mailing;

public sealed class FolderMailerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_letter_is_a_whole_file_and_nothing_else()
    {
        var outbox = _folder.In("data/outbox");
        var accepted = Assert.IsType<SendOutcome.Accepted>(await new FolderMailer(outbox).SendAsync(LetterOf("digest.1-2.abc@example.org"), Stop));
        Assert.Equal(accepted.Where, Assert.Single(Directory.GetFileSystemEntries(outbox)));
        Assert.EndsWith(".eml", accepted.Where, StringComparison.Ordinal);
        Assert.Equal("a letter"u8.ToArray(), await File.ReadAllBytesAsync(accepted.Where, Stop));
    }

    [Fact]
    public async Task The_same_letter_twice_leaves_one_file()
    {
        var mailer = new FolderMailer(_folder.In("outbox"));
        Assert.True(mailer.MayRepeat("a@example.org"));
        await mailer.SendAsync(LetterOf("digest.1-2.abc@example.org"), Stop);
        await mailer.SendAsync(LetterOf("digest.1-2.abc@example.org"), Stop);
        Assert.Single(Directory.GetFiles(_folder.In("outbox")));
        await mailer.SendAsync(LetterOf("digest.1-2.abc@example.com"), Stop);
        Assert.Equal(2, Directory.GetFiles(_folder.In("outbox")).Length);
    }

    [Theory]
    [InlineData("../../etc/passwd@example.org")]
    [InlineData("/absolute@example.org")]
    [InlineData("@")]
    [InlineData("a\0b:c*d@example.org")]
    public async Task A_letter_stays_in_its_folder_whatever_its_id(string id)
    {
        var accepted = Assert.IsType<SendOutcome.Accepted>(await new FolderMailer(_folder.In("outbox")).SendAsync(LetterOf(id), Stop));
        Assert.Equal(_folder.In("outbox"), Path.GetDirectoryName(Path.GetFullPath(accepted.Where)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_and_tried_again()
    {
        // A file in the place of the folder stops even an administrator.
        await File.WriteAllTextAsync(_folder.In("outbox"), "", Stop);
        var refused = Assert.IsType<SendOutcome.Refused>(await new FolderMailer(_folder.In("outbox")).SendAsync(LetterOf("a@example.org"), Stop));
        Assert.False(refused.IsFinal);
        Assert.Contains(_folder.In("outbox"), refused.Why, StringComparison.Ordinal);
    }

    private static FrozenLetter LetterOf(string id) => new(id, "analyst@example.org", "a letter"u8.ToArray());
}
