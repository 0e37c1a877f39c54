using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Aggregator.Downloads;
using Aggregator.Text;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Aggregator.Fetching;

/// <summary>Makes an outcome, or the address to ask instead, of what a server answered.</summary>
internal sealed class AnswerReader(TimeProvider clock)
{
    /// <summary>2^23 bytes, the most that a sender may count on (RFC 9659): without it a body could ask for gigabytes.</summary>
    private const int ZstdWindow = 23;

    /// <summary>How long a refusal's body is worth waiting for.</summary>
    private static readonly TimeSpan LongestExcerpt = TimeSpan.FromSeconds(3);

    public async Task<Answer> ReadAsync(HttpResponseMessage response, Question question, CancellationToken stop)
    {
        if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            return Redirected(response, question);
        if (response.StatusCode == HttpStatusCode.NotModified)
            return new Answer.Final(question.Validators == Validators.None
                ? new FetchOutcome.Failed(FetchFailure.ServerError, $"{question.Host} answered 304 Not Modified, though it was not told what to compare with.")
                : new FetchOutcome.NotModified { Served = ServedBy(response) });
        return response.IsSuccessStatusCode ? await FetchedAsync(response, question, stop) : await RefusedAsync(response, question, stop);
    }

    private static Answer Redirected(HttpResponseMessage response, Question question)
    {
        var isForGood = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
        var named = response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.Distinct(StringComparer.Ordinal).ToList() : [];
        return named switch
        {
            [] => Answer.Failed(FetchFailure.Redirects, $"{question.Host} answered {Status(response)}, but does not say where to."),
            [var location] when Target(question.Address, location) is { } next => new Answer.Elsewhere(next, isForGood),
            [_] => Answer.Failed(FetchFailure.Redirects, $"{question.Host} leads to an address that cannot be read."),
            _ => Answer.Failed(FetchFailure.Redirects, $"{question.Host} leads to {named.Count} addresses at once."),
        };
    }

    /// <summary>Where a Location leads: read as UTF-8 where it is that, without the breaks that browsers drop, and nowhere with other control characters.</summary>
    private static Uri? Target(Uri from, string location)
    {
        var text = location;
        if (text.Any(c => c > 0x7F))
            try
            {
                text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(text));
            }
            catch (DecoderFallbackException)
            {
                // Then it is Latin-1, as it came.
            }
        text = text.Trim().Replace("\t", "", StringComparison.Ordinal);
        return text.Length is 0 or > WebAddress.MaxLength || text.Any(char.IsControl) || !Uri.TryCreate(from, text, out var next) ? null : next;
    }

    private async Task<Answer> FetchedAsync(HttpResponseMessage response, Question question, CancellationToken stop)
    {
        await using var stream = await UnpackedAsync(response, stop);
        var (body, isWhole) = await BodyAsync(stream, question.MaxBytes, stop);
        if (!isWhole && !question.MayBeCut)
            return Answer.Failed(FetchFailure.TooLarge, $"{question.Host} sent more than {question.MaxBytes / 1024 / 1024.0:0.#} MiB; the limit is Fetching:MaxBytes.");
        if (BotWall.Behind((int)response.StatusCode, name => Header(response, name), body.Span) is { } wall)
            return Blocked(response, question, wall);
        var validators = new Validators(Header(response, "ETag"), Header(response, "Last-Modified"));
        var download = new Download { Body = body, Address = question.Address, ContentType = Header(response, "Content-Type"), LastModified = HttpDate.Read(validators.LastModified) };
        return new Answer.Final(new FetchOutcome.Fetched(download, validators) { Served = ServedBy(response) });
    }

    private async Task<Answer> RefusedAsync(HttpResponseMessage response, Question question, CancellationToken stop)
    {
        var status = (int)response.StatusCode;
        if (BotWall.Behind(status, name => Header(response, name), (await ExcerptAsync(response, stop)).Span) is { } wall)
            return Blocked(response, question, wall);
        return new Answer.Final(new FetchOutcome.Failed(Kind(status), $"{question.Host} answered {Status(response)}.") { RetryAfter = RetryAfter(response) }) { IsTooOften = status == 429 };
    }

    private Answer Blocked(HttpResponseMessage response, Question question, string wall)
    {
        var why = $"{question.Host} lets no program in: its answer ({(int)response.StatusCode}) is a challenge{(wall.StartsWith("a ", StringComparison.Ordinal) ? " for people" : $" of {wall}")}.";
        return new Answer.Final(new FetchOutcome.Failed(FetchFailure.Blocked, why) { RetryAfter = RetryAfter(response), Advice = BotWall.Advice });
    }

    /// <summary>The beginning of a refusal's body; nothing when it does not come soon: the status says enough.</summary>
    private static async Task<ReadOnlyMemory<byte>> ExcerptAsync(HttpResponseMessage response, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(LongestExcerpt);
        try
        {
            await using var stream = await UnpackedAsync(response, soon.Token);
            return (await BodyAsync(stream, BotWall.MaxBytes, soon.Token)).Body;
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return default;
        }
    }

    /// <summary>The body, unpacked; what .NET's handler cannot unpack is unpacked here.</summary>
    private static async Task<Stream> UnpackedAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var stream = await response.Content.ReadAsStreamAsync(stop);
        switch (response.Content.Headers.ContentEncoding.LastOrDefault()?.ToLowerInvariant())
        {
            case "zstd":
                var unpacking = new DecompressionStream(stream, leaveOpen: false);
                unpacking.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindow);
                return unpacking;
            case "x-gzip":
                return new GZipStream(stream, CompressionMode.Decompress);
            default:
                return stream;
        }
    }

    /// <summary>The body up to the limit, and whether that was all of it. Counted after decompression.</summary>
    private static async Task<(ReadOnlyMemory<byte> Body, bool IsWhole)> BodyAsync(Stream stream, int limit, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            for (int read; (read = await ReadAsync(stream, buffer, stop)) > 0;)
            {
                var room = (int)Math.Min(read, limit - body.Length);
                body.Write(buffer, 0, room);
                if (room < read)
                    return (body.ToArray(), false);
            }
            return (body.ToArray(), true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken stop)
    {
        try
        {
            return await stream.ReadAsync(buffer, stop);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ZstdException)
        {
            // Each packing has its own words for bytes that it cannot unpack; to us they are a torn body.
            throw new IOException("its packed body cannot be unpacked", e);
        }
    }

    private Served ServedBy(HttpResponseMessage response) =>
        ServedTimes.FreshFor(Header(response, "Cache-Control"), Header(response, "Expires"), Header(response, "Date"), Header(response, "Age"), clock.GetUtcNow()) is { } fresh
            ? new Served { FreshFor = fresh }
            : Served.Nothing;

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        (int)response.StatusCode is 429 or 503 ? ServedTimes.RetryAfter(Header(response, "Retry-After"), clock.GetUtcNow()) : null;

    private static string? Header(HttpResponseMessage response, string name) => Header(response.Headers, name) ?? Header(response.Content.Headers, name);

    private static string? Header(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>With the standard's name: what the server calls it is not ours to repeat.</summary>
    private static string Status(HttpResponseMessage response)
    {
        using var standard = new HttpResponseMessage(response.StatusCode);
        return $"{(int)response.StatusCode} {standard.ReasonPhrase}".TrimEnd();
    }

    private static FetchFailure Kind(int status) => status switch
    {
        410 => FetchFailure.Gone,
        429 or 503 => FetchFailure.Throttled,
        >= 500 => FetchFailure.ServerError,
        _ => FetchFailure.Refused,
    };
}
