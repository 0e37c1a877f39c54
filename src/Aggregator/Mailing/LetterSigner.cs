using MimeKit;
using MimeKit.Cryptography;

namespace Aggregator.Mailing;

/// <summary>Signs letters by DKIM (RFC 6376) when they are frozen: the same letter has the same signature, whenever it is made.</summary>
internal sealed class LetterSigner
{
    private static readonly HeaderId[] Signed =
    [
        HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId, HeaderId.MimeVersion, HeaderId.ContentType,
        // RFC 8058 demands these two; the others are what filters of lists go by.
        HeaderId.ListUnsubscribe, HeaderId.ListUnsubscribePost, HeaderId.ListId, HeaderId.AutoSubmitted, HeaderId.Precedence,
    ];

    private readonly DkimSettings _settings;
    private readonly byte[] _key;

    private LetterSigner(DkimSettings settings) => (_settings, _key) = (settings, File.ReadAllBytes(settings.KeyFile));

    /// <summary>Null when no key is set.</summary>
    public static LetterSigner? Of(DkimSettings settings) => settings.KeyFile.Length == 0 ? null : new LetterSigner(settings);

    public void Sign(MimeMessage message)
    {
        // The body is changed no more after this.
        message.Prepare(EncodingConstraint.SevenBit);
        using var key = new MemoryStream(_key);
        var signer = new DatedSigner(key, _settings, message.Date)
        {
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        };
        signer.Sign(message, [.. Signed.Where(header => message.Headers.Contains(header) || header == HeaderId.MimeVersion || header == HeaderId.ContentType)]);
    }

    /// <summary>Signs as of the letter's own date.</summary>
    private sealed class DatedSigner(Stream key, DkimSettings settings, DateTimeOffset date) : DkimSigner(key, settings.Domain, settings.Selector, DkimSignatureAlgorithm.RsaSha256)
    {
        protected override long GetTimestamp() => date.ToUnixTimeSeconds();
    }
}
