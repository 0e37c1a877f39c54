using System.Text.RegularExpressions;
using Aggregator.Text;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>Reads what comes back: delivery reports (RFC 3464), complaints (RFC 5965) and mails to unsubscribe. It believes nothing: the tokens it finds are for others to judge.</summary>
internal static partial class BounceReader
{
    private const int MostTokens = 20;

    private static readonly string[] ReturnHeaders = ["To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

    /// <summary>Null for a mail that is nothing of the kind, or tells only of a delay: then the server goes on trying.</summary>
    public static Bounce? Read(MimeMessage message)
    {
        var (parts, original) = (message.BodyParts.ToList(), Original(message));
        if (parts.OfType<MessageFeedbackReport>().FirstOrDefault() is { Fields: { } report })
            return Complaint(message, report, original);
        if (parts.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status)
            return Delivery(message, status, original);
        return IsUnsubscribe(message)
            ? new Bounce { Kind = BounceKind.Unsubscribe, Recipient = message.From.Mailboxes.FirstOrDefault()?.Address, Why = "asked by mail", Tokens = TokensIn([message.Subject ?? ""]) }
            : null;
    }

    /// <summary>The first enhanced status (RFC 3463) in some words, as 5.1.1; null when there is none.</summary>
    public static string? StatusIn(string words) => Status().Match(words) is { Success: true } found ? found.Value : null;

    private static Bounce? Complaint(MimeMessage message, HeaderList report, HeaderList? original)
    {
        // Of the kinds of reports only these are a reader's wish; "not-spam" is the contrary.
        var kind = report["Feedback-Type"]?.Trim().ToLowerInvariant();
        if (kind is not ("abuse" or "opt-out" or "fraud" or "virus" or "other" or "complaint"))
            return null;
        return new Bounce
        {
            Kind = BounceKind.Complaint,
            Recipient = AddressIn(report["Original-Rcpt-To"]),
            Why = $"the reader called it '{kind}'",
            MessageId = MessageIdOf(original),
            Tokens = Tokens(message, original, report["Original-Mail-From"]),
        };
    }

    private static Bounce? Delivery(MimeMessage message, MessageDeliveryStatus status, HeaderList? original)
    {
        // The first group is about the message; each of the others about one recipient. A letter of ours has one.
        var failed = status.StatusGroups.Skip(1).FirstOrDefault(group => group["Action"]?.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase) == true);
        if (failed is null)
            return null;
        var said = PlainText.Shortened(PlainText.OneLine(failed["Diagnostic-Code"] ?? ""), 300);
        var code = StatusIn(failed["Status"] ?? "") ?? StatusIn(said);
        return new Bounce
        {
            Kind = IsHard(code) ? BounceKind.Hard : BounceKind.Soft,
            Recipient = AddressIn(failed["Original-Recipient"]) ?? AddressIn(failed["Final-Recipient"]),
            Code = code,
            Why = said.Length > 0 ? said : code ?? "no reason given",
            MessageId = MessageIdOf(original),
            Tokens = Tokens(message, original, null),
        };
    }

    /// <summary>5.x.x is final. But a full mailbox empties, a letter may be too large for once, and what is refused by policy tells of us, not of the address.</summary>
    private static bool IsHard(string? code) =>
        code is not null && code.StartsWith("5.", StringComparison.Ordinal) && code is not ("5.2.2" or "5.2.3" or "5.3.4") && !code.StartsWith("5.7.", StringComparison.Ordinal);

    private static bool IsUnsubscribe(MimeMessage message) =>
        (message.Subject ?? "").Contains("unsubscribe", StringComparison.OrdinalIgnoreCase) && !IsAutomatic(message);

    /// <summary>An answering machine quotes the subject; it has no wish of its own.</summary>
    private static bool IsAutomatic(MimeMessage message) => message.Headers["Auto-Submitted"]?.Trim() is { } how && !how.StartsWith("no", StringComparison.OrdinalIgnoreCase);

    /// <summary>The headers of the letter that came back: whole, or only they.</summary>
    private static HeaderList? Original(MimeMessage message)
    {
        if (message.Body is not Multipart report)
            return null;
        foreach (var part in report)
        {
            if (part is MessagePart { Message: { } whole })
                return whole.Headers;
            if (part is TextPart { ContentType.MediaSubtype: var kind } headers && kind.Equals("rfc822-headers", StringComparison.OrdinalIgnoreCase))
                return HeadersIn(headers);
        }
        return null;
    }

    private static HeaderList? HeadersIn(TextPart part)
    {
        using var text = new MemoryStream();
        part.Content?.DecodeTo(text);
        text.Position = 0;
        try
        {
            return HeaderList.Load(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? MessageIdOf(HeaderList? original) =>
        original?[HeaderId.MessageId] is { } id && MimeKit.Utils.MimeUtils.EnumerateReferences(id).FirstOrDefault() is { } parsed ? parsed : null;

    private static IReadOnlyList<string> Tokens(MimeMessage message, HeaderList? original, string? sender) => TokensIn(
    [
        .. ReturnHeaders.SelectMany(name => message.Headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)),
        sender ?? "", original?["Return-Path"] ?? "", original?[HeaderId.ListUnsubscribe] ?? "",
    ]);

    private static IReadOnlyList<string> TokensIn(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => Word().Matches(text).Select(match => match.Value)).Where(word => LinkToken.Read(word) is not null).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostTokens)];

    /// <summary>What stands behind "rfc822;".</summary>
    private static string? AddressIn(string? field) => field is null ? null : PlainText.OneLine(field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..]).Trim('<', '>', ' ');

    [GeneratedRegex(@"\b[245]\.[0-9]{1,3}\.[0-9]{1,3}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Status();

    [GeneratedRegex("[A-Za-z2-7]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
