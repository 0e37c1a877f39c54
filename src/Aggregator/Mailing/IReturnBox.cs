namespace Aggregator.Mailing;

/// <summary>Where the mails that come back are found.</summary>
internal interface IReturnBox
{
    /// <summary>Reads each mail once: handed on, then put aside.</summary>
    /// <param name="take">What is to be done with a mail; null when it is neither a bounce nor a wish.</param>
    /// <param name="stop">Ends it between two mails.</param>
    /// <returns>Why the box could not be read, in a sentence; null when it was.</returns>
    Task<string?> EmptyAsync(Func<Bounce?, CancellationToken, Task> take, CancellationToken stop);
}
